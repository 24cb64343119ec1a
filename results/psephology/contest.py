"""Judging a contest for one seat: shares, changes, ranks, majority, turnout, hold or gain.

Owns what a count means. Refuses to judge a count that cannot be published (`plausibility.py` says
why), and refuses to choose a winner: that is who was declared elected, never the order of a sort.
"""

from collections import Counter

from results.psephology.counts import Count, Line, PartyLine, Previous, Result, Standing, Swing, Word
from results.psephology.holding import party_lines, word_for
from results.psephology.lasttime import LastTime
from results.psephology.percent import pct, points, share
from results.psephology.places import Place, papers_of, places_of, refuse
from results.psephology.plausibility import problems
from results.psephology.swing import Contender, swing_between


def judge(
    *, standings: tuple[Standing, ...], count: Count, previous: Previous | None, new_seat: bool
) -> Result:
    """The result of one contest for one seat, by first past the post.

    `new_seat` says that no earlier contest compares with this one, whatever `previous` holds.
    Raises ValueError, with the sentences, where `problems()` finds any.
    """
    refuse(problems(standings=standings, count=count))
    return result_of(
        places=places_of(standings=standings, count=count, totals=count.votes),
        count=count,
        previous=previous,
        new_seat=new_seat,
    )


def result_of(
    *, places: tuple[Place, ...], count: Count, previous: Previous | None, new_seat: bool
) -> Result:
    """The result of one seat whose winner stands first; the majority is over the second place."""
    standings = tuple(place.standing for place in places)
    last = LastTime(previous=None if new_seat else previous, standings=standings)
    valid = sum(count.votes.values())
    winner = places[0].standing
    word, defending = word_for(winner, last.previous)
    majority = places[0].total - (places[1].total if len(places) > 1 else 0)
    papers = papers_of(count)
    return Result(
        lines=tuple(_line(place, valid, last) for place in places),
        parties=_parties(places, last, word, defending),
        winner=winner.number,
        party=winner.party,
        word=word,
        previous_party=defending,
        valid=valid,
        previous_valid=last.valid,
        majority=majority,
        majority_pct=pct(majority, valid),
        by_lot=count.by_lot,
        turnout_valid_pct=pct(valid, count.electorate),
        turnout_papers_pct=None if papers is None else pct(papers, count.electorate),
        swing=_swing(places, valid, last),
        new_seat=new_seat,
    )


def outcome_phrase(*, word: Word, party: str, previous_party: str | None, new_seat: bool) -> str:
    """The outcome as it is read out: "Lab hold", "Con gain from Lab", "LD win (new seat)".

    A win where the seat is not new (`new_seat` false: the previous result is not known) is "LD win".
    """
    if word is Word.GAIN and previous_party:
        return f"{party} gain from {previous_party}"
    if word is Word.WIN and new_seat:
        return f"{party} win (new seat)"
    return f"{party} {word}"


def _line(place: Place, valid: int, last: LastTime) -> Line:
    then = last.share(place.standing)
    return Line(
        number=place.standing.number,
        votes=place.votes,
        share_pct=pct(place.votes, valid),
        change_pts=None if then is None else points(share(place.votes, valid), then),
        stood_before=last.stood(place.standing),
        rank=place.rank,
        elected=place.elected,
        # Kept only with more than a twentieth: in whole numbers, exactly 5 % is lost without doubt.
        lost_deposit=20 * place.votes <= valid,
    )


def _parties(
    places: tuple[Place, ...], last: LastTime, word: Word, defending: str | None
) -> tuple[PartyLine, ...]:
    votes: Counter[str] = Counter()
    for place in places:
        votes[place.standing.party] += place.votes
    return party_lines(
        votes=votes,
        previous_votes={line.party: last.votes_of_party(line.party) for line in last.lines},
        won=places[0].standing.party,
        word=word,
        defending=defending,
    )


def _swing(places: tuple[Place, ...], valid: int, last: LastTime) -> Swing | None:
    """Between winner and runner-up; none where two share second place, or either has no comparison."""
    if sum(place.rank <= 2 for place in places) != 2:
        return None
    first, second = (_contender(place, valid, last) for place in places[:2])
    if first is None or second is None or first.party == second.party:
        return None
    return swing_between(first, second)


def _contender(place: Place, valid: int, last: LastTime) -> Contender | None:
    then = last.share(place.standing)
    if then is None:
        return None
    return Contender(party=place.standing.party, now=share(place.votes, valid), then=then)
