"""Which revision of a contest counts: the one in force, and on air the one that a hold keeps meanwhile.

Owns the condition. Boards and pages go on showing what is in force; only graphics ask for air.
"""

from django.db.models import Q

from results.models import Declaration, Hold, Policy


def counts(declaration: str = "", *, for_air: bool = False) -> Q:
    """The condition on rows whose declaration is at the lookup path `declaration` (empty: its own row).

    While a contest is held, what it had when it was held counts on air, or nothing where it had nothing.
    """
    path = f"{declaration}__" if declaration else ""
    in_force = Q(**{f"{path}state": Declaration.State.IN_FORCE})
    if not for_air:
        return in_force
    held = Hold.objects.holding().filter(contest__isnull=False)
    # A null among the kept ones would match nothing and, negated, nothing either.
    kept = held.filter(counts__isnull=False).values("counts")
    return (in_force & not_held(f"{path}contest")) | Q(**{f"{path}pk__in": kept})


def not_held(contest: str = "contest") -> Q:
    """The condition on rows whose contest, at the lookup path `contest`, nobody holds."""
    held = Hold.objects.holding().filter(contest__isnull=False)
    return ~Q(**{f"{contest}__in": held.values("contest")})


def kept_on_air(contest_id: int) -> tuple[bool, int | None]:
    """Whether a contest is held, and the declaration that counts on air meanwhile, by row id. One query."""
    held = Hold.objects.holding().filter(contest=contest_id).values_list("counts", flat=True)
    found = list(held)
    return bool(found), found[0] if found else None


def stands_alone(declaration: Declaration) -> bool:
    """Whether a published revision needed a second person and has none.

    One that a hold keeps on air may be superseded in force; it stands alone as it did.
    """
    return declaration.policy != Policy.DIRECT and declaration.confirmed_by_id is None
