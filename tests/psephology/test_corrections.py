"""What a correction put right, in the words that stand beside the contest from then on."""

from dataclasses import replace

import pytest

from results.psephology.corrections import Told, was_words

VOTES = {"Margaret Holt": 14_426, "Rajinder Shah": 10_180, "Keith Holt": 3_000}
GAIN = Told(
    phrase="Con gain from Lab",
    winner="Margaret Holt",
    party="Con",
    majority=4_246,
    by_lot=False,
    valid=27_606,
    votes=VOTES,
    electorate=75_000,
    figures=True,
    rejected=120,
    ballot_papers=27_726,
)
HOLD = replace(GAIN, phrase="Lab hold", winner="Rajinder Shah", party="Lab", majority=12)
CALL = Told(
    phrase="Con gain from Lab",
    winner="Margaret Holt",
    party="Con",
    majority=0,
    by_lot=False,
    valid=0,
    votes={},
    electorate=None,
    figures=False,
)
LOT = replace(GAIN, majority=0, by_lot=True)
WARD = replace(GAIN, phrase="Lab 2, Con 1", winner="A, B and C", majority=23, several=True)
UNOPPOSED = replace(GAIN, phrase="Con hold", majority=0, valid=0, votes={"Margaret Holt": 0}, electorate=None)


def votes(**changed: int) -> dict[str, int]:
    return {**VOTES, **{name.replace("_", " "): figure for name, figure in changed.items()}}


CORRECTED = [
    pytest.param(GAIN, HOLD, "was Con gain from Lab, majority 4,246", id="another winner"),
    pytest.param(LOT, HOLD, "was Con gain from Lab, decided by lot", id="another winner, by lot"),
    pytest.param(
        GAIN,
        replace(GAIN, phrase="Con hold"),
        "was Con gain from Lab, majority 4,246",
        id="the same winner with another word",
    ),
    pytest.param(
        GAIN,
        replace(GAIN, winner="Keith Holt", majority=3),
        "was Margaret Holt, Con gain from Lab, majority 4,246",
        id="another winner with the same words",
    ),
    pytest.param(GAIN, replace(GAIN, majority=4_426), "majority was 4,246", id="only the majority"),
    pytest.param(
        replace(GAIN, votes=votes(Keith_Holt=300), majority=4_426),
        GAIN,
        "majority was 4,426",
        id="the majority goes before votes",
    ),
    pytest.param(LOT, GAIN, "was decided by lot", id="no lot after all"),
    pytest.param(GAIN, LOT, "majority was 4,246", id="a lot after all"),
    pytest.param(
        replace(GAIN, votes=votes(Keith_Holt=1_234)), GAIN, "Keith Holt's votes were 1,234", id="one figure"
    ),
    pytest.param(
        replace(GAIN, votes=votes(Keith_Holt=1, Rajinder_Shah=2)),
        GAIN,
        "votes were different for Rajinder Shah and 1 other",
        id="two figures",
    ),
    pytest.param(
        replace(GAIN, votes=dict.fromkeys(VOTES, 7)),
        GAIN,
        "votes were different for Margaret Holt and 2 others",
        id="three figures",
    ),
    pytest.param(
        replace(GAIN, second_preferences={"Margaret Holt": 900}),
        replace(GAIN, second_preferences={"Margaret Holt": 901}),
        "Margaret Holt's second preferences were 900",
        id="second preferences",
    ),
    pytest.param(GAIN, replace(GAIN, electorate=57_000), "electorate was 75,000", id="the electorate"),
    pytest.param(
        replace(GAIN, rejected=None, ballot_papers=27_000),
        GAIN,
        "rejected papers were not given, ballot papers were 27,000",
        id="papers",
    ),
    pytest.param(WARD, replace(WARD, majority=32), "last seat was by 23", id="the last of several seats"),
    pytest.param(
        replace(WARD, by_lot=True, majority=0), WARD, "last seat was by lot", id="the last of several, by lot"
    ),
    pytest.param(
        WARD,
        replace(WARD, phrase="Lab 3"),
        "was Lab 2, Con 1, last seat by 23",
        id="other parties in a ward",
    ),
    pytest.param(
        UNOPPOSED, GAIN, "was Con hold", id="a seat without a poll is never told with a majority of nought"
    ),
    pytest.param(CALL, HOLD, "was called for Margaret Holt, Con", id="a call that the figures overturned"),
    pytest.param(
        CALL,
        replace(CALL, winner="Rajinder Shah"),
        "was called for Margaret Holt, Con",
        id="another call",
    ),
    pytest.param(GAIN, CALL, "was Con gain from Lab, majority 4,246", id="figures that were not final"),
]


@pytest.mark.parametrize(("before", "after", "words"), CORRECTED)
def test_a_correction_says_what_it_put_right(before: Told, after: Told, words: str) -> None:
    assert was_words(before, after) == words


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (GAIN, "was Con gain from Lab, majority 4,246"),
        (LOT, "was Con gain from Lab, decided by lot"),
        (CALL, "was called for Margaret Holt, Con"),
    ],
)
def test_a_withdrawal_says_what_it_took_away(before: Told, words: str) -> None:
    assert was_words(before, None) == words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(CALL, GAIN, id="figures after a call that was right"),
        pytest.param(GAIN, GAIN, id="the same again"),
    ],
)
def test_what_was_right_is_not_told_as_corrected(before: Told, after: Told) -> None:
    assert was_words(before, after) == ""
