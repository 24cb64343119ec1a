"""Judging a ward that fills several seats: a voter has as many votes as there are seats, most votes win.

Owns what such a count means. Refuses to judge a count that cannot be published (`wardchecks.py` says
why), to choose between equals for the last seat, and to make turnout out of votes: a paper holds
several, so only ballot papers tell it.

A party's share of such a ward has no single definition: here it is that of its best candidate, in the
sum of every party's best. Independents under one code are a party for that sum, by the best of them,
and each has the share of his own votes.
"""

from collections import Counter
from collections.abc import Mapping

from results.psephology.counts import Count, Line, PartyLine, Result, Standing, Word
from results.psephology.percent import pct
from results.psephology.places import Place, papers_of, places_of, refuse
from results.psephology.wardchecks import ward_problems

__all__ = ["judge_ward", "ward_problems"]


def judge_ward(
    *, standings: tuple[Standing, ...], count: Count, seats: int, held: Mapping[str, int] | None = None
) -> Result:
    """The result of a ward; its word is always "elected", and `returned` says who ("Lab 2, Con 1").

    `winner` had most votes; `party` has most of the seats, or the best placed of those with most.
    `majority` is the last one elected over the first one not: 0 by lot. `held` are the seats of each
    party before: without them nobody gains or loses. Raises ValueError, with the sentences, where
    `ward_problems()` finds any.
    """
    refuse(ward_problems(standings=standings, count=count, seats=seats))
    places = places_of(standings=standings, count=count, totals=count.votes)
    return result_of_ward(places=places, count=count, seats=seats, held=held)


def result_of_ward(
    *, places: tuple[Place, ...], count: Count, seats: int, held: Mapping[str, int] | None
) -> Result:
    """The result of a ward whose order is settled, by a poll or by a seat for everybody."""
    votes, won = _party_votes(places, seats), _won(places)
    base = sum(votes.values())
    papers = papers_of(count) if seats == 1 else count.ballot_papers
    majority = _margin(places)
    return Result(
        lines=tuple(_line(place, votes, base, seats) for place in places),
        parties=_parties(votes, won, held),
        winner=places[0].standing.number,
        party=next(iter(won)),
        word=Word.ELECTED,
        previous_party=None,
        valid=sum(count.votes.values()),
        previous_valid=0,
        majority=majority,
        majority_pct=pct(majority, base),
        by_lot=count.by_lot,
        turnout_valid_pct=pct(base, count.electorate) if seats == 1 else None,
        turnout_papers_pct=None if papers is None else pct(papers, count.electorate),
        swing=None,
        new_seat=False,
        returned=", ".join(f"{party} {number}" for party, number in won.items()),
    )


def _won(places: tuple[Place, ...]) -> dict[str, int]:
    """Seats by party, most first; the best placed first among those with as many."""
    won = Counter(place.standing.party for place in places if place.elected)
    # `most_common` keeps the order of the result between equals.
    return dict(won.most_common())


def _party_votes(places: tuple[Place, ...], seats: int) -> dict[str, int]:
    """Votes by party: of its best candidate, or of all of them where a paper holds one vote."""
    votes: Counter[str] = Counter()
    for place in places:
        own, so_far = place.votes, votes[place.standing.party]
        votes[place.standing.party] = so_far + own if seats == 1 else max(so_far, own)
    return dict(votes)


def _line(place: Place, votes: Mapping[str, int], base: int, seats: int) -> Line:
    standing = place.standing
    own = seats == 1 or standing.independent
    return Line(
        number=standing.number,
        votes=place.votes,
        share_pct=pct(place.votes if own else votes[standing.party], base),
        change_pts=None,
        stood_before=None,
        rank=place.rank,
        elected=place.elected,
        lost_deposit=False,
    )


def _parties(
    votes: Mapping[str, int], won: Mapping[str, int], held: Mapping[str, int] | None
) -> tuple[PartyLine, ...]:
    before = won if held is None else held
    lines = (
        PartyLine(
            party=party,
            votes=votes.get(party, 0),
            previous_votes=0,
            seats=won.get(party, 0),
            gains=max(0, won.get(party, 0) - before.get(party, 0)),
            losses=max(0, before.get(party, 0) - won.get(party, 0)),
        )
        for party in {*votes, *before}
    )
    return tuple(sorted(lines, key=lambda line: (-line.seats, -line.votes, line.party)))


def _margin(places: tuple[Place, ...]) -> int:
    last = min(place.votes for place in places if place.elected)
    return last - max((place.votes for place in places if not place.elected), default=0)
