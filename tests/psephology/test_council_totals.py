"""A council's total in words: seats by party, and what a correction put right."""

import pytest

from results.psephology.council import seats_words, total_was


@pytest.mark.parametrize(
    ("seats", "words"),
    [
        pytest.param({"Con": 9, "Lab": 20, "LD": 0}, "Lab 20, Con 9", id="most first, none left out"),
        pytest.param({"LD": 2, "Con": 2}, "Con 2, LD 2", id="level ones by their codes"),
        pytest.param({}, "", id="nothing"),
    ],
)
def test_seats_are_told_with_most_first(seats: dict[str, int], words: str) -> None:
    assert seats_words(seats) == words


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param({"Lab": 20}, {"Lab": 22, "Con": 3}, "", id="it only grows"),
        pytest.param({"Lab": 20}, {"Lab": 20}, "", id="it stays"),
        pytest.param({}, {"Lab": 2}, "", id="there was none"),
        pytest.param(
            {"Lab": 20, "Con": 9}, {"Lab": 19, "Con": 10}, "Lab had 20, Con 9", id="one was another's"
        ),
        pytest.param({"Lab": 20, "Con": 9}, {"Lab": 19, "Con": 9}, "Lab had 20", id="one party alone"),
        pytest.param({"Lab": 2}, {"Lab": 1, "LD": 1}, "Lab had 2, LD none", id="to a party that had none"),
        pytest.param({"Con": 1, "Lab": 2}, {"Con": 3}, "Lab had 2, Con 1", id="a party loses all"),
        pytest.param({"Con": 9, "Lab": 20}, {}, "was Lab 20, Con 9", id="it is withdrawn"),
        pytest.param({"Con": 9}, {"Con": 0}, "was Con 9", id="it is withdrawn with noughts"),
    ],
)
def test_what_a_correction_of_a_total_put_right(
    before: dict[str, int], after: dict[str, int], words: str
) -> None:
    assert total_was(before, after) == words
