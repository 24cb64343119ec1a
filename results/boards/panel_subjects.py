"""What a cue may be about, by name: the contests, councils and regions of an election.

Owns how a name that an operator types is understood: whole, or any part of it that only one has.
"""

from collections.abc import Collection
from dataclasses import dataclass

from results.models import Candidacy, Contest, Council, Region


@dataclass(frozen=True, slots=True)
class Named:
    """One subject: `kind` is contest, council or region."""

    kind: str
    id: int
    name: str


def subjects(*, election_id: int) -> tuple[Named, ...]:
    """All of an election; a ward with its council. Three queries."""
    contests = Contest.objects.filter(election=election_id).order_by("name")
    wards = contests.values_list("pk", "name", "council__name")
    councils = Council.objects.filter(election=election_id).order_by("name").values_list("pk", "name")
    regions = Region.objects.filter(election=election_id).order_by("name").values_list("pk", "name")
    return (
        *(Named("region", pk, name) for pk, name in regions),
        *(Named("council", pk, name) for pk, name in councils),
        *(Named("contest", pk, f"{name}, {council}" if council else name) for pk, name, council in wards),
    )


def called(text: str, *, election_id: int, kinds: Collection[str]) -> tuple[Named, ...]:
    """The subjects of these kinds that a text names: the one of that very name, or all that have it."""
    wanted = text.strip().casefold()
    found = [one for one in subjects(election_id=election_id) if one.kind in kinds]
    whole = [one for one in found if one.name.casefold() == wanted]
    return tuple(whole or [one for one in found if wanted and wanted in one.name.casefold()])


def candidate_number(text: str, *, contest_id: int) -> int | None:
    """The ballot-paper number of the one candidate whose number or name this is. One query."""
    wanted = text.strip().casefold()
    rows = Candidacy.objects.filter(contest=contest_id).values_list("number", "name")
    found = [number for number, name in rows if wanted in {str(number), name.casefold()}]
    found = found or [number for number, name in rows if wanted and wanted in name.casefold()]
    return found[0] if len(found) == 1 else None
