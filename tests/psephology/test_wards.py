"""A ward that fills several seats: who is returned, by how much, and the party's share of it."""

from decimal import Decimal

import pytest

from results.psephology.counts import Count, Result, Word
from results.psephology.wards import judge_ward
from tests.psephology.ballots import Entry, four_places, line, party_line, stood


def ward(
    *entries: Entry,
    seats: int = 3,
    elected: set[int] | None = None,
    electorate: int = 6_000,
    rejected: int | None = None,
    ballot_papers: int | None = None,
    by_lot: bool = False,
    held: dict[str, int] | None = None,
) -> Result:
    """The result of a ward; those with most votes are marked as elected, earlier ones of equals."""
    votes = {number: own for number, (_, _, own) in enumerate(entries, start=1)}
    first = sorted(votes, key=lambda number: -votes[number])[:seats]
    count = Count(
        votes=votes,
        electorate=electorate,
        elected=frozenset(elected or first),
        rejected=rejected,
        ballot_papers=ballot_papers,
        by_lot=by_lot,
    )
    return judge_ward(standings=stood(*entries), count=count, seats=seats, held=held)


SPLIT = (
    ("A", "Lab", 1_200),
    ("B", "Lab", 1_100),
    ("C", "Con", 1_150),
    ("D", "Con", 900),
    ("E", "Green", 650),
)


def returned(result: Result) -> list[int]:
    return [own.number for own in result.lines if own.elected]


def test_the_most_voted_are_returned_in_rank_order_and_a_ward_may_be_split() -> None:
    result = ward(*SPLIT)

    assert returned(result) == [1, 3, 2]
    assert (result.word, result.returned) == (Word.ELECTED, "Lab 2, Con 1")
    assert (result.winner, result.party, result.previous_party) == (1, "Lab", None)
    assert [(own.party, own.seats) for own in result.parties] == [("Lab", 2), ("Con", 1), ("Green", 0)]


def test_a_majority_is_the_last_elected_over_the_first_not() -> None:
    result = ward(*SPLIT)

    assert (result.majority, result.valid) == (200, 5_000)
    assert four_places(result.majority_pct) == Decimal("6.6667")


def test_a_party_has_the_share_of_its_best_candidate() -> None:
    result = ward(*SPLIT)

    assert [(own.party, own.votes) for own in result.parties] == [
        ("Lab", 1_200),
        ("Con", 1_150),
        ("Green", 650),
    ]
    assert [(own.number, four_places(own.share_pct)) for own in result.lines] == [
        (1, Decimal("40.0000")),
        (3, Decimal("38.3333")),
        (2, Decimal("40.0000")),
        (4, Decimal("38.3333")),
        (5, Decimal("21.6667")),
    ]


def test_boston_coastal_is_summed_as_was_published() -> None:
    result = ward(("P", "Boston Ind", 605), ("Q", "Ind", 388), ("R", "Ind", 326), ("S", "Con", 255), seats=2)

    assert {own.party: own.votes for own in result.parties} == {"Boston Ind": 605, "Ind": 388, "Con": 255}
    assert sum(own.votes for own in result.parties) == 1_248
    assert result.returned == "Boston Ind 1, Ind 1"
    assert four_places(line(result, 3).share_pct) == Decimal("26.1218")


def test_between_parties_with_as_many_seats_the_best_placed_comes_first() -> None:
    entries = (("A", "Con", 900), ("B", "Lab", 1_200), ("C", "Green", 1_000), ("D", "LD", 100))

    assert ward(*entries, seats=2).returned == "Lab 1, Green 1"
    assert ward(*entries).party == "Lab"


@pytest.mark.parametrize(
    ("ballot_papers", "rejected", "seats", "turnout"),
    [
        pytest.param(2_400, None, 3, "40", id="from ballot papers"),
        pytest.param(None, 60, 3, None, id="several seats: not from votes and rejected papers"),
        pytest.param(None, None, 3, None, id="nothing known"),
        pytest.param(None, 100, 1, "85", id="one seat: a vote is a paper"),
    ],
)
def test_turnout_of_several_seats_is_told_by_ballot_papers_only(
    ballot_papers: int | None, rejected: int | None, seats: int, turnout: str | None
) -> None:
    result = ward(*SPLIT, ballot_papers=ballot_papers, rejected=rejected, seats=seats)

    assert result.turnout_papers_pct == (None if turnout is None else Decimal(turnout))
    assert (result.turnout_valid_pct is None) == (seats > 1)


def test_a_ward_for_one_seat_counts_all_votes_of_a_party() -> None:
    result = ward(*SPLIT, seats=1)

    assert party_line(result, "Lab").votes == 2_300
    assert four_places(line(result, 2).share_pct) == Decimal("22.0000")
    assert (result.majority, result.returned) == (50, "Lab 1")


@pytest.mark.parametrize(("drawn", "expected"), [(3, "Lab 2, Con 1"), (4, "Lab 2, Green 1")])
def test_a_lot_for_the_last_seat_goes_to_the_one_recorded(drawn: int, expected: str) -> None:
    entries = (("A", "Lab", 1_200), ("B", "Lab", 1_100), ("C", "Con", 889), ("D", "Green", 889))
    result = ward(*entries, elected={1, 2, drawn}, by_lot=True)

    assert returned(result) == [1, 2, drawn]
    assert (result.returned, result.majority, result.by_lot) == (expected, 0, True)
    assert [own.rank for own in result.lines] == [1, 2, 3, 4]


def test_equal_votes_that_elect_both_or_neither_are_joint_ranks() -> None:
    result = ward(("A", "Lab", 900), ("B", "Con", 900), ("C", "LD", 400), ("D", "Green", 400), seats=2)

    assert [own.rank for own in result.lines] == [1, 1, 3, 3]
    assert (result.by_lot, result.majority) == (False, 500)


def test_without_seats_before_nobody_gains_or_loses() -> None:
    assert {(own.gains, own.losses) for own in ward(*SPLIT).parties} == {(0, 0)}


def test_gains_and_losses_are_against_the_seats_before() -> None:
    result = ward(*SPLIT, held={"Con": 2, "UKIP": 1})
    booked = {own.party: (own.seats, own.gains, own.losses) for own in result.parties}

    assert booked == {"Lab": (2, 2, 0), "Con": (1, 0, 1), "Green": (0, 0, 0), "UKIP": (0, 0, 1)}
    assert party_line(result, "UKIP").votes == 0


def test_a_ward_has_no_change_no_swing_and_no_deposits() -> None:
    result = ward(*SPLIT)

    assert {(own.change_pts, own.stood_before, own.lost_deposit) for own in result.lines} == {
        (None, None, False)
    }
    assert (result.swing, result.previous_valid) == (None, 0)


def test_a_ward_with_a_seat_for_everybody_returns_them_without_votes() -> None:
    result = ward(("A", "Con", 0), ("B", "Ind", 0), seats=3)

    assert (result.returned, result.majority, result.valid) == ("Con 1, Ind 1", 0, 0)
    assert [own.share_pct for own in result.lines] == [Decimal(0), Decimal(0)]
