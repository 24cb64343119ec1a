"""What a correction put right, or a withdrawal took away, in the few words that screens have room for.

Owns which difference is told: who won comes before by how much, that before votes, votes before the
electorate and the papers. Refuses to say what stands now: the screen shows it already.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Told:
    """A result as screens told it. `phrase` is the outcome in words: "Con gain from Lab".

    `winner` is who was elected (several: their names in a row), `party` as it is called beside the name.
    `votes` are by name, in the order of the ballot paper; `second_preferences` likewise where there are any.
    `figures` is False where only the winner was called. `several`: the majority is that of the last seat.
    """

    phrase: str
    winner: str
    majority: int
    by_lot: bool
    valid: int
    votes: Mapping[str, int]
    electorate: int | None
    figures: bool
    party: str = ""
    rejected: int | None = None
    ballot_papers: int | None = None
    second_preferences: Mapping[str, int] = field(default_factory=dict)
    several: bool = False


def was_words(before: Told, after: Told | None) -> str:
    """What was told before: "was Con gain from Lab, majority 4,246", "majority was 4,246".

    `after` is None where the result was withdrawn. Empty where nothing that was told was wrong, as where
    figures follow a call that was right.
    """
    if after is None:
        return _whole(before)
    if not before.figures:
        return "" if before.winner == after.winner else _whole(before)
    if before.winner != after.winner and before.phrase == after.phrase:
        return f"was {before.winner}, {_outcome(before)}"
    if before.winner != after.winner or before.phrase != after.phrase or not after.figures:
        return _whole(before)
    if (before.majority, before.by_lot) != (after.majority, after.by_lot):
        return _margin_was(before)
    return _votes_were(before, after) or ", ".join(_papers_were(before, after))


def _whole(told: Told) -> str:
    if not told.figures:
        return f"was called for {told.winner}" + (f", {told.party}" if told.party else "")
    return f"was {_outcome(told)}"


def _outcome(told: Told) -> str:
    # Without votes there was no poll, and a majority of nought would be a lie.
    return f"{told.phrase}, {_margin(told)}" if told.valid else told.phrase


def _margin(told: Told) -> str:
    if told.several:
        return "last seat by lot" if told.by_lot else f"last seat by {told.majority:,}"
    return "decided by lot" if told.by_lot else f"majority {told.majority:,}"


def _margin_was(told: Told) -> str:
    if told.by_lot:
        return "last seat was by lot" if told.several else "was decided by lot"
    return f"last seat was by {told.majority:,}" if told.several else f"majority was {told.majority:,}"


def _votes_were(before: Told, after: Told) -> str:
    for kind, then, now in (
        ("votes", before.votes, after.votes),
        ("second preferences", before.second_preferences, after.second_preferences),
    ):
        others = [name for name in {**then, **now} if then.get(name) != now.get(name)]
        if len(others) == 1:
            return f"{others[0]}'s {kind} were {_given(then.get(others[0]))}"
        if others:
            return f"{kind} were different for {others[0]} and {_more(len(others) - 1)}"
    return ""


def _more(others: int) -> str:
    return "1 other" if others == 1 else f"{others} others"


def _papers_were(before: Told, after: Told) -> Iterator[str]:
    for subject, then, now in (
        ("electorate was", before.electorate, after.electorate),
        ("rejected papers were", before.rejected, after.rejected),
        ("ballot papers were", before.ballot_papers, after.ballot_papers),
    ):
        if then != now:
            yield f"{subject} {_given(then)}"


def _given(figure: int | None) -> str:
    return "not given" if figure is None else f"{figure:,}"
