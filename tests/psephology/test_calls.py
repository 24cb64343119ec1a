"""Results without figures: a winner called before them, a seat that nobody contests, a call fixed for air."""

from decimal import Decimal

import pytest

from results.psephology.calls import called, recalled, unopposed
from results.psephology.counts import Previous, Result, Standing, Word
from tests.psephology.ballots import Entry, judged, last_time, read_out, stood

BALLOT = (("Ann Carr", "Con", 600), ("Bob Lamb", "Lab", 400))
INDEPENDENT = (("Ann Lee", "Ind", 600), ("Bob Lamb", "Lab", 400))
LAB_HELD = last_time(winner="Lab", Lab=60, Con=40)


def call(
    winner: int,
    *entries: Entry,
    previous: Previous | None = LAB_HELD,
    new_seat: bool = False,
) -> Result:
    return called(standings=stood(*(entries or BALLOT)), winner=winner, previous=previous, new_seat=new_seat)


def booked(result: Result) -> dict[str, tuple[int, int, int]]:
    return {line.party: (line.seats, line.gains, line.losses) for line in result.parties}


@pytest.mark.parametrize(
    ("entries", "winner", "previous", "new_seat", "expected"),
    [
        pytest.param(BALLOT, 1, LAB_HELD, False, "Con gain from Lab", id="gained"),
        pytest.param(BALLOT, 2, LAB_HELD, False, "Lab hold", id="held"),
        pytest.param(BALLOT, 1, LAB_HELD, True, "Con win (new seat)", id="a new seat"),
        pytest.param(BALLOT, 1, None, False, "Con win", id="no previous result"),
        pytest.param(BALLOT, 1, last_time(winner="LD", LD=9), False, "Con gain from LD", id="holder gone"),
        pytest.param(
            INDEPENDENT,
            1,
            last_time(winner="Ind", person="ann  lee", independents={"Ann Lee": 9}),
            False,
            "Ind hold",
            id="the same independent",
        ),
    ],
)
def test_a_winner_is_called_with_the_word_that_the_figures_will_have(
    entries: tuple[Entry, ...], winner: int, previous: Previous | None, new_seat: bool, expected: str
) -> None:
    early = call(winner, *entries, previous=previous, new_seat=new_seat)
    in_full = judged(*entries, previous=previous, new_seat=new_seat, elected=1) if winner == 1 else None

    assert read_out(early) == expected
    assert in_full is None or (read_out(in_full), booked(in_full)[early.party]) == (
        expected,
        booked(early)[early.party],
    )


def test_a_call_books_the_seat_and_no_votes_of_either_time() -> None:
    result = call(1)

    assert booked(result) == {"Con": (1, 1, 0), "Lab": (0, 0, 1)}
    assert {(line.votes, line.previous_votes) for line in result.parties} == {(0, 0)}
    assert (result.lines, result.valid, result.previous_valid, result.majority) == ((), 0, 0, 0)
    assert (result.turnout_valid_pct, result.turnout_papers_pct, result.swing) == (None, None, None)


def test_nobody_is_called_who_is_not_on_the_ballot_paper() -> None:
    with pytest.raises(ValueError, match="not on the ballot paper"):
        call(3)


def test_one_who_stands_alone_holds_or_gains_without_a_vote() -> None:
    result = unopposed(standings=stood(BALLOT[0]), previous=LAB_HELD, new_seat=False, seats=1)
    (line,) = result.lines

    assert (read_out(result), booked(result)) == (
        "Con gain from Lab",
        {"Con": (1, 1, 0), "Lab": (0, 0, 1)},
    )
    assert (line.number, line.votes, line.rank, line.elected) == (1, 0, 1, True)
    assert (line.lost_deposit, line.share_pct, line.change_pts) == (False, Decimal(0), None)
    assert (result.valid, result.previous_valid, result.turnout_valid_pct) == (0, 0, None)


@pytest.mark.parametrize("seats", [2, 3])
def test_a_ward_with_a_seat_for_everybody_returns_them_all(seats: int) -> None:
    result = unopposed(standings=stood(*BALLOT), previous=None, new_seat=False, seats=seats)

    assert (result.word, result.returned) == (Word.ELECTED, "Con 1, Lab 1")
    assert [(line.votes, line.elected, line.lost_deposit) for line in result.lines] == [(0, True, False)] * 2
    assert (result.valid, result.majority, result.turnout_valid_pct) == (0, 0, None)


@pytest.mark.parametrize(
    ("standings", "seats", "sentence"),
    [
        pytest.param(stood(*BALLOT), 1, "Two candidates stand for one seat, so there is a poll.", id="poll"),
        pytest.param((), 2, "Nobody stands here, so nobody is elected unopposed.", id="nobody"),
    ],
)
def test_a_contest_with_a_poll_or_without_candidates_is_not_unopposed(
    standings: tuple[Standing, ...], seats: int, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        unopposed(standings=standings, previous=None, new_seat=False, seats=seats)


CON_GAIN = judged(*BALLOT, previous=LAB_HELD)


@pytest.mark.parametrize(
    ("word", "previous_party", "expected", "seats"),
    [
        pytest.param(Word.HOLD, None, "Con hold", {"Con": (1, 0, 0), "Lab": (0, 0, 0)}, id="a hold"),
        pytest.param(
            Word.GAIN,
            "LD",
            "Con gain from LD",
            {"Con": (1, 1, 0), "Lab": (0, 0, 0), "LD": (0, 0, 1)},
            id="a gain from another party",
        ),
        pytest.param(
            None,
            "LD",
            "Con gain from LD",
            {"Con": (1, 1, 0), "Lab": (0, 0, 0), "LD": (0, 0, 1)},
            id="only from whom",
        ),
        pytest.param(
            Word.GAIN, None, "Con gain from Lab", {"Con": (1, 1, 0), "Lab": (0, 0, 1)}, id="a gain, as it was"
        ),
        pytest.param(Word.WIN, None, "Con win", {"Con": (1, 0, 0), "Lab": (0, 0, 0)}, id="a win"),
    ],
)
def test_a_call_put_right_moves_gains_and_losses_and_leaves_figures(
    word: Word | None, previous_party: str | None, expected: str, seats: dict[str, tuple[int, int, int]]
) -> None:
    result = recalled(CON_GAIN, word=word, previous_party=previous_party)

    assert (read_out(result), booked(result)) == (expected, seats)
    assert (result.lines, result.majority, result.swing) == (CON_GAIN.lines, 200, CON_GAIN.swing)
    votes = {line.party: (line.votes, line.previous_votes) for line in result.parties}
    assert (votes["Con"], votes["Lab"]) == ((600, 40), (400, 60))


def test_nothing_put_right_is_the_result_as_it_was() -> None:
    assert recalled(CON_GAIN, word=None, previous_party=None) == CON_GAIN


def test_a_call_without_figures_may_be_put_right_as_well() -> None:
    result = recalled(call(1), word=Word.HOLD, previous_party=None)

    assert (read_out(result), booked(result)["Con"]) == ("Con hold", (1, 0, 0))


CON_WIN = judged(*BALLOT, previous=None)
WARD = unopposed(standings=stood(*BALLOT), previous=None, new_seat=False, seats=2)


@pytest.mark.parametrize(
    ("result", "word", "previous_party", "sentence"),
    [
        pytest.param(CON_WIN, Word.GAIN, None, "Say which party the seat was gained from.", id="from nobody"),
        pytest.param(CON_GAIN, Word.HOLD, "LD", "a seat of LD is a gain", id="a hold of another's seat"),
        pytest.param(CON_GAIN, Word.WIN, "LD", "A win is from nobody", id="a win from somebody"),
        pytest.param(CON_GAIN, Word.ELECTED, None, "hold, gain or win", id="elected is for several seats"),
        pytest.param(WARD, Word.HOLD, None, "for one seat", id="several seats"),
    ],
)
def test_a_call_that_says_nothing_is_refused(
    result: Result, word: Word, previous_party: str | None, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        recalled(result, word=word, previous_party=previous_party)
