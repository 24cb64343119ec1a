"""Results without figures, called early or unopposed, and results whose call was fixed for air.

Owns what can be said where nobody voted or the votes are to follow. Refuses to guess at figures: shares,
turnout, majority and swing stay away until they come, and nobody is called who is not on the ballot paper.
"""

from dataclasses import replace

from results.psephology.counts import Count, Line, Previous, Result, Standing, Word
from results.psephology.figures import seats_words, spelt
from results.psephology.holding import party_lines, word_for
from results.psephology.percent import pct
from results.psephology.places import places_of
from results.psephology.wards import result_of_ward


def called(
    *, standings: tuple[Standing, ...], winner: int, previous: Previous | None, new_seat: bool
) -> Result:
    """The result of one seat of which only the winner is known, by ballot-paper number.

    It has no lines, and parties have no votes of either time: a sum of previous votes must be over the
    contests whose votes are in. Raises ValueError where nobody has that place on the ballot paper.
    """
    own = next((standing for standing in standings if standing.number == winner), None)
    if own is None:
        raise ValueError("The one called is not on the ballot paper. Mark who was declared elected.")
    word, defending = word_for(own, None if new_seat else previous)
    return Result(
        lines=(),
        parties=party_lines(votes={}, previous_votes={}, won=own.party, word=word, defending=defending),
        winner=winner,
        party=own.party,
        word=word,
        previous_party=defending,
        valid=0,
        previous_valid=0,
        majority=0,
        majority_pct=pct(0, 0),
        by_lot=False,
        turnout_valid_pct=None,
        turnout_papers_pct=None,
        swing=None,
        new_seat=new_seat,
    )


def unopposed(
    *, standings: tuple[Standing, ...], previous: Previous | None, new_seat: bool, seats: int
) -> Result:
    """The result of a contest with no more candidates than `seats`: all are elected without a vote.

    One seat is held, gained or won as any other; several are "elected", and `returned` says who. Raises
    ValueError where nobody stands, or more than there are seats.
    """
    if not standings:
        raise ValueError("Nobody stands here, so nobody is elected unopposed.")
    if len(standings) > seats:
        stand = f"{spelt(len(standings)).capitalize()} candidates stand for {seats_words(seats)}"
        raise ValueError(f"{stand}, so there is a poll. Enter the figures that are read out.")
    if seats > 1:
        return _unopposed_ward(standings, seats)
    own = standings[0]
    result = called(standings=standings, winner=own.number, previous=previous, new_seat=new_seat)
    return replace(result, lines=(_without_a_vote(own),))


def recalled(result: Result, *, word: Word | None, previous_party: str | None) -> Result:
    """A result with its call put right: another word, another party that it was gained from, or both.

    Gains and losses follow; figures stay. What is not given stays: a gain is from the party that held the
    seat. With neither nothing changes. Raises ValueError, with a sentence, for several seats, a gain from
    nobody, and a party that does not fit the word; whether a party can gain from itself, as one independent
    from another, is for who asks.
    """
    if word is None and previous_party is None:
        return result
    word = word or result.word
    if word is Word.ELECTED or sum(line.seats for line in result.parties) > 1:
        raise ValueError("A call is hold, gain or win, for one seat.")
    defending = _defending(result, word, previous_party)
    lines = party_lines(
        votes={line.party: line.votes for line in result.parties},
        previous_votes={line.party: line.previous_votes for line in result.parties},
        won=result.party,
        word=word,
        defending=defending,
    )
    return replace(result, word=word, previous_party=defending, parties=lines, returned="")


def _defending(result: Result, word: Word, given: str | None) -> str | None:
    if word is Word.WIN:
        if given:
            raise ValueError("A win is from nobody: leave the party empty, or call it a gain.")
        return None
    if word is Word.HOLD:
        if given not in (None, result.party):
            raise ValueError(f"{result.party} can hold only what it had: a seat of {given} is a gain.")
        return result.party
    defending = given or result.previous_party
    if defending is None:
        raise ValueError("Say which party the seat was gained from.")
    return defending


def _unopposed_ward(standings: tuple[Standing, ...], seats: int) -> Result:
    elected = frozenset(own.number for own in standings)
    count = Count(votes=dict.fromkeys(sorted(elected), 0), electorate=0, elected=elected)
    places = places_of(standings=standings, count=count, totals=count.votes)
    return result_of_ward(places=places, count=count, seats=seats, held=None)


def _without_a_vote(own: Standing) -> Line:
    return Line(
        number=own.number,
        votes=0,
        share_pct=pct(0, 0),
        change_pts=None,
        stood_before=None,
        rank=1,
        elected=True,
        lost_deposit=False,
    )
