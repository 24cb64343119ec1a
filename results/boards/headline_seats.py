"""Published results as the headlines' rules look at them: one seat a revision, in a fixed number of queries.

Owns which revisions were ever told. Refuses those that only the embargo saw: what was put right before
polls closed was never on a screen. Wards are no seats here: councils are told whole.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest

from django.db.models import Prefetch, QuerySet

from results.boards.embargo import may_be_seen
from results.models import (
    PUBLISHED,
    Candidacy,
    Contest,
    Declaration,
    Outcome,
    Party,
    PreviousTally,
    Region,
    State,
    Tally,
)
from results.psephology.headlines.facts import Before, Seat, Stood
from results.psephology.percent import pct

OUTCOME = ("winner", "party", "previous_party", "swing_from", "swing_to")
WITHDRAWAL = Declaration.Kind.WITHDRAWAL
# What a name begins with that is no city.
NO_CITY = frozenset({"North", "South", "East", "West", "Mid", "The", "Mayor"})


@dataclass(frozen=True, slots=True)
class Step:
    """A revision that screens told, in the order of telling: a seat, or None where it took one away.

    `order` sorts steps of several contests; `in_force` says that it is what is told now.
    """

    contest: int
    code: str
    revision: int
    order: tuple[datetime, datetime, int]
    in_force: bool
    seat: Seat | None

    @property
    def at(self) -> datetime:
        """When screens began to tell it."""
        return self.order[0]


def told_contests(*, election_id: int, region_id: int | None = None) -> QuerySet[Contest]:
    """The contests that make headlines by themselves: those that fill one seat, wards left aside."""
    contests = Contest.objects.filter(election=election_id, seats=1).exclude(kind=Contest.Kind.WARD)
    return contests if region_id is None else contests.filter(regions=region_id)


def steps(contests: QuerySet[Contest], *, groups: Collection[str] = ()) -> tuple[Step, ...]:
    """Every revision of these contests that screens told, in the order of telling. Five queries."""
    found: list[Step] = []
    for contest in _whole(contests):
        found.extend(_of_contest(contest, groups))
    return tuple(sorted(found, key=lambda step: step.order))


def group_of(name: str) -> str:
    """The city that a constituency is a part of by its name, for those that are: Leicester East."""
    first = name.partition(" ")[0].rstrip(",")
    return "" if first in NO_CITY else first


def _whole(contests: QuerySet[Contest]) -> QuerySet[Contest]:
    tallies = Tally.objects.select_related("candidacy__party__counts_as")
    published = (
        Declaration.objects.filter(may_be_seen(), state__in=PUBLISHED)
        .select_related(*(f"outcome__{name}" for name in OUTCOME))
        .prefetch_related(Prefetch("tallies", tallies))
        .order_by("published_at", "revision")
    )
    before = PreviousTally.objects.select_related("party__counts_as")
    declared = Declaration.objects.filter(state__in=PUBLISHED).values("contest")
    return (
        contests.filter(pk__in=declared)
        .order_by("pk")
        .select_related("election")
        .prefetch_related(
            Prefetch("declarations", published),
            Prefetch("previous", before),
            Prefetch("regions", Region.objects.only("code", "kind")),
        )
    )


def _of_contest(contest: Contest, groups: Collection[str]) -> Iterator[Step]:
    first: datetime | None = None
    kind = ""
    for row in _ever_told(contest, list(contest.declarations.all())):
        at = max(row.published_at or row.entered_at, contest.closing)
        outcome = None if row.kind == WITHDRAWAL else row.outcome
        # Figures that follow a winner are told anew; what corrects them stands where they stood.
        if outcome is None or row.kind != kind:
            first, kind = None, row.kind
        first = first or at
        yield Step(
            contest=contest.pk,
            code=contest.code,
            revision=row.revision,
            order=(at, row.published_at or row.entered_at, row.pk),
            in_force=row.state == State.IN_FORCE,
            seat=_seat(contest, row, outcome, first, groups) if outcome else None,
        )


def _ever_told(contest: Contest, rows: list[Declaration]) -> Iterator[Declaration]:
    """Those that were in force after polls closed."""
    for row, after in zip_longest(rows, rows[1:]):
        if after is None or (after.published_at or after.entered_at) > contest.closing:
            yield row


def _seat(
    contest: Contest, row: Declaration, outcome: Outcome, at: datetime, groups: Collection[str]
) -> Seat:
    group = group_of(contest.name)
    figures = row.kind == Declaration.Kind.FIGURES
    before = list(contest.previous.all()) if not contest.new_seat else []
    return Seat(
        code=contest.code,
        name=contest.name,
        at=at,
        party=outcome.party.code,
        word=outcome.word,
        previous_party=outcome.previous_party.code if outcome.previous_party else None,
        stood=tuple(_stood(tally) for tally in _ranked(row)) if figures else (),
        before=_before(before),
        figures=figures,
        valid=outcome.valid,
        majority=outcome.majority,
        majority_pct=outcome.majority_pct,
        turnout_pct=outcome.turnout_valid_pct,
        turnout_before_pct=_turnout_before(contest, before),
        swing_pts=outcome.swing_pts,
        swing_from=outcome.swing_from.code if outcome.swing_from else None,
        swing_to=outcome.swing_to.code if outcome.swing_to else None,
        by_lot=outcome.by_lot,
        recounts=contest.recounts,
        held_since=contest.held_since,
        year=contest.election.date.year,
        kind=contest.kind,
        regions=tuple(
            sorted(region.code for region in contest.regions.all() if region.kind == Region.Kind.OFFICIAL)
        ),
        group=group if group in groups else "",
    )


def _ranked(row: Declaration) -> list[Tally]:
    return sorted(
        row.tallies.all(), key=lambda tally: (tally.rank, not tally.elected, tally.candidacy.number)
    )


def _stood(tally: Tally) -> Stood:
    own: Candidacy = tally.candidacy
    return Stood(
        number=own.number,
        name=own.name,
        party=tallies_as(own.party).code,
        votes=tally.votes,
        share_pct=tally.share_pct,
        change_pts=tally.change_pts,
        rank=tally.rank,
        elected=tally.elected,
        lost_deposit=tally.lost_deposit,
        incumbent=own.incumbent,
        note=own.note,
    )


def tallies_as(party: Party) -> Party:
    """The party under which this one's votes count: Labour for Labour Co-op."""
    return party.counts_as or party


def _before(rows: Collection[PreviousTally]) -> tuple[Before, ...]:
    votes, won = Counter[tuple[str, str]](), set[tuple[str, str]]()
    for row in rows:
        who = (tallies_as(row.party).code, row.person)
        votes[who] += row.votes
        won |= {who} if row.winner else set()
    return tuple(
        Before(
            party=who[0],
            votes=own,
            share_pct=pct(own, votes.total()),
            rank=1 + sum(other > own for other in votes.values()),
            winner=who in won,
        )
        for who, own in sorted(votes.items(), key=lambda line: (-line[1], line[0]))
    )


def _turnout_before(contest: Contest, rows: Collection[PreviousTally]) -> Decimal | None:
    if not contest.previous_electorate or not rows:
        return None
    return pct(sum(row.votes for row in rows), contest.previous_electorate)
