"""A region's tally: sums over the outcomes in force, in a fixed number of queries.

Shares and their changes compare like with like: only declared contests, on both sides.
"""

from typing import TypedDict, cast

from django.db.models import Count as CountOf
from django.db.models import Q, QuerySet, Sum

from results.boards.badges import badge
from results.boards.cards import TallyRow, Totals
from results.boards.counting import counts
from results.boards.embargo import may_be_seen
from results.models import Contest, Outcome, Party, PartyOutcome, PreviousTally
from results.psephology.percent import pct, points, share

COMPARABLE = Q(outcome__previous_valid__gt=0)


class PartySums(TypedDict):
    """A party's sums over the declared contests of a region. `comparable` is where last time is known."""

    party: int
    seats_won: int
    gained: int
    lost: int
    votes_now: int
    comparable_now: int | None
    votes_before: int


class RegionSums(TypedDict):
    """The sums over the declared contests of a region; None where nothing is declared."""

    declared: int
    comparable_valid: int | None
    all_valid: int | None
    valid_before: int | None
    electorate: int | None
    rejected: int | None


NOTHING: PartySums = {
    "party": 0,
    "seats_won": 0,
    "gained": 0,
    "lost": 0,
    "votes_now": 0,
    "comparable_now": 0,
    "votes_before": 0,
}


def region_sums(region_id: int, *, wards: bool = False, for_air: bool = False) -> RegionSums:
    """What the declared contests of a region add up to, or its wards alone. One query."""
    comparable = Q(previous_valid__gt=0)
    outcomes = _in_force(region_id, for_air)
    if wards:
        # A mayor's voters are those of the wards: together they would be counted twice.
        outcomes = outcomes.filter(declaration__contest__kind=Contest.Kind.WARD)
    sums = outcomes.aggregate(
        declared=CountOf("pk"),
        comparable_valid=Sum("valid", filter=comparable),
        all_valid=Sum("valid"),
        valid_before=Sum("previous_valid"),
        electorate=Sum("declaration__electorate"),
        rejected=Sum("declaration__rejected"),
    )
    return cast(RegionSums, sums)


def totals(contests: int, sums: RegionSums, *, countermanded: int = 0, deferred: int = 0) -> Totals:
    """The totals of a region with so many contests, some of which may be called off."""
    valid, electorate = sums["all_valid"] or 0, sums["electorate"] or 0
    return Totals(
        declared=sums["declared"],
        total=contests - countermanded - deferred,
        electorate=electorate,
        valid=valid,
        rejected=sums["rejected"] or 0,
        turnout_valid_pct=pct(valid, electorate) if electorate else None,
        countermanded=countermanded,
        deferred=deferred,
    )


def tally_rows(region_id: int, sums: RegionSums, *, for_air: bool = False) -> tuple[TallyRow, ...]:
    """A row for every party with votes, a seat, or a seat to lose: most seats first, then most votes."""
    by_party = {row["party"]: row for row in _party_sums(region_id, for_air)}
    defending = _defending(region_id)
    parties = Party.objects.filter(pk__in={*by_party, *defending})
    rows = [
        _row(party, by_party.get(party.pk, NOTHING), sums)
        for party in parties
        if party.pk in defending or _tallies(by_party[party.pk])
    ]
    return tuple(sorted(rows, key=lambda row: (-row.seats, -row.votes, row.party.code)))


def _row(party: Party, own: PartySums, sums: RegionSums) -> TallyRow:
    now = (own["comparable_now"] or 0, sums["comparable_valid"] or 0)
    before = (own["votes_before"], sums["valid_before"] or 0)
    # Independents are persons: their votes last time were for other people.
    compares = bool(before[0] and now[1]) and not party.independent
    return TallyRow(
        party=badge(party),
        seats=own["seats_won"],
        gains=own["gained"],
        losses=own["lost"],
        net=own["gained"] - own["lost"],
        votes=own["votes_now"],
        share_pct=pct(own["votes_now"], sums["all_valid"] or 0),
        change_pts=points(share(*now), share(*before)) if compares else None,
    )


def _tallies(own: PartySums) -> bool:
    return bool(own["votes_now"] or own["seats_won"] or own["lost"])


def _party_sums(region_id: int, for_air: bool) -> QuerySet[PartyOutcome, PartySums]:
    rows: QuerySet[PartyOutcome, PartySums] = (
        _outcomes_of_parties(region_id, for_air)
        .values("party")
        .order_by("party")
        .annotate(
            seats_won=Sum("seats"),
            gained=Sum("gains"),
            lost=Sum("losses"),
            votes_now=Sum("votes"),
            comparable_now=Sum("votes", filter=COMPARABLE),
            votes_before=Sum("previous_votes"),
        )
    )
    return rows


def _outcomes_of_parties(region_id: int, for_air: bool) -> QuerySet[PartyOutcome]:
    return PartyOutcome.objects.filter(
        may_be_seen("outcome__declaration__contest"),
        counts("outcome__declaration", for_air=for_air),
        outcome__declaration__contest__regions=region_id,
    )


def party_votes(region_id: int, *, for_air: bool = False) -> dict[str, int]:
    """Votes of each party in the declared wards of a region, by its best candidate in each. One query."""
    rows = _outcomes_of_parties(region_id, for_air).filter(
        outcome__declaration__contest__kind=Contest.Kind.WARD
    )
    sums = rows.values_list("party__code").order_by("party__code").annotate(votes_now=Sum("votes"))
    return dict(sums)


def _defending(region_id: int) -> set[int]:
    pairs = (
        PreviousTally.objects.filter(winner=True, contest__regions=region_id)
        .order_by()
        .values_list("party", "party__counts_as")
        .distinct()
    )
    return {counts_as or party for party, counts_as in pairs}


def _in_force(region_id: int, for_air: bool) -> QuerySet[Outcome]:
    return Outcome.objects.filter(
        may_be_seen("declaration__contest"),
        counts("declaration", for_air=for_air),
        declaration__contest__regions=region_id,
    )
