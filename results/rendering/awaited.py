"""Wards and mayoralties that have no result: in which state they are, in words."""

from results.boards.cards import ContestState
from results.boards.council_cards import MayorLine, WardLine
from results.boards.states import state_words
from results.rendering import words

CALLED_OFF = frozenset({ContestState.COUNTERMANDED, ContestState.DEFERRED})
GOES_ON = frozenset({ContestState.COUNTING, ContestState.RECOUNT})


def awaited(line: WardLine | MayorLine) -> str:
    """To come, Counting since 03:10, Recount 2 since 03:20, Poll countermanded, Result withdrawn 03:40."""
    if line.state is ContestState.EXPECTED:
        return "To come"
    told = state_words(line.state, line.recounts).capitalize()
    if line.since is None or line.state in CALLED_OFF:
        return told
    return f"{told}{' since' if line.state in GOES_ON else ''} {words.clock(line.since)}"


def is_called_off(line: WardLine | MayorLine) -> bool:
    """Whether there is nothing to come tonight."""
    return line.state in CALLED_OFF
