"""Which revision counts, of a contest or a council: the one in force, and on air the one that a hold keeps.

Owns the condition. Boards and pages go on showing what is in force; only graphics ask for air.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db.models import Q

from results.models import CouncilDeclaration, Declaration, Hold, Policy
from results.models.holds import HoldQuerySet

_let_go: ContextVar[int | None] = ContextVar("hold_that_is_looked_past", default=None)


@contextmanager
def as_if_released(hold_id: int) -> Iterator[None]:
    """Whatever is read inside is as if this hold were released: it changes nothing."""
    before = _let_go.set(hold_id)
    try:
        yield
    finally:
        _let_go.reset(before)


def holding() -> HoldQuerySet:
    """The holds that count on air."""
    held = Hold.objects.holding()
    past = _let_go.get()
    # A null is in no list: negated it would shut everything out.
    return held if past is None else held.exclude(pk=past).filter(Q(part_of=None) | ~Q(part_of=past))


def counts(declaration: str = "", *, for_air: bool = False) -> Q:
    """The condition on rows whose declaration is at the lookup path `declaration` (empty: its own row).

    While a contest is held, what it had when it was held counts on air, or nothing where it had nothing.
    """
    path = f"{declaration}__" if declaration else ""
    in_force = Q(**{f"{path}state": Declaration.State.IN_FORCE})
    if not for_air:
        return in_force
    # A null among the kept ones would match nothing and, negated, nothing either.
    kept = holding().filter(counts__isnull=False).values("counts")
    return (in_force & not_held(f"{path}contest")) | Q(**{f"{path}pk__in": kept})


def counts_total(*, for_air: bool = False) -> Q:
    """The same condition on a council's totals."""
    in_force = Q(state=CouncilDeclaration.State.IN_FORCE)
    if not for_air:
        return in_force
    kept = holding().filter(counts_total__isnull=False).values("counts_total")
    return (in_force & council_not_held()) | Q(pk__in=kept)


def not_held(contest: str = "contest") -> Q:
    """The condition on rows whose contest, at the lookup path `contest`, nobody holds."""
    held = holding().filter(contest__isnull=False)
    return ~Q(**{f"{contest}__in": held.values("contest")})


def council_not_held(council: str = "council") -> Q:
    """The condition on rows whose council, at the lookup path `council`, nobody holds."""
    held = holding().filter(council__isnull=False)
    return ~Q(**{f"{council}__in": held.values("council")})


def kept_on_air(contest_id: int) -> tuple[bool, int | None]:
    """Whether a contest is held, and the declaration that counts on air meanwhile, by row id. One query."""
    found = list(holding().filter(contest=contest_id).values_list("counts", flat=True))
    return bool(found), found[0] if found else None


def stands_alone(declaration: Declaration | CouncilDeclaration) -> bool:
    """Whether a published revision needed a second person and has none.

    One that a hold keeps on air may be superseded in force; it stands alone as it did.
    """
    return declaration.policy != Policy.DIRECT and declaration.confirmed_by_id is None
