"""Figures, times and outcomes as screens print them.

Owns the newsroom's way of writing. Refuses to work anything out: it only rounds what it is given to
the one place that screens print, halves away from nought.
"""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.timezone import localtime

from results.boards.cards import ContestState, OutcomeCard, SwingCard
from results.boards.states import TO_FOLLOW, vouched
from results.psephology.counts import Word

MINUS = "\u2212"
NONE = "\u2013"
UNOPPOSED = "unopposed"
NO_POLL = "no poll"
PLACE = Decimal("0.1")


def number(value: int) -> str:
    """12,345"""
    return f"{value:,}"


def known(value: int | None) -> str:
    """12,345, or that nobody knows."""
    return "not known" if value is None else number(value)


def signed(value: int) -> str:
    """+3, −2 or 0"""
    return _sign(value) + number(abs(value))


def one_place(value: Decimal) -> Decimal:
    """A percentage or a change, rounded to the place that is printed."""
    return value.quantize(PLACE, ROUND_HALF_UP)


def percent(value: Decimal | None) -> str:
    """34.5, or a dash where there is none."""
    return NONE if value is None else f"{one_place(value)}"


def points(value: Decimal | None) -> str:
    """A change in percentage points: +1.6, −16.6, 0.0, or a dash where nothing can be compared."""
    if value is None:
        return NONE
    rounded = one_place(value)
    return f"{_sign(rounded)}{abs(rounded)}"


def clock(at: datetime) -> str:
    """03:12, by the newsroom's clock."""
    return f"{localtime(at):%H:%M}"


def stamp(at: datetime) -> str:
    """The moment for scripts: ISO with the newsroom's offset, to the second."""
    return localtime(at).isoformat(timespec="seconds")


def margin(outcome: OutcomeCard) -> str:
    """How it was won: "majority 979", "tie decided by lot" and never a silent nought, or "unopposed".

    Where several were elected it is how the last of them was: "last seat by 23". Where there are no
    figures it says so: "figures to follow", "no poll".
    """
    if outcome.state is ContestState.WINNER_ONLY:
        return TO_FOLLOW
    if outcome.state is ContestState.UNCONTESTED:
        return UNOPPOSED if _several(outcome) else NO_POLL
    if _several(outcome):
        return last_seat(outcome)
    if outcome.by_lot:
        return "tie decided by lot"
    return f"majority {number(outcome.majority)}" if outcome.majority else UNOPPOSED


def last_seat(outcome: OutcomeCard) -> str:
    """last seat by 23, last seat by lot, or unopposed.

    A level last seat is decided by lot, so a nought without one means that nobody stood against them.
    """
    if outcome.by_lot:
        return "last seat by lot"
    return f"last seat by {number(outcome.majority)}" if outcome.majority else UNOPPOSED


def sentence(outcome: OutcomeCard) -> str:
    """Ind gain from Lab, majority 979; with what has to be said of it: single source, call fixed."""
    return ", ".join([outcome.phrase, margin(outcome), *vouched(outcome)])


def put_right(at: datetime, was: str) -> str:
    """corrected 03:40: majority was 4,246"""
    return f"corrected {clock(at)}: {was}"


def withdrawn(at: datetime, was: str) -> str:
    """withdrawn 03:40: was Con gain from Lab, majority 4,246"""
    return f"withdrawn {clock(at)}: {was}"


def swing(card: SwingCard) -> str:
    """9.1% swing Lab to Con"""
    return f"{percent(card.points)}% swing {card.loser.abbr} to {card.gainer.abbr}"


def _several(outcome: OutcomeCard) -> bool:
    # A ward is always "elected"; where it fills one seat the phrase names its party: "Lab elected".
    return outcome.word == Word.ELECTED and not outcome.phrase.endswith(f" {Word.ELECTED}")


def _sign(value: int | Decimal) -> str:
    if not value:
        return ""
    return "+" if value > 0 else MINUS
