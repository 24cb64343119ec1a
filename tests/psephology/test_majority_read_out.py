"""The majority as it was read out: a second sum by somebody else, against the one that the figures give."""

import pytest

from results.psephology.counts import Count
from results.psephology.figures import figures_of
from results.psephology.readout import majority_doubts, majority_of
from results.psephology.slips import Slip
from results.psephology.wardwarnings import sv_warnings, ward_warnings
from results.psephology.warnings import Expected, Tonight, Warning, warnings  # noqa: A004
from tests.bench.night import after, contests
from tests.psephology.ballots import counted, last_time, stood

CANDIDATES = (("Ann Carr", "Con", 0), ("Bob Lamb", "Lab", 0), ("Cat Dell", "LD", 0))
STANDINGS = stood(*CANDIDATES)
RIGHT = (14_426, 10_000, 3_000)


def asked(*votes: int, read: int | None, by_lot: bool = False) -> tuple[Warning, ...]:
    return warnings(
        standings=STANDINGS,
        count=counted(*(votes or RIGHT), by_lot=by_lot),
        previous=None,
        expected=Expected(),
        tonight=Tonight(),
        majority_read=read,
    )


@pytest.mark.parametrize(
    ("votes", "read", "sentence"),
    [
        pytest.param(
            RIGHT,
            4_246,
            "The majority was read out as 4,246; these figures give 4,426: were two digits changed round?",
            id="digits of the majority changed round",
        ),
        pytest.param(
            (14_426, 10_180, 3_000),
            4_318,
            "The majority was read out as 4,318; these figures give 4,246: "
            "were two digits of Bob Lamb's 10,180 changed round?",
            id="digits of one figure changed round",
        ),
        pytest.param(
            RIGHT,
            3_900,
            "The majority was read out as 3,900; these figures give 4,426. "
            "Check the figures of Ann Carr and Bob Lamb.",
            id="nothing explains it",
        ),
        pytest.param(
            (5_000, 4_000, 40),
            4_960,
            "The majority was read out as 4,960; these figures give 1,000. "
            "Check the figures of Ann Carr and Bob Lamb.",
            id="a figure beside the wrong name",
        ),
        pytest.param(
            (3_000, 4_500, 4_500),
            12,
            "The majority was read out as 12; these figures give 0. "
            "Check the figures of Bob Lamb and Cat Dell.",
            id="a tie that was none in the hall",
        ),
    ],
)
def test_a_majority_that_differs_is_asked_about(votes: tuple[int, ...], read: int, sentence: str) -> None:
    (found,) = asked(*votes, read=read, by_lot=read == 12)

    assert (found.code, found.field, found.sentence) == ("majority_differs", "majority_read", sentence)
    assert found.strength >= 3


@pytest.mark.parametrize("read", [4_426, None])
def test_a_majority_that_agrees_or_was_not_read_out_is_not_asked_about(read: int | None) -> None:
    assert asked(read=read) == ()


def test_two_figures_that_would_each_explain_it_are_both_to_be_checked() -> None:
    (found,) = asked(14_260, 10_620, 3_000, read=4_000)

    assert majority_of({1: 14_620, 2: 10_620}) == majority_of({1: 14_260, 2: 10_260}) == 4_000
    assert found.sentence.endswith("Check the figures of Ann Carr and Bob Lamb.")


def test_a_majority_is_of_the_last_seat_where_several_are_filled() -> None:
    count = Count(votes={1: 900, 2: 850, 3: 827, 4: 500}, electorate=6_000, elected=frozenset({1, 2}))
    standings = stood(*CANDIDATES, ("Dan Reed", "Green", 0))
    (found,) = ward_warnings(standings=standings, count=count, seats=2, expected=Expected(), majority_read=32)

    assert found.sentence == (
        "The majority for the last seat was read out as 32; these figures give 23: "
        "were two digits changed round?"
    )
    agreed = ward_warnings(standings=standings, count=count, seats=2, expected=Expected(), majority_read=23)
    assert agreed == ()


def test_a_seat_for_everybody_has_no_majority_to_differ() -> None:
    figures = figures_of(standings=STANDINGS, count=counted(0, 0, 0))

    assert majority_of(figures.totals, seats=3) is None
    assert tuple(majority_doubts(figures, read=40, seats=3)) == ()


def test_a_majority_after_second_preferences_is_of_the_totals() -> None:
    count = Count(
        votes={1: 4_000, 2: 3_500, 3: 2_000},
        electorate=30_000,
        elected=frozenset({2}),
        second_preferences={1: 300, 2: 1_200},
    )

    def doubts(read: int) -> tuple[Warning, ...]:
        return sv_warnings(standings=STANDINGS, count=count, expected=Expected(), majority_read=read)

    assert doubts(400) == ()
    (found,) = doubts(500)
    assert found.sentence.startswith("The majority was read out as 500; these figures give 400.")
    assert "Bob Lamb and Ann Carr" in found.sentence


def test_a_slip_that_explains_the_majority_is_asked_about_once() -> None:
    def doubts(read: int) -> list[str]:
        found = warnings(
            standings=stood(("Ann Carr", "Con", 0), ("Bob Lamb", "Lab", 0), ("Cat Dell", "LD", 0)),
            count=counted(1_612, 13_840, 2_100, electorate=60_000),
            previous=last_time(winner="Con", Con=30_000, Lab=11_000, LD=3_500),
            expected=Expected(electorate=60_000, previous_electorate=60_000),
            tonight=after(contests()[:53]),
            majority_read=read,
        )
        return [doubt.code for doubt in found]

    assert doubts(16_120 - 13_840) == [Slip.A_TENTH]
    assert doubts(999) == ["majority_differs", Slip.A_TENTH]
