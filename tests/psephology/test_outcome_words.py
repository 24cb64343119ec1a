"""Hold, gain or win: against the winner of the previous general election, and nobody else."""

import pytest

from results.psephology.contest import outcome_phrase
from results.psephology.counts import Previous, Word
from tests.psephology.ballots import Entry, judged, last_time, party_line

Con, Lab, Ann = ("A", "Con", 600), ("B", "Lab", 400), ("Ann Lee", "Ind", 600)
INDEPENDENTS = {"Ann Lee": 50, "Bo Day": 10}


@pytest.mark.parametrize(
    ("entries", "previous", "word", "defending"),
    [
        pytest.param([Con, Lab], last_time(winner="Con", Con=60, Lab=40), Word.HOLD, "Con", id="held"),
        pytest.param([Con, Lab], last_time(winner="Lab", Con=40, Lab=60), Word.GAIN, "Lab", id="gained"),
        pytest.param(
            [Con, Lab], last_time(winner="LD", LD=60), Word.GAIN, "LD", id="the holder does not stand"
        ),
        pytest.param([Con, Lab], None, Word.WIN, None, id="no previous result"),
        pytest.param([Con, Lab], last_time(winner=None, Con=60), Word.WIN, None, id="winner not known"),
        pytest.param(
            [Ann, Lab],
            last_time(winner="Ind", person="ann  LEE", Lab=40, independents=INDEPENDENTS),
            Word.HOLD,
            "Ind",
            id="the same independent holds",
        ),
        pytest.param(
            [Ann, Lab],
            last_time(winner="Ind", person="Bo Day", Lab=40, independents=INDEPENDENTS),
            Word.GAIN,
            "Ind",
            id="another independent gains",
        ),
        pytest.param(
            [Ann, Lab],
            last_time(winner="Lab", Lab=60, independents=INDEPENDENTS),
            Word.GAIN,
            "Lab",
            id="an independent gains from a party",
        ),
        pytest.param(
            [("Ann Lee", "Con", 600), Lab],
            last_time(winner="Ind", person="Ann Lee", independents=INDEPENDENTS),
            Word.GAIN,
            "Ind",
            id="the independent joined a party",
        ),
    ],
)
def test_the_word_is_against_the_previous_winner(
    entries: list[Entry], previous: Previous | None, word: Word, defending: str | None
) -> None:
    result = judged(*entries, previous=previous)

    assert (result.word, result.previous_party) == (word, defending)


def test_a_new_seat_is_won_whatever_was_there_before() -> None:
    result = judged(Con, Lab, previous=last_time(winner="Lab", Lab=60), new_seat=True)

    assert (result.word, result.previous_party, result.new_seat) == (Word.WIN, None, True)


@pytest.mark.parametrize(
    ("word", "party", "previous_party", "expected"),
    [
        (Word.GAIN, "Con", "Lab", "Con gain from Lab"),
        (Word.GAIN, "Ind", "Ind", "Ind gain from Ind"),
        (Word.HOLD, "Lab", "Lab", "Lab hold"),
        (Word.WIN, "LD", None, "LD win (new seat)"),
    ],
)
def test_the_outcome_is_read_out_in_the_usual_words(
    word: Word, party: str, previous_party: str | None, expected: str
) -> None:
    assert outcome_phrase(word=word, party=party, previous_party=previous_party, new_seat=True) == expected


def test_a_win_is_not_called_a_new_seat_where_it_is_none() -> None:
    assert outcome_phrase(word=Word.WIN, party="LD", previous_party=None, new_seat=False) == "LD win"


def test_a_gain_is_booked_to_the_winner_and_a_loss_to_the_holder() -> None:
    result = judged(Con, Lab, previous=last_time(winner="LD", LD=60, Con=40))
    booked = {own.party: (own.seats, own.gains, own.losses) for own in result.parties}

    assert booked == {"Con": (1, 1, 0), "Lab": (0, 0, 0), "LD": (0, 0, 1)}


def test_the_holder_loses_the_seat_even_without_votes_on_record() -> None:
    result = judged(Con, Lab, previous=last_time(winner="LD", Con=40))

    assert party_line(result, "LD").losses == 1


@pytest.mark.parametrize("winner", ["Con", None])
def test_a_hold_or_a_win_books_neither_gain_nor_loss(winner: str | None) -> None:
    result = judged(Con, Lab, previous=last_time(winner=winner, Con=60, Lab=40))

    assert {(own.gains, own.losses) for own in result.parties} == {(0, 0)}
