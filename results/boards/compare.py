"""Tonight so far beside the same seats last time: like with like, and never the whole region.

Owns which seats are compared. Votes and shares are those of declared seats whose figures are in and whose
last result is known, on both sides; seats are those whose winner is known on both sides. Refuses to compare
a seat that is still to come.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict, cast

from django.db.models import Count, F, Q, QuerySet, Sum

from results.boards.badges import badge
from results.boards.cards import ElectionHead, PartyBadge, RegionHead
from results.boards.counting import counts
from results.boards.embargo import may_be_seen
from results.boards.heads import election_head, region_head
from results.boards.snapshot import one_snapshot
from results.boards.states import CALLED_OFF
from results.models import Contest, Outcome, Party, PartyOutcome, Region
from results.psephology.percent import pct, points, share

KNOWN = Q(previous_valid__gt=0, valid__gt=0)
HELD_BEFORE = Q(previous_party__isnull=False)


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A party in the seats that are compared, then and now.

    Shares are in per cent of all valid votes in those seats, None where none has figures. `change_pts` is
    None where the two are not of the same party: independents are persons.
    """

    party: PartyBadge
    seats_then: int
    seats: int
    votes_then: int
    votes: int
    share_then_pct: Decimal | None
    share_pct: Decimal | None
    change_pts: Decimal | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A region's declared seats, tonight and last time.

    `seats` are compared by winner and `counted` of them by votes; `declared` of `total` are in at all.
    """

    election: ElectionHead
    region: RegionHead
    declared: int
    total: int
    seats: int
    counted: int
    valid_then: int
    valid: int
    rows: tuple[ComparedRow, ...]


class Compared(TypedDict):
    """What the compared seats of a region add up to."""

    declared: int
    seats: int
    counted: int
    valid_now: int | None
    valid_before: int | None


class PartySums(TypedDict):
    """A party's sums over the compared seats."""

    party: int
    seats_now: int | None
    seats_before: int | None
    votes_now: int | None
    votes_before: int | None


def comparison(*, region_id: int) -> Comparison:
    """Tonight beside last time in a region's declared seats. Five queries. Raises Region.DoesNotExist."""
    with one_snapshot():
        region = Region.objects.select_related("election").get(pk=region_id)
        contests = Contest.objects.filter(regions=region_id)
        sums, own = _sums(region_id), list(_party_sums(region_id))
        parties = Party.objects.in_bulk([row["party"] for row in own])
        rows = [_row(parties[row["party"]], row, sums) for row in own if any(_told(row))]
        return Comparison(
            election=election_head(region.election),
            region=region_head(region),
            declared=sums["declared"],
            total=contests.exclude(status__in=CALLED_OFF).count(),
            seats=sums["seats"],
            counted=sums["counted"],
            valid_then=sums["valid_before"] or 0,
            valid=sums["valid_now"] or 0,
            rows=tuple(sorted(rows, key=_order)),
        )


def _sums(region_id: int) -> Compared:
    found = declared_outcomes(region_id).aggregate(
        declared=Count("pk"),
        seats=Count("pk", filter=HELD_BEFORE),
        counted=Count("pk", filter=KNOWN),
        valid_now=Sum("valid", filter=KNOWN),
        valid_before=Sum("previous_valid", filter=KNOWN),
    )
    return cast(Compared, found)


def declared_outcomes(region_id: int) -> QuerySet[Outcome]:
    """The outcomes of a region's contests that have a result to be seen."""
    return Outcome.objects.filter(
        may_be_seen("declaration__contest"), counts("declaration"), declaration__contest__regions=region_id
    )


def _party_sums(region_id: int) -> QuerySet[PartyOutcome, PartySums]:
    known = Q(outcome__previous_valid__gt=0, outcome__valid__gt=0)
    held_before = Q(outcome__previous_party__isnull=False)
    rows: QuerySet[PartyOutcome, PartySums] = (
        PartyOutcome.objects.filter(outcome__in=declared_outcomes(region_id).order_by().values("pk"))
        .values("party")
        .order_by("party")
        .annotate(
            seats_now=Sum("seats", filter=held_before),
            seats_before=Sum(F("seats") - F("gains") + F("losses"), filter=held_before),
            votes_now=Sum("votes", filter=known),
            votes_before=Sum("previous_votes", filter=known),
        )
    )
    return rows


def _told(row: PartySums) -> tuple[int, ...]:
    votes = (row["votes_before"] or 0, row["votes_now"] or 0)
    return row["seats_before"] or 0, row["seats_now"] or 0, *votes


def _row(party: Party, own: PartySums, sums: Compared) -> ComparedRow:
    seats_then, seats, votes_then, votes = _told(own)
    valid_then, valid = sums["valid_before"] or 0, sums["valid_now"] or 0
    compares = bool(valid and votes_then) and not party.independent
    return ComparedRow(
        party=badge(party),
        seats_then=seats_then,
        seats=seats,
        votes_then=votes_then,
        votes=votes,
        share_then_pct=pct(votes_then, valid_then) if valid else None,
        share_pct=pct(votes, valid) if valid else None,
        change_pts=points(share(votes, valid), share(votes_then, valid_then)) if compares else None,
    )


def _order(row: ComparedRow) -> tuple[int, int, int, str]:
    return -row.seats, -row.votes, -row.seats_then, row.party.code
