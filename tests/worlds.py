"""Small made-up elections for tests: quick to make, whole, and with polls closed in the past.

Every contest has five candidates in this ballot order: 1 Lab, 2 Con, 3 LD, 4 Green, 5 Ind. Lab won
the even-numbered contests last time and Con the odd-numbered ones, counted from 0.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from results.models import Candidacy, Contest, Election, Party, PreviousTally, Region
from results.psephology.counts import Count

LONDON = ZoneInfo("Europe/London")
POLLS_CLOSED = datetime(2024, 7, 4, 22, 0, tzinfo=LONDON)
PARTIES = (
    ("Lab", "Labour", "Labour", "#e4003b"),
    ("Con", "Conservative", "Conservative", "#0087dc"),
    ("LD", "Liberal Democrat", "Lib Dem", "#faa61a"),
    ("Green", "Green Party", "Green", "#02a95b"),
    ("Ind", "Independent", "Independent", "#808080"),
)
CANDIDATES = ("Rajinder Shah", "Margaret Holt", "Tom Penrose", "Aoife Byrne", "Keith Dunmore")
PLACES = (
    "Leicester East",
    "Rugby",
    "Stone",
    "Bassetlaw",
    "Corby",
    "Dudley",
    "Erewash",
    "Telford",
    "Worcester",
)
LAST_TIME = (20_000, 15_000, 5_000, 2_000)
ELECTORATE = 75_000

_numbers = count(1)


def a_small_election(
    *,
    contests: int = 3,
    slug: str = "",
    polls_close: datetime = POLLS_CLOSED,
    rehearsal: bool = False,
    closed_at: datetime | None = None,
    new_seats: bool = False,
) -> Election:
    """An election whose contests are in region EM or WM by turns, and all of them in the patch MID.

    Contests have the codes C0001, C0002 and so on, in the order of their expected times.
    """
    election = Election.objects.create(
        slug=slug or f"election-{next(_numbers)}",
        name="General election 2024",
        date=polls_close.date(),
        polls_close=polls_close,
        kind=Election.Kind.GENERAL,
        baseline="2019 notional",
        rehearsal=rehearsal,
        closed_at=closed_at,
    )
    _parties(election)
    _regions(election)
    _contests(election, contests, new_seats)
    return election


def a_contest(
    *,
    election: Election | None = None,
    name: str = "",
    expected_at: datetime | None = None,
    new_seat: bool = False,
) -> Contest:
    """One contest of its own election, or one more of `election`."""
    election = election or a_small_election(contests=0)
    number = election.contests.count()
    made = _contests(election, 1, new_seat, first=number)[0]
    made.name = name or made.name
    made.expected_at = expected_at or made.expected_at
    made.save()
    return made


def a_count(
    *votes: int,
    elected: Sequence[int] | None = None,
    electorate: int = ELECTORATE,
    rejected: int | None = 100,
    ballot_papers: int | None = None,
    by_lot: bool = False,
) -> Count:
    """A count of these votes in ballot order; who has most is marked as elected, the first one of equals.

    Without votes: Lab 10,000, Con 14,426, LD 3,000, Green 2,000, Ind 574: Con by 4,426, of 30,000.
    """
    figures = dict(enumerate(votes or (10_000, 14_426, 3_000, 2_000, 574), start=1))
    winner = max(figures, key=lambda number: figures[number])
    return Count(
        votes=figures,
        electorate=electorate,
        elected=frozenset([winner] if elected is None else elected),
        rejected=rejected,
        ballot_papers=ballot_papers,
        by_lot=by_lot,
    )


def _parties(election: Election) -> None:
    Party.objects.bulk_create(
        Party(
            election=election,
            code=code,
            name=name,
            short_name=short_name,
            colour=colour,
            independent=code == "Ind",
        )
        for code, name, short_name, colour in PARTIES
    )


def _regions(election: Election) -> None:
    Region.objects.bulk_create(
        Region(election=election, code=code, name=name, kind=kind)
        for code, name, kind in (
            ("EM", "East Midlands", Region.Kind.OFFICIAL),
            ("WM", "West Midlands", Region.Kind.OFFICIAL),
            ("MID", "The Midlands", Region.Kind.PATCH),
        )
    )


def _contests(election: Election, many: int, new_seat: bool, first: int = 0) -> list[Contest]:
    made = Contest.objects.bulk_create(
        [_contest(election, number, new_seat) for number in range(first, first + many)], batch_size=500
    )
    _placed(election, made, first)
    _stood(election, made)
    if not new_seat:
        _previous(election, made, first)
    return made


def _contest(election: Election, number: int, new_seat: bool) -> Contest:
    place = PLACES[number % len(PLACES)]
    return Contest(
        election=election,
        code=f"C{number + 1:04}",
        name=place if number < len(PLACES) else f"{place} {number // len(PLACES) + 1}",
        kind=Contest.Kind.CONSTITUENCY,
        electorate=ELECTORATE,
        expected_at=election.polls_close + timedelta(minutes=90 + number),
        new_seat=new_seat,
        hex_q=number % 10,
        hex_r=number // 10,
        previous_electorate=74_000,
    )


def _placed(election: Election, contests: list[Contest], first: int) -> None:
    regions = {region.code: region for region in election.regions.all()}
    Contest.regions.through.objects.bulk_create(
        Contest.regions.through(contest=contest, region=regions[code])
        for number, contest in enumerate(contests, start=first)
        for code in (("EM", "WM")[number % 2], "MID")
    )


def _stood(election: Election, contests: list[Contest]) -> None:
    parties = {party.code: party for party in election.parties.all()}
    rows = (
        Candidacy(contest=contest, number=number, name=name, party=parties[code])
        for contest in contests
        for number, (name, (code, *_)) in enumerate(zip(CANDIDATES, PARTIES, strict=True), start=1)
    )
    Candidacy.objects.bulk_create(rows, batch_size=1_000)


def _previous(election: Election, contests: list[Contest], first: int) -> None:
    parties = {party.code: party for party in election.parties.all()}
    PreviousTally.objects.bulk_create(
        [
            PreviousTally(contest=contest, party=parties[code], votes=votes, winner=votes == max(LAST_TIME))
            for number, contest in enumerate(contests, start=first)
            for code, votes in _last_time(number)
        ],
        batch_size=1_000,
    )


def _last_time(number: int) -> list[tuple[str, int]]:
    leaders = ("Lab", "Con") if number % 2 == 0 else ("Con", "Lab")
    return list(zip((*leaders, "LD", "Green"), LAST_TIME, strict=True))
