"""Hold, gain, loss: a council against its control on the eve of poll, and its seats on either baseline."""

import pytest

from results.psephology.council import NOC, CouncilWord, control, council_phrase, council_word, net_changes
from tests.psephology.chambers import chamber
from tests.psephology.real_councils import COUNCILS, RealCouncil


@pytest.mark.parametrize(
    ("before", "after", "word", "phrase"),
    [
        pytest.param("Lab", "Lab", CouncilWord.HOLD, "Lab hold", id="hold"),
        pytest.param("Con", "Lab", CouncilWord.GAIN, "Lab gain from Con", id="gain"),
        pytest.param(NOC, "Lab", CouncilWord.GAIN_FROM_NOC, "Lab gain from NOC", id="gain from NOC"),
        pytest.param("Con", NOC, CouncilWord.LOSS_TO_NOC, "Con loss to NOC", id="loss to NOC"),
        pytest.param(NOC, NOC, CouncilWord.NO_CHANGE, "NOC no change", id="NOC before and after"),
        pytest.param("", "Lab", CouncilWord.NEW, "Lab win (new council)", id="a new council is won"),
        pytest.param("", NOC, CouncilWord.NEW, "NOC (new council)", id="a new council, nobody controls it"),
    ],
)
def test_the_outcome_is_told_against_the_eve_of_poll(
    before: str, after: str, word: CouncilWord, phrase: str
) -> None:
    assert council_word(before=before, after=after) is word
    assert council_phrase(before=before, after=after) == phrase


def test_it_refuses_a_word_while_control_is_open() -> None:
    with pytest.raises(ValueError, match="while it is open"):
        council_word(before="Lab", after="")


@pytest.mark.parametrize("council", COUNCILS, ids=lambda council: council.name)
def test_the_councils_of_2023_are_read_out_as_they_were(council: RealCouncil) -> None:
    holder = control(chamber(council.total, **council.seats)).holder

    assert holder is not None
    assert council_phrase(before=council.before, after=holder) == council.outcome


STOKE_NOW = {"Con": 14, "Lab": 29, "Ind": 1}


@pytest.mark.parametrize(
    ("held", "changes"),
    [
        pytest.param(
            {"Con": 22, "Lab": 12, "Ind": 10}, {"Lab": 17, "Con": -8, "Ind": -9}, id="Stoke, eve of poll"
        ),
        pytest.param(
            {"Con": 15, "Lab": 16, "Ind": 13}, {"Lab": 13, "Con": -1, "Ind": -12}, id="Stoke, last fought"
        ),
        pytest.param(
            {"Con": 22, "Lab": 12, "UKIP": 10},
            {"Lab": 17, "Ind": 1, "Con": -8, "UKIP": -10},
            id="parties of either side",
        ),
        pytest.param(STOKE_NOW, {"Con": 0, "Ind": 0, "Lab": 0}, id="as before"),
    ],
)
def test_changes_of_seats_are_against_the_baseline_given(
    held: dict[str, int], changes: dict[str, int]
) -> None:
    told = net_changes(held=held, now=STOKE_NOW)

    assert list(told.items()) == list(changes.items())
