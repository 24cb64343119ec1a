"""The pack of the local elections of May 2023 in the Midlands, as it ships."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from results.declaring.reference import reference_changed
from results.models import Election
from results.packs.checking import read
from results.packs.convert.local2023 import convert
from results.packs.loading import load
from results.packs.reading import Pack, find
from results.packs.recorded import RecordedResult, recorded, recorded_totals
from results.psephology.council import Chamber, control, council_phrase, net_changes
from results.psephology.counts import Standing
from results.psephology.wards import ward_problems
from tests.midlands import PUBLISHED, needs_published, published

SLUG = "local2023-midlands"
Seats = Mapping[str, int]


@dataclass(frozen=True)
class Told:
    """What was told of one council: seats won on the night, seats not up, and who controls it."""

    name: str
    total: int
    won: dict[str, int]
    not_up: dict[str, int]
    phrase: str


COUNCILS = {
    "E06000015": Told("Derby", 51, {"Lab": 23, "Con": 15, "RD": 6, "LD": 4, "Ind": 3}, {}, "NOC no change"),
    "E06000016": Told("Leicester", 54, {"Lab": 31, "Con": 17, "LD": 3, "Green": 3}, {}, "Lab hold"),
    "E06000021": Told("Stoke-on-Trent", 44, {"Lab": 29, "Con": 14, "CityInd": 1}, {}, "Lab gain from NOC"),
    "E07000036": Told(
        "Erewash", 47, {"Lab": 28, "Con": 16, "LD": 1, "Green": 1, "Ind": 1}, {}, "Lab gain from Con"
    ),
    "E07000134": Told(
        "North West Leicestershire", 38, {"Lab": 17, "Con": 12, "LD": 5, "Ind": 4}, {}, "Con loss to NOC"
    ),
    "E07000136": Told(
        "Boston", 30, {"BosInd": 18, "Con": 5, "Ind": 5, "LD": 1, "BR": 1}, {}, "BosInd gain from NOC"
    ),
    "E07000139": Told("North Kesteven", 43, {"Con": 25, "Ind": 16, "Lab": 2}, {}, "Con gain from NOC"),
    "E07000141": Told(
        "South Kesteven", 56, {"Con": 24, "Ind": 22, "Green": 4, "LD": 4, "Lab": 2}, {}, "Con loss to NOC"
    ),
    "E07000170": Told("Ashfield", 35, {"Ash": 32, "Con": 2, "Lab": 1}, {}, "Ash hold"),
    "E07000171": Told("Bassetlaw", 48, {"Lab": 38, "Con": 8, "Ind": 2}, {}, "Lab hold"),
    "E07000174": Told("Mansfield", 36, {"Lab": 25, "Con": 5, "ManInd": 4, "Ind": 2}, {}, "Lab gain from NOC"),
    "E07000236": Told("Redditch", 29, {"Lab": 6, "Con": 4}, {"Con": 12, "Lab": 7}, "Con hold"),
    "E08000027": Told("Dudley", 72, {"Lab": 13, "Con": 12}, {"Con": 32, "Lab": 14, "Ind": 1}, "Con hold"),
    "E08000028": Told("Sandwell", 72, {"Lab": 22, "Con": 2}, {"Lab": 38, "Con": 10}, "Lab hold"),
}
STOKE, NORTH_WEST_LEICESTERSHIRE, BOSTON = "E06000021", "E07000134", "E07000136"
SANDWELL, DUDLEY, REDDITCH, DERBY = "E08000028", "E08000027", "E07000236", "E06000015"
# Changes as they were published, with independents and their parties together.
CHANGES = {
    "Stoke, eve of poll (PA)": (STOKE, "eve_of_poll", {"Lab": 17, "Con": -8, "IND": -9}),
    "Stoke, last fought (BBC)": (STOKE, "last_fought", {"Lab": 13, "Con": -1, "IND": -12}),
    "North West Leicestershire, eve of poll (PA)": (
        NORTH_WEST_LEICESTERSHIRE,
        "eve_of_poll",
        {"Lab": 10, "LD": 1, "IND": 0, "Con": -10, "Green": -1},
    ),
    "North West Leicestershire, last fought": (
        NORTH_WEST_LEICESTERSHIRE,
        "last_fought",
        {"Lab": 7, "LD": 1, "IND": 1, "Con": -8, "Green": -1},
    ),
    "Boston, last fought": (
        BOSTON,
        "last_fought",
        {"IND": 12, "LD": 1, "BR": 1, "UKIP": -1, "Lab": -2, "Con": -11},
    ),
    "Sandwell, last fought": (SANDWELL, "last_fought", {"Con": 2, "Lab": -2}),
    "Derby, eve of poll": (DERBY, "eve_of_poll", {"Lab": 7, "IND": 2, "RD": 0, "Con": -3, "LD": -4}),
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read(find(SLUG))


@pytest.fixture(scope="module")
def results() -> list[RecordedResult]:
    return recorded(Election(name="Local elections 2023", pack=SLUG))


@pytest.fixture(scope="module")
def won(pack: Pack, results: list[RecordedResult]) -> dict[str, Counter[str]]:
    """Seats won by council and party: from the wards elected, and from totals of councils."""
    parties = {(row.contest, row.number): row.party for row in pack.candidates}
    councils = {row.code: row.council for row in pack.contests if row.kind == "ward"}
    seats: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for result in results:
        if council := councils.get(result.contest_code):
            seats[council].update(parties[result.contest_code, number] for number in result.count.elected)
    for total in recorded_totals(Election(name="Local elections 2023", pack=SLUG)):
        assert total.complete
        assert total.council_code not in seats
        seats[total.council_code].update(total.seats)
    return dict(seats)


def basis(pack: Pack, council: str, name: str) -> Counter[str]:
    return Counter(
        {row.party: row.seats for row in pack.council_seats if (row.council, row.basis) == (council, name)}
    )


def grouped(pack: Pack, seats: Seats) -> Counter[str]:
    """Seats with the parties of a display group together."""
    groups = {row.code: row.group or row.code for row in pack.parties}
    together: Counter[str] = Counter()
    for party, number in seats.items():
        together[groups[party]] += number
    return together


def holder(pack: Pack, council: str, won: Seats) -> str:
    """Who controls a council with every seat declared: a party, or NOC."""
    (total,) = [row.seats_total for row in pack.councils if row.code == council]
    chamber = Chamber(
        total=total,
        not_up=basis(pack, council, "not_up"),
        won=won,
        to_come=0,
        ceilings={},
        may_control=frozenset(row.code for row in pack.parties if not row.independent),
    )
    return control(chamber).holder or ""


def test_ten_councils_lie_in_the_east_and_four_in_the_west(pack: Pack) -> None:
    assert {row.code: row.name for row in pack.councils} == {
        code: told.name for code, told in COUNCILS.items()
    }
    assert Counter(code for row in pack.councils for code in row.regions) == {
        "E12000004": 10,
        "E12000005": 4,
        "central": 14,
    }


@pytest.mark.parametrize("code", COUNCILS, ids=[told.name for told in COUNCILS.values()])
def test_seats_and_control_of_a_council_come_out_as_told(
    code: str, pack: Pack, won: dict[str, Counter[str]]
) -> None:
    told = COUNCILS[code]
    (council,) = [row for row in pack.councils if row.code == code]
    not_up = basis(pack, code, "not_up")
    assert (council.seats_total, council.seats_up) == (told.total, sum(told.won.values()))
    assert (dict(won[code]), dict(not_up)) == (told.won, told.not_up)
    after = holder(pack, code, won[code])
    assert council_phrase(before=council.control_before, after=after) == told.phrase


@needs_published
def test_final_seats_and_control_are_those_of_the_published_table(
    pack: Pack, won: dict[str, Counter[str]]
) -> None:
    controls = {"LAB": "Lab", "CON": "Con", "NOC": "NOC", "IND": "BosInd", "OTH": "Ash"}
    columns = {"Con": "con", "Lab": "lab", "LD": "ld", "UKIP": "ukip", "Green": "green"}
    for line in published("local2023_councils.csv"):
        final: Counter[str] = Counter()
        for party, seats in (won[line["lad_code"]] + basis(pack, line["lad_code"], "not_up")).items():
            final[columns.get(party, "other")] += seats
        then = {name: int(line[f"{name}_2023"]) for name in (*columns.values(), "other")}
        assert {name: final[name] for name in then} == then, line["council"]
        assert holder(pack, line["lad_code"], won[line["lad_code"]]) == controls[line["control_2023"]]


@pytest.mark.parametrize(("code", "on", "changes"), CHANGES.values(), ids=CHANGES.keys())
def test_changes_of_seats_are_the_published_ones(
    code: str, on: str, changes: dict[str, int], pack: Pack, won: dict[str, Counter[str]]
) -> None:
    now = grouped(pack, won[code] + basis(pack, code, "not_up"))
    assert net_changes(held=grouped(pack, basis(pack, code, on)), now=now) == changes


def test_it_does_not_say_who_had_the_seats_of_a_third_where_nobody_told(pack: Pack) -> None:
    without = {row.code for row in pack.councils if not basis(pack, row.code, "last_fought")}
    assert without == {DUDLEY, REDDITCH}


def test_every_council_has_an_eve_of_poll_within_its_seats(pack: Pack) -> None:
    short = {
        row.name: row.seats_total - basis(pack, row.code, "eve_of_poll").total() for row in pack.councils
    }
    assert {name: vacant for name, vacant in short.items() if vacant} == {"Derby": 2}


def test_what_is_shared_alike_is_in_a_file_of_its_own_with_its_credit(pack: Pack) -> None:
    own = "council_seats_cc-by-sa.csv"
    apart = [row for row in pack.council_seats if row.at.file == own]
    assert {row.basis for row in apart} == {"eve_of_poll"}
    assert len({row.council for row in apart}) == 12
    assert {
        row.council for row in pack.council_seats if row.basis == "eve_of_poll" and row.at.file != own
    } == {
        STOKE,
        NORTH_WEST_LEICESTERSHIRE,
    }
    (credit,) = [line for line in pack.head.credits if own in line]
    assert "CC BY-SA 4.0" in credit
    assert "end of 2022" in credit


def test_councils_with_redrawn_wards_say_so(pack: Pack) -> None:
    assert {row.name for row in pack.councils if row.redrawn} == {
        "Derby",
        "Mansfield",
        "North Kesteven",
        "Stoke-on-Trent",
    }


def test_independents_are_persons_and_shown_with_the_parties_of_independents(pack: Pack) -> None:
    assert [row.code for row in pack.parties if row.independent] == ["Ind"]
    assert {row.code for row in pack.parties if row.group == "IND"} == {
        "Ash",
        "BosInd",
        "CityInd",
        "Ind",
        "ManInd",
    }


def test_seven_councils_have_their_wards(pack: Pack) -> None:
    wards = Counter(row.council for row in pack.contests if row.kind == "ward")
    names = {row.code: row.name for row in pack.councils}
    assert {names[code]: number for code, number in wards.items()} == {
        "Ashfield": 23,
        "Boston": 15,
        "Dudley": 24,
        "North West Leicestershire": 38,
        "Redditch": 10,
        "Sandwell": 24,
        "Stoke-on-Trent": 34,
    }


def test_a_wards_code_is_the_councils_with_its_name(pack: Pack) -> None:
    codes = {row.name: row.code for row in pack.contests if row.council == STOKE}
    assert codes["Abbey Hulton"] == f"{STOKE}-abbey-hulton"
    assert codes["Hanley Park, Joiner's Square and Shelton"] == f"{STOKE}-hanley-park-joiners-square"


def test_the_ward_of_dudley_with_two_vacancies_elects_two(pack: Pack) -> None:
    (double,) = [row for row in pack.contests if row.council == DUDLEY and row.seats > 1]
    assert (double.seats, double.method) == (2, "bloc")


def test_ballot_papers_are_in_the_order_of_surnames_with_names_as_read_out(pack: Pack) -> None:
    names = [row.name for row in pack.candidates if row.contest == f"{BOSTON}-trinity"]
    assert names[:3] == ["J. Arayambath", "E. Cresswell", "C. Dorrington"]


def test_those_elected_have_most_votes_everywhere_and_no_lot_was_drawn(
    pack: Pack, results: list[RecordedResult]
) -> None:
    seats = {row.code: row.seats for row in pack.contests}
    assert len(results) == 170
    for result in results:
        votes, elected = result.count.votes, result.count.elected
        assert len(elected) == seats[result.contest_code]
        assert min(votes[number] for number in elected) > max(
            (votes[number] for number in votes.keys() - elected), default=-1
        )
        assert not result.count.by_lot


def test_every_result_is_one_that_may_be_published(pack: Pack, results: list[RecordedResult]) -> None:
    seats = {row.code: row.seats for row in pack.contests}
    standing: defaultdict[str, list[Standing]] = defaultdict(list)
    for row in pack.candidates:
        standing[row.contest].append(Standing(row.number, row.name, row.party, row.party == "Ind"))
    for result in results:
        code = result.contest_code
        assert not ward_problems(standings=tuple(standing[code]), count=result.count, seats=seats[code])


def test_ballot_papers_are_worked_out_only_where_votes_cannot_tell_turnout(
    pack: Pack, results: list[RecordedResult]
) -> None:
    seats = {row.code: row.seats for row in pack.contests}
    for result in results:
        papers, of = result.count.ballot_papers, seats[result.contest_code]
        assert (papers is None) == (of == 1)
        if papers is not None:
            assert max(result.count.votes.values()) <= papers
            assert sum(result.count.votes.values()) <= papers * of


def test_two_mayors_were_elected(pack: Pack, results: list[RecordedResult]) -> None:
    names = {(row.contest, row.number): (row.name, row.party) for row in pack.candidates}
    mayors = {
        result.contest_code: (
            *names[result.contest_code, next(iter(result.count.elected))],
            sum(result.count.votes.values()),
            result.count.electorate,
        )
        for result in results
        if result.contest_code.endswith("-mayor")
    }
    assert mayors == {
        "E06000016-mayor": ("Peter Soulsby", "Lab", 89_045, 244_198),
        "E07000174-mayor": ("Andy Abrahams", "Lab", 22_167, 80_856),
    }


@pytest.mark.django_db
def test_it_loads_in_far_fewer_queries_than_rows_and_twice_changes_nothing() -> None:
    with CaptureQueriesContext(connection) as queries:
        loaded = load(folder=find(SLUG), reference_changed=reference_changed)
    assert len(queries) < sum(kind.made for kind in loaded.kinds) / 25
    assert load(folder=find(SLUG), reference_changed=reference_changed).silent


@needs_published
def test_the_published_tables_still_give_this_pack(tmp_path: Path) -> None:
    convert(PUBLISHED, tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in find(SLUG).iterdir()}
