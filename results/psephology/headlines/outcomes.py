"""Lines about who won one seat: gains, from how far behind, after how long, by lot, after recounts.

Owns what the outcome alone makes remarkable. Refuses figures that are still to follow.
"""

from collections.abc import Iterator

from results.psephology.figures import votes_words
from results.psephology.headlines.about import About
from results.psephology.headlines.facts import Headline, Kind
from results.psephology.headlines.words import place, points

LONG_HELD = 10
# Under one vote in a hundred a recount says how close it was.
TIGHT_PCT = 1


def gain(about: About) -> Iterator[Headline]:
    """A seat that changed hands: the plainest line, and on most nights the most common one."""
    seat, words = about.seat, about.words
    if about.loser is None:
        return
    said = f"{words.abbr(seat.party)} gain from {words.abbr(about.loser)}"
    if about.winner and words.independent(seat.party):
        said = f"{words.person(about.winner)} gains from {words.abbr(about.loser)}"
    if not seat.figures:
        yield about.line(Kind.GAIN, 26, f"{said}, figures to follow")
    elif seat.by_lot:
        yield about.line(Kind.GAIN, 26, f"{said}, by lot")
    elif not about.polled:
        yield about.line(Kind.GAIN, 26, f"{said}, unopposed")
    else:
        # The same everywhere but for how convincing it was.
        strength = 22 + min(8, float(seat.majority_pct) / 5)
        yield about.line(Kind.GAIN, strength, f"{said}, majority {seat.majority:,}", majority=seat.majority)


def first_time_in(about: About) -> Iterator[Headline]:
    """A seat lost that one party had held for ten years or more, where the year is known."""
    seat = about.seat
    if about.loser is None or seat.held_since is None or seat.year - seat.held_since < LONG_HELD:
        return
    years = seat.year - seat.held_since
    sentence = (
        f"held by {about.words.noun(about.loser)} since {seat.held_since}, lost to {about.taker} "
        f"after {years} years"
    )
    yield about.line(
        Kind.FIRST_TIME_IN, min(72, 34 + years * 0.6), sentence, years=years, since=str(seat.held_since)
    )


def from_behind(about: About) -> Iterator[Headline]:
    """A winner whose party was third or lower last time."""
    won, then = about.winner, about.then(about.seat.party)
    found = about.place_then(about.seat.party)
    if not about.polled or won is None or then is None or found is None or found[0] < 3:
        return
    rank, lower = found
    where = f"{place(rank)} or lower" if lower else place(rank)
    sentence = (
        f"{about.taker} from {where} last time to first, "
        f"{points(then.share_pct)}% to {points(won.share_pct)}%"
    )
    yield about.line(
        Kind.FROM_BEHIND,
        min(76, 26 + 13 * rank),
        sentence,
        place=where,
        then=then.share_pct,
        now=won.share_pct,
    )


def by_lot(about: About) -> Iterator[Headline]:
    """A tie that the returning officer settled by lot."""
    won, other = about.winner, about.second
    if not (about.seat.by_lot and won and other):
        return
    words = about.words
    tied = "" if won.votes != other.votes else f", {votes_words(won.votes)} each"
    sentence = f"{words.person(won)} elected by lot after a tie with {words.person(other)}{tied}"
    yield about.line(Kind.BY_LOT, 92, sentence, parties=(other.party,), votes=won.votes)


def recount(about: About) -> Iterator[Headline]:
    """A result that was counted again."""
    seat = about.seat
    if not seat.recounts or not about.polled:
        return
    times = "a recount" if seat.recounts == 1 else f"{seat.recounts} recounts"
    settled = "decided by lot" if seat.by_lot else f"majority {seat.majority:,}"
    strength = 26 + 6 * seat.recounts + (14 if seat.majority_pct < TIGHT_PCT else 0)
    yield about.line(
        Kind.RECOUNT,
        min(60, strength),
        f"declared after {times}, {settled}",
        recounts=seat.recounts,
        majority=seat.majority,
    )


RULES = (gain, first_time_in, from_behind, by_lot, recount)
