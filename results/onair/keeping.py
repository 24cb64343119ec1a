"""What goes on counting on air while a contest or a council is held: the revisions, and what they meant then.

Owns what a hold writes down. Read under the election's lock: no declaration comes in between.
"""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from results.models import Contest, Council, CouncilDeclaration, Declaration, Hold, Outcome, State

Kept = dict[str, Any]


def lock_results(*, contest_id: int | None, council_id: int | None) -> None:
    """Hold the rows of what is to be held, in the order in which declarations take them.

    Whoever declares holds the contest, then the council, then the election: taken in another order, a hold
    and a declaration would wait for each other.
    """
    if contest_id is not None:
        _wait_for(Contest.objects.filter(pk=contest_id))
    if council_id is not None:
        _wait_for(Contest.objects.filter(council=council_id))
        _wait_for(Council.objects.filter(pk=council_id))


def _wait_for(rows: QuerySet[Any]) -> None:
    list(rows.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def kept_contest(contest_id: int) -> Kept:
    """The fields of a hold of one contest. Three queries at most."""
    return _kept([contest_id])[contest_id]


def kept_wards(council_id: int) -> dict[int, Kept]:
    """The fields of the holds of a council's wards and mayor, by contest. Four queries at most."""
    return _kept(Contest.objects.filter(council=council_id).values_list("pk", flat=True))


def kept_total(council_id: int) -> Kept:
    """The fields of a hold of one council. One query."""
    rows = CouncilDeclaration.objects.filter(council=council_id, state=State.IN_FORCE)
    return {"counts_total": rows.first()}


def _kept(contests: Iterable[int]) -> dict[int, Kept]:
    wanted = list(contests)
    # What is held already, alone or with its council, goes on counting as it does on air.
    kept = {
        row.contest_id: {"counts_id": row.counts_id, "call": row.call}
        for row in Hold.objects.holding().filter(contest__in=wanted)
    }
    in_force = Declaration.objects.in_force().filter(contest__in=set(wanted) - set(kept))
    found = dict(in_force.values_list("contest", "pk"))
    calls = _calls(found.values())
    fresh = {
        contest: {"counts_id": found.get(contest), "call": calls.get(found.get(contest, 0))}
        for contest in wanted
    }
    return fresh | {contest: fields for contest, fields in kept.items() if contest is not None}


def _calls(declarations: Iterable[int]) -> dict[int, Kept]:
    """What each of these declarations means now, by its row id: the call, its label, who gained and lost."""
    rows = Outcome.objects.filter(declaration__in=list(declarations)).prefetch_related("parties")
    return {
        row.declaration_id: {
            "word": row.word,
            "label": row.label,
            "overridden": row.overridden,
            "previous_party": row.previous_party_id,
            "moves": {str(one.party_id): [one.gains, one.losses] for one in row.parties.all()},
        }
        for row in rows
    }
