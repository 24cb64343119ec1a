"""The stories of the Midlands on the night of 4 July 2024: each told as it becomes true, and not before."""

import pytest

from results.psephology.headlines.facts import Headline, Kind
from results.psephology.headlines.running import Running
from tests.psephology.headline_nights import JULY_2024, after, everything, of_kind, parties, running, seats

# Where a line is about, its kind, the figures that prove it. Worked out by hand from the published tables:
# majorities, votes last time, turnout, shares.
EXPECTED = (
    ("Nuneaton", Kind.GAIN, {"majority": "3,479"}),
    ("Leicester East", Kind.GAIN, {"majority": "4,426"}),
    ("Leicester South", Kind.GAIN, {"majority": "979"}),
    ("Derbyshire Dales", Kind.GAIN, {"majority": "350"}),
    ("Leicester East", Kind.AGAINST_THE_TIDE, {"net": "+8", "winner_net": "-10"}),
    ("Leicester South", Kind.AGAINST_THE_TIDE, {"net": "+8"}),
    ("Birmingham Perry Barr", Kind.AGAINST_THE_TIDE, {"net": "+45"}),
    ("Leicester South", Kind.BIG_NAME_OUT, {"majority": "979"}),
    ("Cheltenham", Kind.BIG_NAME_OUT, {"majority": "7,210"}),
    ("Birmingham Perry Barr", Kind.BIG_NAME_OUT, {"majority": "507"}),
    ("Stoke-on-Trent North", Kind.BIG_NAME_OUT, {"majority": "5,082"}),
    ("Louth and Horncastle", Kind.BIG_NAME_SAFE, {"majority": "5,506"}),
    ("Newark", Kind.BIG_NAME_SAFE, {"majority": "3,572"}),
    ("Birmingham Yardley", Kind.BIG_NAME_SAFE, {"majority": "693"}),
    ("Ashfield", Kind.FIRST_SEAT, {"number": "1", "held": "0", "declared": "3"}),
    ("Cheltenham", Kind.FIRST_SEAT, {"number": "1", "held": "0", "declared": "9"}),
    ("Leicester South", Kind.FIRST_SEAT, {"number": "1", "held": "0", "declared": "21"}),
    ("Boston and Skegness", Kind.FIRST_SEAT, {"number": "2", "held": "0", "declared": "38"}),
    ("North Herefordshire", Kind.FIRST_SEAT, {"number": "1", "held": "0", "declared": "76"}),
    ("North Herefordshire", Kind.FROM_BEHIND, {"place": "fourth", "then": "8.8", "now": "43.2"}),
    ("Ashfield", Kind.FROM_BEHIND, {"place": "third or lower", "then": "5.0", "now": "42.8"}),
    ("North Shropshire", Kind.FROM_BEHIND, {"place": "third", "then": "10.4", "now": "52.9"}),
    ("Boston and Skegness", Kind.MAJORITY_OVERTURNED, {"majority_before": "27,402"}),
    ("Leicester South", Kind.MAJORITY_OVERTURNED, {"majority_before": "22,023"}),
    ("Birmingham Perry Barr", Kind.MAJORITY_OVERTURNED, {"majority_before": "22,325"}),
    ("North Herefordshire", Kind.MAJORITY_OVERTURNED, {"majority_before": "25,719"}),
    ("Birmingham Yardley", Kind.MAJORITY_SLASHED, {"majority_before": "13,141", "majority": "693"}),
    ("Birmingham Ladywood", Kind.MAJORITY_SLASHED, {"majority": "3,421"}),
    ("Leicester East", Kind.SPLIT_VOTE, {"votes": "9,213", "majority": "4,426"}),
    ("North West Leicestershire", Kind.SPLIT_VOTE, {"votes": "1,568", "majority": "1,012"}),
    ("Nuneaton", Kind.THIRD_PARTY, {"votes": "9,059", "majority": "3,479"}),
    ("Walsall and Bloxwich", Kind.VOTE_MOVED, {"loser": "-31.2", "other": "18.3", "winner": "-10.8"}),
    ("Birmingham Hall Green and Moseley", Kind.TURNOUT, {"turnout": "54.1", "down": "14.2"}),
    ("Birmingham Perry Barr", Kind.FIRST_TIME_IN, {"years": "50", "since": "1974"}),
    ("Leicester East", Kind.FIRST_TIME_IN, {"years": "37", "since": "1987"}),
    ("Rushcliffe", Kind.FIRST_TIME_IN, {"years": "54", "since": "1970"}),
)
STORIES = (
    "Leicester East",
    "Leicester South",
    "North Herefordshire",
    "Ashfield",
    "Boston and Skegness",
    "Birmingham Perry Barr",
)
NIGHT = seats(JULY_2024)
PLACES = {seat.name: place for place, seat in enumerate(NIGHT)}


def lines_about(place: int, kind: Kind, *, declared: int) -> list[Headline]:
    """Lines of a kind about the seat at a place in the order of the night, after so many declarations."""
    night = after(JULY_2024, NIGHT[:declared])
    return [line for line in of_kind(night, kind) if line.contest == NIGHT[place].code]


@pytest.mark.parametrize(
    ("name", "kind", "figures"), EXPECTED, ids=[f"{name}, {kind}" for name, kind, _ in EXPECTED]
)
def test_a_line_is_told_with_its_figures_by_the_declaration_that_makes_it_true(
    name: str, kind: Kind, figures: dict[str, str]
) -> None:
    place = PLACES[name]
    told = lines_about(place, kind, declared=place + 1)
    assert any(figures.items() <= line.figures.items() for line in told), told
    assert all(name in line.sentence for line in told)
    assert all(line.since == NIGHT[place].at for line in told)
    assert lines_about(place, kind, declared=place) == []


# Lines about the whole night, with the number of declarations that makes their figures true.
WHOLE = (
    (106, "third_party:Con:RUK", {"counted": "39", "of": "55"}),
    (106, "vote_moved:Lab:Con:RUK", {"counted": "47", "of": "48"}),
    (106, "lost_deposits:LD", {"lost": "53", "stood": "106"}),
    (106, "closest:votes:constituency", {"majority": "350"}),
    (100, "closest:votes:constituency", {"majority": "627"}),
    (3, "closest:votes:constituency", {"majority": "3,479"}),
    (106, "largest_swing:swing:constituency", {"swing": "41.1"}),
    (5, "largest_swing:swing:constituency", {"swing": "25.1"}),
)


@pytest.mark.parametrize(
    ("declared", "key", "figures"), WHOLE, ids=[f"{key} after {declared}" for declared, key, _ in WHOLE]
)
def test_a_line_about_the_whole_night_counts_what_is_declared(
    declared: int, key: str, figures: dict[str, str]
) -> None:
    told = everything(after(JULY_2024, NIGHT[:declared]))[key]
    assert figures.items() <= told.figures.items()
    assert all(figure.split()[0] in told.sentence for figure in figures.values())


@pytest.mark.parametrize("kind", [Kind.CLOSEST, Kind.LARGEST_SWING, Kind.FIRST_SEAT])
def test_nothing_is_the_most_of_two(kind: Kind) -> None:
    assert of_kind(after(JULY_2024, NIGHT[:2]), kind) == ()


def test_after_the_night_its_stories_are_in_the_first_dozen_lines() -> None:
    first = after(JULY_2024, NIGHT).lines(limit=12)
    for story in STORIES:
        assert any(story in line.sentence for line in first), story


def test_each_story_is_in_the_first_dozen_as_soon_as_it_is_declared() -> None:
    night = running(JULY_2024)
    for seat in NIGHT:
        night.declare(seat)
        if seat.name in STORIES:
            assert any(seat.name in line.sentence for line in night.lines(limit=12)), seat.name


def test_the_plain_gains_of_the_tide_come_below_what_is_rare() -> None:
    lines = after(JULY_2024, NIGHT).lines(limit=1000)
    gains = [place for place, line in enumerate(lines) if line.kind is Kind.GAIN]
    rare = (Kind.AGAINST_THE_TIDE, Kind.FIRST_SEAT, Kind.FROM_BEHIND, Kind.CLOSEST, Kind.LARGEST_SWING)
    assert len(gains) == 58
    assert min(gains) > max(place for place, line in enumerate(lines) if line.kind in rare)


def test_no_contest_has_more_than_three_of_the_first_forty_lines() -> None:
    lines = after(JULY_2024, NIGHT).lines(limit=40)
    for seat in NIGHT:
        assert sum(line.contest == seat.code and line.kind is not Kind.CLOSEST for line in lines) <= 3


def test_sentences_are_short_and_without_exclamation() -> None:
    lines = after(JULY_2024, NIGHT).lines(limit=1000)
    # A note beside a name is as long as a producer wrote it.
    long = [line.sentence for line in lines if len(line.sentence) > 120 and "big_name" not in line.kind]
    assert long == []
    assert not any("!" in line.sentence or "None" in line.sentence for line in lines)


def test_a_first_seat_is_never_told_as_the_first_ever() -> None:
    night = Running(parties=parties(JULY_2024), total=len(NIGHT), region_name="East Midlands")
    for seat in NIGHT:
        night.declare(seat)
    told = {line.sentence for line in of_kind(night, Kind.FIRST_SEAT)}
    assert (
        "First Green seat declared in the East Midlands: North Herefordshire; "
        "none of the 106 was Green before"
    ) in told
    assert all(" declared" in sentence.split(":")[0] for sentence in told)


def test_the_sentences_of_the_night() -> None:
    told = {line.sentence for line in after(JULY_2024, NIGHT).lines(limit=1000)}
    assert {
        "Labour, up 45 so far, lost Leicester East to the Conservatives, down 54",
        "Labour, up 45 so far, lost Leicester South to Shockat Adam (Ind)",
        "Leicester South: Shockat Adam (Ind) gains from Lab, majority 979",
        "Leicester East: Con gain from Lab, majority 4,426",
        "First Green seat declared so far: North Herefordshire; none of the 106 was Green before",
        "North Herefordshire: the Greens from fourth last time to first, 8.8% to 43.2%",
        "Leicester East: Claudia Webbe and Keith Vaz, both once Labour, took 9,213 votes; "
        "the majority is 4,426",
        "Boston and Skegness: Conservative majority of 27,402 (60.9 points) overturned by Reform UK",
        "Reform UK's vote exceeds the majority in 39 of 55 Conservative losses so far",
        "Birmingham Perry Barr: held by Labour since 1974, lost to Ayoub Khan (Ind) after 50 years",
    } <= told
