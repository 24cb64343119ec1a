"""Small made-up elections for tests: quick to make, whole, and with polls closed in the past.

Every contest has five candidates in this ballot order: 1 Lab, 2 Con, 3 LD, 4 Green, 5 Ind. Lab won
the even-numbered contests last time and Con the odd-numbered ones, counted from 0. A council's wards
have a full slate each of Lab, Con and LD, in that order, and an independent at the foot.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from results.models import (
    Candidacy,
    Contest,
    Council,
    CouncilSeats,
    Election,
    Party,
    Policy,
    PreviousTally,
    Region,
)
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
LOCAL_PARTY = ("Loc", "Residents of the Borough", "Residents", "#5f2f8f")
COUNCIL_POLLS_CLOSED = datetime(2023, 5, 4, 22, 0, tzinfo=LONDON)
COUNCILS = ("Stoke-on-Trent", "Telford and Wrekin", "Boston", "Redditch", "Dudley")
WARDS = ("Abbey", "Bridge", "Castle", "Dell", "Eastfield", "Fairholme", "Grange", "Highfields")
FORENAMES = ("Rajinder", "Margaret", "Tom", "Aoife", "Keith", "Nadia", "Owen", "Sunita", "Hugh", "Petra")
SURNAMES = ("Shah", "Holt", "Penrose", "Byrne", "Dunmore", "Farouk", "Yates")
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
    policy: Policy = Policy.DIRECT,
    asks: bool = False,
) -> Election:
    """An election whose contests are in region EM or WM by turns, and all of them in the patch MID.

    Contests have the codes C0001, C0002 and so on, in the order of their expected times. Nobody asks
    about doubtful figures unless `asks`: the usual count is far from last time.
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
        policy=policy,
        asks=asks,
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


def a_council_election(
    *, polls_close: datetime = COUNCIL_POLLS_CLOSED, policy: Policy = Policy.DIRECT
) -> Election:
    """An election of councils, without any yet: the usual parties and regions, and a local party, Loc."""
    election = Election.objects.create(
        slug=f"local-{next(_numbers)}",
        name="Local elections 2023",
        date=polls_close.date(),
        polls_close=polls_close,
        kind=Election.Kind.LOCAL,
        baseline="last fought",
        policy=policy,
        asks=False,
    )
    _parties(election, (*PARTIES, LOCAL_PARTY))
    _regions(election)
    return election


def a_council(
    *,
    wards: Sequence[int] = (3, 2, 1),
    not_up: Mapping[str, int] = {},
    last_fought: Mapping[str, int] = {"Con": 4, "Lab": 2},
    eve_of_poll: Mapping[str, int] = {"Con": 3, "Lab": 2, "Ind": 1},
    control_before: str = "Con",
    vacant: int = 0,
    election: Election | None = None,
) -> Council:
    """A council in region EM and the patch MID whose wards fill so many seats each, by default 6 of 6.

    `vacant` seats are neither up nor held by anyone. Wards have the codes W01, W02 and so on after the
    council's own, in the order of their expected times.
    """
    election = election or a_council_election()
    number = election.councils.count()
    council = Council.objects.create(
        election=election,
        code=f"CC{number + 1:02}",
        name=COUNCILS[number % len(COUNCILS)],
        seats_total=sum(wards) + sum(not_up.values()) + vacant,
        seats_up=sum(wards),
        control_before=control_before,
    )
    regions = election.regions.filter(code__in=["EM", "MID"])
    council.regions.set(regions)
    _council_seats(council, last_fought=last_fought, eve_of_poll=eve_of_poll, not_up=not_up)
    made = Contest.objects.bulk_create(
        _ward(council, place, seats) for place, seats in enumerate(wards, start=1)
    )
    placed = Contest.regions.through
    placed.objects.bulk_create(placed(contest=ward, region=region) for ward in made for region in regions)
    _slates(council, made)
    return council


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


def _council_seats(council: Council, **bases: Mapping[str, int]) -> None:
    parties = {party.code: party for party in council.election.parties.all()}
    CouncilSeats.objects.bulk_create(
        CouncilSeats(council=council, party=parties[code], basis=basis, seats=seats)
        for basis, held in bases.items()
        for code, seats in held.items()
    )


def _ward(council: Council, place: int, seats: int) -> Contest:
    name = WARDS[(place - 1) % len(WARDS)]
    return Contest(
        election=council.election,
        council=council,
        code=f"{council.code}-W{place:02}",
        name=name if place <= len(WARDS) else f"{name} {(place - 1) // len(WARDS) + 1}",
        kind=Contest.Kind.WARD,
        seats=seats,
        method=Contest.Method.BLOC if seats > 1 else Contest.Method.FPTP,
        electorate=6_000,
        expected_at=council.election.polls_close + timedelta(minutes=180 + place),
    )


def _slates(council: Council, wards: list[Contest]) -> None:
    parties = {party.code: party for party in council.election.parties.all()}
    rows = (
        Candidacy(contest=ward, number=number, name=_person(number), party=parties[code])
        for ward in wards
        for number, code in enumerate((*_slate(ward.seats), "Ind"), start=1)
    )
    Candidacy.objects.bulk_create(rows, batch_size=1_000)


def _slate(seats: int) -> list[str]:
    return [code for code in ("Lab", "Con", "LD") for _ in range(seats)]


def _person(number: int) -> str:
    return f"{FORENAMES[(number - 1) % 10]} {SURNAMES[(number - 1) % 7]}"


def _parties(election: Election, parties: Sequence[tuple[str, str, str, str]] = PARTIES) -> None:
    Party.objects.bulk_create(
        Party(
            election=election,
            code=code,
            name=name,
            short_name=short_name,
            colour=colour,
            independent=code == "Ind",
        )
        for code, name, short_name, colour in parties
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
