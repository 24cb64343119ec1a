"""Results that nobody sees yet and that would be decisive: of a seat, of a council, of a region's lead.

For producers and nobody else: what is told here is neither confirmed nor, while polls are open, to be told.
Owns what decisive means. Refuses to say anything of figures that were keyed blind and are not settled, not
even which way they point: every one of them is named, with nothing beside it but that it waits.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from results.boards.as_if import OtherWard, with_total, with_ward
from results.boards.chambers import state_as_read
from results.boards.council_reading import Read, Seats, Total
from results.boards.deciding import control_words, lead_words, moved, won_by
from results.boards.names import name_of
from results.boards.outcomes import phrase
from results.boards.snapshot import one_snapshot
from results.boards.withheld_reading import Material, read_withheld
from results.models import Contest, CouncilDeclaration, Declaration, Policy, State
from results.models.keyed import Keyed
from results.psephology.counts import Word


class Decides(StrEnum):
    """What a result would decide."""

    SEAT = "seat"
    CONTROL = "control"
    LEAD = "lead"


class Why(StrEnum):
    """Why nobody sees it."""

    WAITS = "waits for a second person"
    BLIND = "keyed blind once, waits"
    DIFFER = "keyed twice, and different"
    EMBARGOED = "polls are open"


@dataclass(frozen=True, slots=True)
class Effect:
    """What would change, in words: "Con gain from Lab", "Con would lead East Midlands, 12 to Lab 11"."""

    decides: Decides
    words: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A result that is withheld. `subject` is the contest's row id, or the council's where `council`.

    `shows_at` is when polls close, where they are open still. `effects` are none of a blind one.
    """

    declaration: int
    subject: int
    council: bool
    code: str
    name: str
    by: str
    since: datetime
    why: Why
    shows_at: datetime | None
    effects: tuple[Effect, ...]


def withheld(*, election_id: int, region_id: int | None = None) -> tuple[Withheld, ...]:
    """What is withheld and decisive, or keyed blind, oldest first. Each is judged alone.

    A fixed number of queries, whatever waits.
    """
    with one_snapshot():
        material = read_withheld(election_id, region_id)
    judge = _Judge(material)
    lines = [*map(judge.contest, material.contests), *map(judge.total, material.totals)]
    told = [line for line in lines if line.effects or line.why in {Why.BLIND, Why.DIFFER}]
    return tuple(sorted(told, key=lambda line: (line.since, line.name)))


class _Judge:
    """Judges each result that is withheld against what counts now."""

    def __init__(self, material: Material) -> None:
        self._of = material
        self._now = timezone.now()
        self._states = {
            pk: state_as_read(council, material.read) for pk, council in material.councils.items()
        }
        self._sums_of_councils = self._summed()

    def contest(self, row: Declaration) -> Withheld:
        """The line of a contest's result."""
        contest, why = row.contest, _why(row)
        in_the_dark = why in {Why.BLIND, Why.DIFFER}
        return Withheld(
            declaration=row.pk,
            subject=contest.pk,
            council=False,
            code=contest.code,
            name=_name(contest),
            by=name_of(row.entered_by),
            since=row.entered_at,
            why=why,
            shows_at=contest.closing if contest.closing > self._now else None,
            effects=() if in_the_dark else tuple(self._effects(row)),
        )

    def total(self, row: CouncilDeclaration) -> Withheld:
        """The line of a council's total."""
        council = row.council
        total = Total(complete=row.complete, at=self._now, seats=_seats_of(row), single_source=False, was="")
        wards = self._of.read.wards.get(council.pk, [])
        own = [ward.closing for ward in wards if ward.closing and not ward.called_off]
        closing = max(council.election.polls_close, *own) if own else council.election.polls_close
        return Withheld(
            declaration=row.pk,
            subject=council.pk,
            council=True,
            code=council.code,
            name=council.name,
            by=name_of(row.entered_by),
            since=row.entered_at,
            why=_why(row),
            shows_at=closing if closing > self._now else None,
            effects=tuple(self._of_council(council.pk, with_total(self._of.read, council.pk, total))),
        )

    def _effects(self, row: Declaration) -> Iterator[Effect]:
        contest = row.contest
        counting = self._of.counting.get(contest.pk)
        now = self._of.seats.get(counting.declaration_id, {}) if counting else {}
        instead = self._of.seats.get(row.pk, {})
        if contest.kind == Contest.Kind.WARD:
            if contest.council_id in self._states:
                other = OtherWard(contest.council_id, contest.pk, now, instead, self._now)
                yield from self._of_council(contest.council_id, with_ward(self._of.read, other))
            return
        yield from self._of_seat(row)
        if contest.kind == Contest.Kind.CONSTITUENCY:
            for region in self._of.regions_of.get(contest.pk, ()):
                sums = self._of.sums.get(region, {})
                yield from self._lead(region, sums, moved(sums, now, instead))

    def _of_seat(self, row: Declaration) -> Iterator[Effect]:
        outcome, counting = row.outcome, self._of.counting.get(row.contest_id)
        if counting is None:
            if outcome.word == Word.GAIN:
                yield Effect(Decides.SEAT, phrase(outcome))
        elif counting.winner_id != outcome.winner_id:
            yield Effect(Decides.SEAT, f"{phrase(outcome)} in the place of {phrase(counting)}")

    def _of_council(self, council: int, read: Read) -> Iterator[Effect]:
        before, after = self._states[council], state_as_read(self._of.councils[council], read)
        if words := control_words(before, after):
            yield Effect(Decides.CONTROL, words)
        for region in self._of.regions_of_councils.get(council, ()):
            sums = self._sums_of_councils[region]
            yield from self._lead(region, sums, moved(sums, won_by(before), won_by(after)))

    def _summed(self) -> dict[int, Seats]:
        """Seats won by region and party, over the councils of each region."""
        sums: dict[int, Seats] = {}
        for council, regions in self._of.regions_of_councils.items():
            for region in regions:
                sums[region] = moved(sums.get(region, {}), {}, won_by(self._states[council]))
        return sums

    def _lead(self, region: int, before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[Effect]:
        if words := lead_words(self._of.regions[region].name, before, after):
            yield Effect(Decides.LEAD, words)


def _why(row: Keyed) -> Why:
    if row.state == State.DISPUTED:
        return Why.DIFFER
    if row.state != State.WAITING:
        return Why.EMBARGOED
    return Why.BLIND if row.policy == Policy.BLIND else Why.WAITS


def _name(contest: Contest) -> str:
    is_ward = contest.kind == Contest.Kind.WARD and contest.council is not None
    return f"{contest.name}, {contest.council}" if is_ward else contest.name


def _seats_of(row: CouncilDeclaration) -> Seats:
    return {tally.party.code: tally.seats for tally in row.tallies.all()}
