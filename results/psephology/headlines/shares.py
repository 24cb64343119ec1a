"""Lines about shares in one seat: a winner on few votes, shares side by side, turnout, lost deposits.

Owns comparisons of shares. Refuses to say that voters moved from one party to another: shares do, and who
cast them nobody has counted.
"""

from collections.abc import Iterator
from decimal import Decimal

from results.psephology.headlines.about import About
from results.psephology.headlines.facts import Headline, Kind, Stood
from results.psephology.headlines.words import capital, moved, points

FEW_PCT = 30
TURNOUT_DOWN = 10
FELL_BY = 8
# Who had so much last time is expected to keep a deposit; only more than 5 % does.
SAFE_DEPOSIT_PCT = 15


def low_share(about: About) -> Iterator[Headline]:
    """A winner with less than 30 % of the votes."""
    won = about.winner
    if not about.polled or won is None or won.share_pct >= FEW_PCT:
        return
    strength = min(76, 52 + 3 * float(FEW_PCT - won.share_pct))
    sentence = f"{about.words.person(won)} elected on {points(won.share_pct)}% of the vote"
    yield about.line(Kind.LOW_SHARE, strength, sentence, share=won.share_pct)


def vote_moved(about: About) -> Iterator[Headline]:
    """A gain where the loser's share fell, and another party's rose by more than the winner's."""
    found = risen_more(about)
    if found is None:
        return
    lost, other, won = found
    words = about.words
    fell, own = lost.change_pts or Decimal(0), won.change_pts or Decimal(0)
    rose = rise(about, other) or Decimal(0)
    took = moved(rose) if other.change_pts is not None else f"took {points(other.share_pct)}%"
    sentence = (
        f"{words.name(lost.party)} share {moved(fell)} points, {words.name(other.party)} {took}, "
        f"{words.name(won.party)} (won) {moved(own)}"
    )
    yield about.line(
        Kind.VOTE_MOVED,
        min(48, 28 + float(rose - own) * 0.6),
        sentence,
        parties=(other.party,),
        loser=fell,
        other=rose if other.change_pts is not None else other.share_pct,
        winner=own,
    )


def compared(about: About) -> tuple[Stood, Stood] | None:
    """Loser and winner of a gain whose shares compare with last time, the loser's having fallen."""
    if not about.polled or about.loser is None:
        return None
    lost, won = about.candidate(about.loser), about.candidate(about.seat.party)
    if lost is None or won is None or lost.change_pts is None or won.change_pts is None:
        return None
    return (lost, won) if lost.change_pts <= -FELL_BY else None


def risen_more(about: About) -> tuple[Stood, Stood, Stood] | None:
    """Loser, the other party that rose most and by more than the winner, and winner."""
    pair, others = compared(about), risen(about)
    return (pair[0], others[0], pair[1]) if pair and others else None


def risen(about: About) -> tuple[Stood, ...]:
    """Whoever's share rose by more than the winner's, for certain, in a gain that compares; most first."""
    pair = compared(about)
    if pair is None:
        return ()
    own = max(pair[1].change_pts or Decimal(0), Decimal(0))
    found = [(-most, other.number, other) for other, most in _others(about, pair) if most > own]
    return tuple(other for *_, other in sorted(found, key=lambda entry: entry[:2]))


def perhaps_risen(about: About) -> tuple[Stood, ...]:
    """Whoever's share may have risen by more, but was not known singly last time, so that nobody can say."""
    pair = compared(about)
    if pair is None:
        return ()
    own = max(pair[1].change_pts or Decimal(0), Decimal(0))
    return tuple(
        other
        for other, most in _others(about, pair)
        if other.change_pts is None and most <= own < other.share_pct
    )


def _others(about: About, pair: tuple[Stood, Stood]) -> Iterator[tuple[Stood, Decimal]]:
    for other in about.ranked:
        least = rise(about, other)
        if other.party not in {own.party for own in pair} and least is not None:
            yield other, least


def rise(about: About, own: Stood) -> Decimal | None:
    """By how many points a party's share rose at least; None where nobody can say.

    A party that is not known singly last time had no more than all such parties together.
    """
    if about.candidate(own.party) is not own or not about.seat.before:
        return None
    if own.change_pts is not None or about.then(own.party):
        return own.change_pts
    return own.share_pct - about.hidden_pct


def turnout(about: About) -> Iterator[Headline]:
    """Turnout ten points or more below last time's."""
    now, then = about.seat.turnout_pct, about.seat.turnout_before_pct
    if not about.seat.figures or now is None or then is None or then - now < TURNOUT_DOWN:
        return
    strength = min(58, 18 + 4 * float(then - now - TURNOUT_DOWN))
    sentence = f"turnout {points(now)}%, down {points(then - now)} points"
    yield about.line(Kind.TURNOUT, strength, sentence, turnout=now, down=then - now)


def lost_deposit(about: About) -> Iterator[Headline]:
    """A party that lost its deposit where it had won last time, or had 15 % or more."""
    if not about.polled or about.seat.kind == "ward":
        return
    for own in about.ranked:
        then = about.then(own.party)
        if not own.lost_deposit or then is None or about.candidate(own.party) is not own:
            continue
        if then.winner or then.share_pct >= SAFE_DEPOSIT_PCT:
            sentence = (
                f"{about.words.noun(own.party)} lost the deposit, "
                f"{points(then.share_pct)}% last time to {points(own.share_pct)}%"
            )
            strength = 66.0 if then.winner else min(50.0, 20 + float(then.share_pct) * 0.8)
            yield _deposit(about, strength, capital(sentence), own, then.share_pct)


def _deposit(about: About, strength: float, sentence: str, own: Stood, then: Decimal) -> Headline:
    return about.line(
        Kind.LOST_DEPOSITS, strength, sentence, parties=(own.party,), then=then, now=own.share_pct
    )


RULES = (low_share, vote_moved, turnout, lost_deposit)
