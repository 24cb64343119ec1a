"""Lines about the majority of one seat: overturned, slashed, or smaller than what went elsewhere.

Owns comparisons of votes with a majority. Refuses to say how anybody would have voted otherwise: figures
stand side by side, and nobody's votes are given to anybody.
"""

import re
from collections.abc import Iterator

from results.psephology.figures import listed, spelt, votes_words
from results.psephology.headlines.about import About
from results.psephology.headlines.facts import Headline, Kind, Stood
from results.psephology.headlines.words import capital, owner, points

# In points of all votes, last time.
OVERTURNED_FROM = 10
SLASHED_BY = 15
# What a note calls whoever sat for a party: "former Labour MP for Derby North".
OFFICE = "(MP|MEP|councillor|minister|mayor)"


def overturned(about: About) -> Iterator[Headline]:
    """A majority of ten points or more that was not enough."""
    then, lost = about.majority_then, about.loser
    if not about.polled or lost is None or then is None or then.pct < OVERTURNED_FROM:
        return
    sentence = (
        f"{about.words.name(lost)} majority of {then.votes:,} ({points(then.pct)} points) "
        f"overturned by {about.taker}"
    )
    yield about.line(
        Kind.MAJORITY_OVERTURNED,
        min(70, 20 + float(then.pct) * 0.75),
        sentence,
        majority_before=then.votes,
        majority_before_pct=then.pct,
    )


def slashed(about: About) -> Iterator[Headline]:
    """A seat that was held with less than a third of its majority, and by fifteen points fewer."""
    seat, then = about.seat, about.majority_then
    if not about.polled or seat.word != "hold" or then is None:
        return
    fell = then.pct - seat.majority_pct
    if fell < SLASHED_BY or 3 * seat.majority >= then.votes or 3 * seat.majority_pct >= then.pct:
        return
    left = "settled by lot" if seat.by_lot else f"cut to {seat.majority:,}"
    yield about.line(
        Kind.MAJORITY_SLASHED,
        min(62, 22 + float(fell) * 0.5 + 3 * max(0.0, 5 - float(seat.majority_pct))),
        f"{about.words.name(seat.party)} majority of {then.votes:,} {left}",
        majority_before=then.votes,
        majority=seat.majority,
    )


def third_party(about: About) -> Iterator[Headline]:
    """The most votes outside the two parties that a seat passed between, where they exceed the majority."""
    seat = about.seat
    other = next((own for own in exceeding(about) if not about.words.independent(own.party)), None)
    if other is None:
        return
    sentence = (
        f"{owner(about.words.noun(other.party))} {votes_words(other.votes)} exceed the majority "
        f"of {seat.majority:,}"
    )
    yield about.line(
        Kind.THIRD_PARTY, 18, sentence, parties=(other.party,), votes=other.votes, majority=seat.majority
    )


def exceeding(about: About) -> Iterator[Stood]:
    """Candidates of neither side of a gain who have more votes than the majority, most first."""
    seat, lost = about.seat, about.loser
    if not about.polled or lost is None or seat.by_lot:
        return
    for own in about.ranked:
        if own.party not in {seat.party, lost} and not own.elected and own.votes > seat.majority:
            yield own


def split_vote(about: About) -> Iterator[Headline]:
    """Votes for people who left the second party, or for several independents, beyond the majority."""
    seat, second = about.seat, about.second
    if not about.polled or second is None or seat.by_lot:
        return
    left = [own for own in about.ranked[2:] if _left(about, own, second.party)]
    independents = [own for own in about.ranked[2:] if about.words.independent(own.party)]
    if left and sum(own.votes for own in left) > seat.majority:
        yield _formerly(about, left, second.party)
    elif len(independents) > 1 and sum(own.votes for own in independents) > seat.majority:
        yield _independents(about, independents)


def _left(about: About, own: Stood, party: str) -> bool:
    """Whether a candidate's note says that he or she sat for this party, which another stands for now."""
    if about.words.independent(party) or own.party == party:
        return False
    name = re.escape(about.words.name(party))
    sat = rf"elected in \d{{4}} (for|as an?) {name}\b|(former )?{name} {OFFICE}\b"
    return re.match(sat, own.note) is not None


def _formerly(about: About, left: list[Stood], party: str) -> Headline:
    votes = sum(own.votes for own in left)
    both = {1: "", 2: "both "}.get(len(left), "all ")
    sentence = (
        f"{listed([own.name for own in left])}, {both}once {about.words.name(party)}, took "
        f"{votes_words(votes)}; the majority is {about.seat.majority:,}"
    )
    return _split(about, 64 if about.loser == party else 46, sentence, left)


def _independents(about: About, stood: list[Stood]) -> Headline:
    votes = sum(own.votes for own in stood)
    sentence = (
        f"{spelt(len(stood))} other independents together took {votes_words(votes)}; "
        f"the majority is {about.seat.majority:,}"
    )
    if not about.words.independent(about.seat.party):
        sentence = sentence.replace(" other", "", 1)
    return _split(about, 44 if about.loser else 34, capital(sentence), stood)


def _split(about: About, strength: int, sentence: str, stood: list[Stood]) -> Headline:
    parties = tuple(own.party for own in stood)
    votes, majority = sum(own.votes for own in stood), about.seat.majority
    return about.line(Kind.SPLIT_VOTE, strength, sentence, parties=parties, votes=votes, majority=majority)


RULES = (overturned, slashed, third_party, split_vote)
