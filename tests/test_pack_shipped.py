"""The pack of the 2024 general election in the Midlands, as it ships."""

from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from results.declaring.reference import reference_changed
from results.models import Election
from results.packs.checking import read
from results.packs.convert.ge2024 import convert
from results.packs.loading import load
from results.packs.reading import Pack, find, shipped
from results.packs.recorded import RecordedResult, recorded

SLUG = "ge2024-midlands"
FACTS = Path(__file__).parents[2] / "shared" / "data"
# Contest, electorate, valid votes, rejected papers, candidates, who was elected with how many votes.
PUBLISHED = {
    "E14001068": ("Ashfield", 68_929, 39_882, 102, 6, "Lee Anderson", 17_062),
    "E14001064": ("Aldridge-Brownhills", 70_268, 40_912, 156, 5, "Wendy Morton", 15_901),
    "E14001066": ("Amber Valley", 71_546, 42_531, 105, 5, "Linsey Farnsworth", 15_746),
    "E14001161": ("Cheltenham", 76_144, 49_542, 986, 5, "Max Wilkinson", 25_076),
    "E14001542": ("Tewkesbury", 73_458, 48_539, 150, 6, "Cameron Thomas", 20_730),
    "E14001098": ("Birmingham Perry Barr", 76_350, 37_476, 211, 8, "Ayoub Khan", 13_303),
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return read(find(SLUG))


@pytest.fixture(scope="module")
def results() -> list[RecordedResult]:
    return recorded(Election(name="General election 2024", pack=SLUG))


def test_every_shipped_pack_is_whole_and_lies_in_a_folder_of_its_slug() -> None:
    assert SLUG in shipped()
    for slug in shipped():
        assert read(find(slug)).head.slug == slug


def test_its_regions_have_the_contests_they_should(pack: Pack) -> None:
    codes = Counter(code for contest in pack.contests for code in contest.regions)
    assert {region.name: codes[region.code] for region in pack.regions} == {
        "East Midlands": 47,
        "West Midlands": 57,
        "South West": 2,
        "Central": 106,
    }


def test_every_contest_of_the_patch_has_a_hex_of_its_own(pack: Pack) -> None:
    cells = {(contest.hex_q, contest.hex_r) for contest in pack.contests}
    assert len(cells) == 106
    assert not {cell for cell in cells if None in cell}


def test_labour_and_cooperative_counts_as_labour_and_independents_are_persons(pack: Pack) -> None:
    assert {row.code: row.counts_as for row in pack.parties if row.counts_as} == {"LabCoop": "Lab"}
    assert [row.code for row in pack.parties if row.independent] == ["Ind"]
    assert Counter(row.party for row in pack.candidates)["LabCoop"] == 5


def test_every_contest_has_one_notional_winner(pack: Pack) -> None:
    winners = [row for row in pack.previous if row.winner]
    assert len({row.contest for row in winners}) == len(winners) == 106
    assert Counter(row.party for row in winners) == {"Con": 84, "Lab": 22}


def test_ballot_papers_are_in_the_order_of_surnames(pack: Pack) -> None:
    names = [row.name for row in pack.candidates if row.contest == "E14001068"]
    assert [name.split()[-1] for name in names] == [
        "Anderson",
        "Coates",
        "Holmes",
        "Keehn",
        "Soloman",
        "Zadrozny",
    ]


def test_a_minister_has_a_line_for_air(pack: Pack) -> None:
    notes = {row.name: row.note for row in pack.candidates}
    assert notes["Alex Chalk"] == "justice secretary"


@pytest.mark.parametrize("code", PUBLISHED)
def test_its_figures_are_the_published_ones(code: str, pack: Pack, results: list[RecordedResult]) -> None:
    name, electorate, valid, rejected, candidates, winner, votes = PUBLISHED[code]
    (count,) = [result.count for result in results if result.contest_code == code]
    (elected,) = count.elected
    assert [row.name for row in pack.contests if row.code == code] == [name]
    assert (count.electorate, sum(count.votes.values()), count.rejected) == (electorate, valid, rejected)
    assert len(count.votes) == candidates
    assert count.votes[elected] == votes
    names = [row.name for row in pack.candidates if (row.contest, row.number) == (code, elected)]
    assert names == [winner]


def test_the_one_elected_has_most_votes_everywhere(results: list[RecordedResult]) -> None:
    assert len(results) == 106
    for result in results:
        (elected,) = result.count.elected
        assert result.count.votes[elected] == max(result.count.votes.values())


def test_the_night_begins_in_nuneaton_and_ends_in_perry_barr(
    pack: Pack, results: list[RecordedResult]
) -> None:
    names = {row.code: row.name for row in pack.contests}
    assert names[results[0].contest_code] == "Nuneaton"
    assert names[results[-1].contest_code] == "Birmingham Perry Barr"
    assert f"{results[0].recorded_at:%d %H:%M %z}" == "05 02:09 +0100"


@pytest.mark.django_db
def test_it_loads_in_far_fewer_queries_than_rows() -> None:
    with CaptureQueriesContext(connection) as queries:
        loaded = load(folder=find(SLUG), reference_changed=reference_changed)
    assert len(queries) < sum(kind.made for kind in loaded.kinds) / 25


def test_the_published_tables_still_give_this_pack(tmp_path: Path) -> None:
    if not FACTS.is_dir():
        pytest.skip("the published tables are not beside this checkout")
    convert(FACTS, tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in find(SLUG).iterdir()}
