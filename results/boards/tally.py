"""A region's tally: what its totals come to by party, and the sums of its wards.

Shares and their changes compare like with like: only declared contests, on both sides.
"""

from typing import TypedDict, cast

from django.db.models import Count as CountOf
from django.db.models import QuerySet, Sum

from results.boards.badges import badge
from results.boards.cards import TallyRow, Totals
from results.boards.counting import counts
from results.boards.embargo import may_be_seen
from results.boards.region_totals import PartySums, RegionSums, RegionTotals
from results.models import Contest, Outcome, Party, PartyOutcome
from results.psephology.percent import pct, points, share


class WardSums(TypedDict):
    """The sums over the declared wards of a region; None where nothing is declared."""

    declared: int
    all_valid: int | None
    electorate: int | None
    rejected: int | None


def ward_sums(region_id: int, *, for_air: bool = False) -> WardSums:
    """What the declared wards of a region add up to. One query.

    A mayor's voters are those of the wards: together they would be counted twice.
    """
    wards = Outcome.objects.filter(
        may_be_seen("declaration__contest"),
        counts("declaration", for_air=for_air),
        declaration__contest__regions=region_id,
        declaration__contest__kind=Contest.Kind.WARD,
    )
    sums = wards.aggregate(
        declared=CountOf("pk"),
        all_valid=Sum("valid"),
        electorate=Sum("declaration__electorate"),
        rejected=Sum("declaration__rejected"),
    )
    return cast(WardSums, sums)


def totals_of(counted: RegionTotals) -> Totals:
    """The totals of a region as a board carries them."""
    off = {"countermanded": counted.countermanded, "deferred": counted.deferred}
    sums = counted.sums
    return _totals(counted.contests, sums.declared, sums.all_valid, sums.electorate, sums.rejected, **off)


def totals(contests: int, sums: WardSums, *, countermanded: int = 0, deferred: int = 0) -> Totals:
    """The totals of a region with so many wards, some of which may be called off."""
    valid, electorate, rejected = (sums[name] or 0 for name in ("all_valid", "electorate", "rejected"))
    off = {"countermanded": countermanded, "deferred": deferred}
    return _totals(contests, sums["declared"], valid, electorate, rejected, **off)


def _totals(
    contests: int,
    declared: int,
    valid: int,
    electorate: int,
    rejected: int,
    *,
    countermanded: int,
    deferred: int,
) -> Totals:
    return Totals(
        declared=declared,
        total=contests - countermanded - deferred,
        electorate=electorate,
        valid=valid,
        rejected=rejected,
        turnout_valid_pct=pct(valid, electorate) if electorate else None,
        countermanded=countermanded,
        deferred=deferred,
    )


def tally_rows(counted: RegionTotals) -> tuple[TallyRow, ...]:
    """A row for every party with votes, a seat, or a seat to lose: most seats first, then most votes."""
    parties = Party.objects.filter(pk__in={*counted.parties, *counted.defending})
    rows = [
        _row(party, counted.parties.get(party.pk, PartySums()), counted.sums)
        for party in parties
        if party.pk in counted.defending or _tallies(counted.parties[party.pk])
    ]
    return tuple(sorted(rows, key=lambda row: (-row.seats, -row.votes, row.party.code)))


def _row(party: Party, own: PartySums, sums: RegionSums) -> TallyRow:
    now, before = (own.comparable_now, sums.comparable_valid), (own.votes_before, sums.valid_before)
    # Independents are persons: their votes last time were for other people.
    compares = bool(before[0] and now[1]) and not party.independent
    return TallyRow(
        party=badge(party),
        seats=own.seats_won,
        gains=own.gained,
        losses=own.lost,
        net=own.gained - own.lost,
        votes=own.votes_now,
        share_pct=pct(own.votes_now, sums.all_valid),
        change_pts=points(share(*now), share(*before)) if compares else None,
    )


def _tallies(own: PartySums) -> bool:
    return bool(own.votes_now or own.seats_won or own.lost)


def party_votes(region_id: int, *, for_air: bool = False) -> dict[str, int]:
    """Votes of each party in the declared wards of a region, by its best candidate in each. One query."""
    rows: QuerySet[PartyOutcome] = PartyOutcome.objects.filter(
        may_be_seen("outcome__declaration__contest"),
        counts("outcome__declaration", for_air=for_air),
        outcome__declaration__contest__regions=region_id,
        outcome__declaration__contest__kind=Contest.Kind.WARD,
    )
    sums = rows.values_list("party__code").order_by("party__code").annotate(votes_now=Sum("votes"))
    return dict(sums)
