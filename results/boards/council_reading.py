"""What is read of a set of councils: seats before, wards, candidates and totals. A fixed number of queries.

Owns the queries and nothing of what they mean.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, Sum

from results.boards.counting import counts, counts_total, stands_alone
from results.boards.embargo import may_be_seen, may_be_seen_of_council
from results.boards.outcomes import shown_at
from results.boards.states import CALLED_OFF
from results.models import (
    Candidacy,
    Contest,
    CouncilDeclaration,
    CouncilSeats,
    CouncilTally,
    Declaration,
    Party,
    PartyOutcome,
)
from results.psephology.council import Undeclared, ceilings

Seats = dict[str, int]
ByCouncil = dict[int, Seats]


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward that is a contest: its seats, and when it was declared.

    `closing` is when its polls close, where that is not with the election. `called_off` is countermanded
    or deferred, empty where the poll is held; such a ward has no result.
    """

    id: int
    council: int
    seats: int
    at: datetime | None
    closing: datetime | None
    single_source: bool
    called_off: str

    @property
    def is_to_come(self) -> bool:
        """Whether it is still to be declared tonight."""
        return self.at is None and not self.called_off


@dataclass(frozen=True, slots=True)
class Total:
    """A council's total in force. One without seats was withdrawn; `was` says what a total put right."""

    complete: bool
    at: datetime
    seats: Seats
    single_source: bool
    was: str

    @property
    def is_withdrawn(self) -> bool:
        """Whether nothing of it is left."""
        return not self.seats


@dataclass(frozen=True, slots=True)
class Read:
    """Everything that was read of a set of councils. `open_seats` are to come in wards with candidates.

    `candidates` are how many each party has in each ward, by the ward's row id.
    """

    parties: Mapping[str, Party]
    bases: Mapping[tuple[int, str], Seats]
    wards: Mapping[int, list[Ward]]
    won: Mapping[int, Seats]
    standing: Mapping[int, Seats]
    ceilings: Mapping[int, Seats]
    open_seats: Mapping[int, int]
    totals: Mapping[int, Total]
    candidates: Mapping[int, Seats]


def added(*seats: Mapping[str, int]) -> Seats:
    """Seats of several sides together."""
    sums: Seats = defaultdict(int)
    for side in seats:
        for code, number in side.items():
            sums[code] += number
    return dict(sums)


def read_councils(councils: list[int], elections: set[int], *, for_air: bool = False) -> Read:
    """Everything about these councils, in a fixed number of queries.

    `for_air` counts what a hold keeps in the place of what is in force.
    """
    parties = Party.objects.filter(election__in=elections, counts_as=None)
    wards = _wards(councils, for_air)
    candidates = _candidates(councils)
    return Read(
        parties={party.code: party for party in parties},
        bases=_bases(councils),
        wards=wards,
        won=_won(councils, for_air),
        standing={
            council: added(*(candidates.get(ward.id, {}) for ward in rows)) for council, rows in wards.items()
        },
        ceilings={council: still_to_win(rows, candidates) for council, rows in wards.items()},
        open_seats={council: open_seats(rows, candidates) for council, rows in wards.items()},
        totals=_totals(councils, wards, for_air),
        candidates=candidates,
    )


def still_to_win(wards: Iterable[Ward], candidates: Mapping[int, Seats]) -> Seats:
    """The most seats that each party can win in those of these wards that are to come."""
    return ceilings(
        Undeclared(seats=ward.seats, candidates=candidates.get(ward.id, {}))
        for ward in wards
        if ward.is_to_come
    )


def open_seats(wards: Iterable[Ward], candidates: Mapping[int, Seats]) -> int:
    """The seats of those of these wards that are to come and have candidates."""
    return sum(ward.seats for ward in wards if ward.is_to_come and ward.id in candidates)


def _bases(councils: list[int]) -> dict[tuple[int, str], Seats]:
    bases: dict[tuple[int, str], Seats] = defaultdict(dict)
    rows = CouncilSeats.objects.filter(council__in=councils).select_related("party__counts_as")
    for row in rows:
        code = (row.party.counts_as or row.party).code
        seats = bases[row.council_id, row.basis]
        seats[code] = seats.get(code, 0) + row.seats
    return dict(bases)


def _wards(councils: list[int], for_air: bool) -> dict[int, list[Ward]]:
    wards: dict[int, list[Ward]] = defaultdict(list)
    counting = Declaration.objects.filter(
        may_be_seen(), counts(for_air=for_air), contest__council__in=councils
    ).exclude(kind=Declaration.Kind.WITHDRAWAL)
    declared = {row.contest_id: row for row in counting.select_related("contest__election")}
    for row in Contest.objects.filter(council__in=councils, kind=Contest.Kind.WARD).order_by("pk"):
        wards[row.council_id or 0].append(_ward(row, declared.get(row.pk)))
    return wards


def _ward(contest: Contest, declaration: Declaration | None) -> Ward:
    is_called_off = declaration is None and contest.status in CALLED_OFF
    return Ward(
        id=contest.pk,
        council=contest.council_id or 0,
        seats=contest.seats,
        at=shown_at(declaration) if declaration else None,
        closing=contest.polls_close,
        single_source=declaration is not None and stands_alone(declaration),
        called_off=contest.status if is_called_off else "",
    )


def _won(councils: list[int], for_air: bool) -> ByCouncil:
    won: ByCouncil = defaultdict(dict)
    contest = "outcome__declaration__contest"
    rows = (
        PartyOutcome.objects.filter(
            may_be_seen(contest),
            counts("outcome__declaration", for_air=for_air),
            **{f"{contest}__council__in": councils, f"{contest}__kind": Contest.Kind.WARD},
            seats__gt=0,
        )
        .values_list(f"{contest}__council", "party__code")
        .order_by(f"{contest}__council", "party__code")
        .annotate(won=Sum("seats"))
    )
    for council, code, seats in rows:
        won[council][code] = seats
    return won


def _candidates(councils: list[int]) -> dict[int, Seats]:
    """How many candidates each party has in each ward. One query."""
    standing: dict[int, Seats] = defaultdict(lambda: defaultdict(int))
    rows = Candidacy.objects.filter(contest__council__in=councils, contest__kind=Contest.Kind.WARD)
    for contest, code, counts_as in rows.values_list("contest", "party__code", "party__counts_as__code"):
        standing[contest][counts_as or code] += 1
    return standing


def _totals(councils: list[int], wards: Mapping[int, list[Ward]], for_air: bool) -> dict[int, Total]:
    rows = CouncilDeclaration.objects.filter(
        may_be_seen_of_council(), counts_total(for_air=for_air), council__in=councils
    ).select_related("council__election")
    seats = Prefetch("tallies", CouncilTally.objects.select_related("party"))
    return {
        row.council_id: _total(row, wards.get(row.council_id, [])) for row in rows.prefetch_related(seats)
    }


def _total(row: CouncilDeclaration, wards: list[Ward]) -> Total:
    closings = [ward.closing for ward in wards if ward.closing and not ward.called_off]
    return Total(
        complete=row.complete,
        at=max(row.published_at or row.entered_at, row.council.election.polls_close, *closings),
        seats={tally.party.code: tally.seats for tally in row.tallies.all()},
        single_source=stands_alone(row),
        was=row.was,
    )
