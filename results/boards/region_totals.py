"""What a region's contests add up to, kept in a process: one more declaration costs the same in any region.

Owns the sums, and the number they are of: what happened since is taken out and put in again, contest by
contest, as the numbered events name them. Whatever events cannot tell of, reference data that changed or an
hour at which polls closed, has everything counted anew; so has a record that is not the one these sums are
of. Outcomes are the truth: nothing of this is written down, and a count anew gives the same. Refuses to keep
what was read beside somebody's unfinished work.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from django.db.models import Exists, OuterRef, QuerySet

from results.boards.counting import counts, holding
from results.boards.embargo import closings_ahead, may_be_seen
from results.boards.snapshot import sees_committed_alone
from results.models import Contest, DeskEvent, Hold, Outcome, PartyOutcome, PreviousTally, Region

REGIONS = 256
# More than that at once is sooner counted anew.
MOST_EVENTS, MOST_CONTESTS = 2_000, 400
Extent = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class RegionSums:
    """Over the declared contests of a region. `comparable_valid` is where last time is known."""

    declared: int = 0
    comparable_valid: int = 0
    all_valid: int = 0
    valid_before: int = 0
    electorate: int = 0
    rejected: int = 0


@dataclass(frozen=True, slots=True)
class PartySums:
    """Of one party over the same contests. `comparable_now` is where last time is known."""

    seats_won: int = 0
    gained: int = 0
    lost: int = 0
    votes_now: int = 0
    comparable_now: int = 0
    votes_before: int = 0


@dataclass(frozen=True, slots=True)
class RegionTotals:
    """What a region adds up to at one number. `parties` by row id.

    `contests` are all, `countermanded` and `deferred` some of them. `extent` is the least and greatest q and
    r; None where a contest has no hex. `defending` are the parties that have a seat to lose.
    """

    sums: RegionSums
    parties: Mapping[int, PartySums]
    contests: int
    countermanded: int
    deferred: int
    extent: Extent | None
    defending: frozenset[int]


def region_totals(region_id: int, *, for_air: bool = False) -> tuple[Region, RegionTotals]:
    """A region with its election, and its totals at that number. Raises Region.DoesNotExist.

    `for_air` counts what a hold keeps in the place of what is in force. Ask inside `one_snapshot`. A fixed
    number of queries, and rows as many as contests changed since it was asked last.
    """
    regions = Region.objects.select_related("election").annotate(closings=closings_ahead("election"))
    # Nobody is held for who does not ask for air.
    held = holding().filter(contest__regions=OuterRef("pk")) if for_air else Hold.objects.none()
    region = regions.annotate(is_held=Exists(held)).get(pk=region_id)
    if region.is_held:
        return region, _Counted.of(region, region.closings, for_air=True).totals()
    return region, _here.totals(region, region.closings)


def forget() -> None:
    """Begin again, as a new process does."""
    _here.forget()


Vector = tuple[int, ...]
# An election's seq, when that was given, and how many hours are still to strike.
Number = tuple[int, datetime | None, int]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one contest adds: its state, its place on the map, and where it has a result its figures."""

    status: str
    hex: tuple[int | None, int | None]
    figures: Vector = ()
    parties: tuple[tuple[int, Vector], ...] = ()


@dataclass(slots=True)
class _Counted:
    """A region's sums and what each contest has in them, as they were at a number."""

    number: Number
    parts: dict[int, _Part]
    extent: Extent | None
    defending: frozenset[int]
    figures: list[int] = field(default_factory=lambda: [0] * 6)
    parties: dict[int, list[int]] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, region: Region, closings: int, *, for_air: bool = False) -> "_Counted":
        """Counted from nothing."""
        parts = _parts(region.pk, for_air=for_air)
        counted = cls(
            number=_number(region, closings),
            parts=parts,
            extent=_extent([part.hex for part in parts.values()]),
            defending=_defending(region.pk),
        )
        for part in counted.parts.values():
            counted._add(part, 1)
        return counted

    def replace(self, contest: int, part: _Part) -> None:
        """Take a contest out and put it in as it is now."""
        self._add(self.parts[contest], -1)
        self._add(part, 1)
        self.parts[contest] = part

    def totals(self) -> RegionTotals:
        """As they stand."""
        return RegionTotals(
            sums=RegionSums(*self.figures),
            parties={party: PartySums(*sums) for party, sums in self.parties.items() if any(sums)},
            contests=len(self.parts),
            countermanded=self.states.get(Contest.Status.COUNTERMANDED, 0),
            deferred=self.states.get(Contest.Status.DEFERRED, 0),
            extent=self.extent,
            defending=self.defending,
        )

    def _add(self, part: _Part, times: int) -> None:
        self.states[part.status] = self.states.get(part.status, 0) + times
        if part.figures:
            _onto(self.figures, part.figures, times)
        for party, sums in part.parties:
            _onto(self.parties.setdefault(party, [0] * 6), sums, times)


def _onto(sums: list[int], more: Vector, times: int) -> None:
    for place, value in enumerate(more):
        sums[place] += times * value


@dataclass(slots=True)
class _Place:
    lock: Lock = field(default_factory=Lock)
    counted: _Counted | None = None


class _Regions:
    """The regions of a process. Ask from any thread."""

    def __init__(self) -> None:
        self._places: OrderedDict[int, _Place] = OrderedDict()
        self._lock = Lock()

    def totals(self, region: Region, closings: int) -> RegionTotals:
        """What a region adds up to at the number of the snapshot."""
        place = self._place(region.pk)
        with place.lock:
            kept = place.counted
            if kept is not None and kept.number == _number(region, closings):
                return kept.totals()
            if not sees_committed_alone():
                return _Counted.of(region, closings).totals()
            # Left half-way by an error they would be wrong: they are there again when they are right.
            place.counted = None
            if kept is None or not _followed(kept, region, closings):
                kept = _Counted.of(region, closings)
            place.counted = kept
            return kept.totals()

    def forget(self) -> None:
        """Begin again."""
        with self._lock:
            self._places.clear()

    def _place(self, region: int) -> _Place:
        with self._lock:
            place = self._places.setdefault(region, _Place())
            self._places.move_to_end(region)
            while len(self._places) > REGIONS:
                self._places.popitem(last=False)
            return place


# One a process.
_here = _Regions()


def _number(region: Region, closings: int) -> Number:
    return region.election.seq, region.election.seq_at, closings


def _followed(counted: _Counted, region: Region, closings: int) -> bool:
    """Whether these sums were brought to the number of the snapshot; else they are of no use."""
    touched = _touched(counted, region, closings)
    if touched is None:
        return False
    for contest, part in _parts(region.pk, only=touched).items() if touched else ():
        counted.replace(contest, part)
    counted.number = _number(region, closings)
    return True


def _touched(counted: _Counted, region: Region, closings: int) -> set[int] | None:
    """The contests of these sums that events since name; None where events cannot tell all that changed."""
    seq, at, before = counted.number
    election = region.election
    if at is None or before != closings or not seq <= election.seq <= seq + MOST_EVENTS:
        return None
    events = DeskEvent.objects.filter(election=election.pk, seq__gte=seq, seq__lte=election.seq)
    told = list(events.order_by("seq").values_list("seq", "at", "kind", "contest"))
    # Another record than the one that was counted: loaded afresh, or put back.
    if not told or told[0][:2] != (seq, at):
        return None
    news = told[1:]
    if any(kind == DeskEvent.Kind.REFERENCE for _, _, kind, _ in news):
        return None
    touched = {contest for *_, contest in news if contest in counted.parts}
    return touched if len(touched) <= MOST_CONTESTS else None


def _parts(region_id: int, *, only: Collection[int] | None = None, for_air: bool = False) -> dict[int, _Part]:
    """What contests of a region add, all of them or `only` some of them. Three queries."""
    contests, results = Contest.objects.order_by(), _results(for_air)
    if only is None:
        contests = contests.filter(regions=region_id)
        results = results.filter(declaration__contest__regions=region_id)
    else:
        contests, results = contests.filter(pk__in=only), results.filter(declaration__contest__in=only)
    told = ("valid", "previous_valid", "declaration__electorate", "declaration__rejected")
    rows = {pk: figures for pk, *figures in results.values_list("pk", "declaration__contest", *told)}
    parties = _parties(PartyOutcome.objects.filter(outcome__in=results.values("pk")), rows)
    figures = {row[0]: (_figures(*row[1:]), tuple(parties.get(pk, ()))) for pk, row in rows.items()}
    return {
        pk: _Part(status, (q, r), *figures.get(pk, ((), ())))
        for pk, status, q, r in contests.values_list("pk", "status", "hex_q", "hex_r")
    }


def _results(for_air: bool) -> QuerySet[Outcome]:
    seen = may_be_seen("declaration__contest")
    return Outcome.objects.filter(seen, counts("declaration", for_air=for_air)).order_by()


def _figures(valid: int, valid_before: int, electorate: int | None, rejected: int | None) -> Vector:
    return 1, valid if valid_before else 0, valid, valid_before, electorate or 0, rejected or 0


def _parties(
    of: QuerySet[PartyOutcome], rows: Mapping[int, list[int]]
) -> dict[int, list[tuple[int, Vector]]]:
    found: dict[int, list[tuple[int, Vector]]] = {}
    told = ("outcome", "party", "seats", "gains", "losses", "votes", "previous_votes")
    for outcome, party, seats, gains, losses, votes, before in of.values_list(*told):
        comparable = votes if rows[outcome][2] else 0
        found.setdefault(outcome, []).append((party, (seats, gains, losses, votes, comparable, before)))
    return found


def _extent(hexes: Sequence[tuple[int | None, int | None]]) -> Extent | None:
    columns, rows = _known(q for q, _ in hexes), _known(r for _, r in hexes)
    if not hexes or len(columns) < len(hexes) or len(rows) < len(hexes):
        return None
    return min(columns), max(columns), min(rows), max(rows)


def _known(values: Iterable[int | None]) -> list[int]:
    return [value for value in values if value is not None]


def _defending(region_id: int) -> frozenset[int]:
    pairs = PreviousTally.objects.filter(winner=True, contest__regions=region_id).order_by()
    told = pairs.values_list("party", "party__counts_as").distinct()
    return frozenset(counts_as or party for party, counts_as in told)
