"""Figures, times and outcomes as screens print them.

Owns the newsroom's way of writing. Refuses to work anything out: it only rounds what it is given to
the one place that screens print, halves away from nought.
"""

from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils.timezone import localtime

from results.boards.cards import OutcomeCard, RevisionRow, SwingCard

MINUS = "\u2212"
NONE = "\u2013"
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


def margin(outcome: OutcomeCard | RevisionRow) -> str:
    """How it was won: "majority 979", or "tie decided by lot" and never a silent nought.

    Where several were elected it is how the last of them was: "last seat by 23".
    """
    if isinstance(outcome, OutcomeCard) and _several(outcome):
        return last_seat(outcome)
    return "tie decided by lot" if outcome.by_lot else f"majority {number(outcome.majority)}"


def last_seat(outcome: OutcomeCard | RevisionRow) -> str:
    """last seat by 23, or last seat by lot"""
    return "last seat by lot" if outcome.by_lot else f"last seat by {number(outcome.majority)}"


def sentence(outcome: OutcomeCard) -> str:
    """Ind gain from Lab, majority 979"""
    return f"{outcome.phrase}, {margin(outcome)}"


def swing(card: SwingCard) -> str:
    """9.1% swing Lab to Con"""
    return f"{percent(card.points)}% swing {card.loser.abbr} to {card.gainer.abbr}"


def _several(outcome: OutcomeCard) -> bool:
    # Where one seat is filled the phrase says who won it: "Lab elected", "Lab hold".
    return outcome.phrase == outcome.returned


def _sign(value: int | Decimal) -> str:
    if not value:
        return ""
    return "+" if value > 0 else MINUS
