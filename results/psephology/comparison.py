"""A ballot paper beside last time, as what is plausible is judged by.

Owns who is compared under which party, who is not, and the scale on which shares are compared: their
logarithms, for a party that falls loses more where it had more to lose. One percentage point is added
first, so that 0.2 and 0.4 % are not far apart. Refuses to say what tonight leads one to expect.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import exp, log

from results.psephology.counts import Count, Previous, Standing
from results.psephology.lasttime import LastTime

ADDED = 0.01
# The code under which independents, and newcomers without a pattern of their own, are kept together.
ANYBODY = ""
# Less than that last time is a trace that redrawn boundaries left, not a candidate who stood here.
TRACE = 0.015


@dataclass(frozen=True, slots=True)
class Expected:
    """What is known of a contest before it declares. `sitting`: ballot-paper numbers of sitting members."""

    electorate: int | None = None
    previous_electorate: int | None = None
    region: str = ""
    sitting: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Candidates by ballot-paper number: their party, and their scaled share last time (None: newcomers).

    `astray` are those of whom last time and tonight say little: a sitting member whose side did not win
    last time (a by-election or a change of party came between), an independent who stood before, and two
    candidates of one party. `last_turnout` is of valid votes, from 0 to 1.
    """

    party: Mapping[int, str]
    then: Mapping[int, float | None]
    astray: frozenset[int]
    last_turnout: float | None

    @classmethod
    def of(
        cls, *, standings: tuple[Standing, ...], previous: Previous | None, expected: Expected
    ) -> "Comparison":
        """The comparison of a contest; `previous` is None where nothing compares."""
        last = LastTime(previous=previous, standings=standings)
        shares = {own.number: last.share(own) for own in standings}
        return cls(
            party={own.number: ANYBODY if own.independent else own.party for own in standings},
            then={own.number: None if own.independent else _then(shares[own.number]) for own in standings},
            astray=frozenset(
                own.number
                for own in standings
                if _came_between(own, previous, expected)
                or (own.independent and shares[own.number] is not None)
                or _has_rival(own, standings)
            ),
            last_turnout=_last_turnout(last.valid, expected),
        )

    @property
    def compares(self) -> bool:
        """Whether anybody stood last time: where nobody did, a share alone says nothing."""
        return any(then is not None for then in self.then.values())

    @property
    def judged(self) -> list[int]:
        """Numbers of the candidates of whom the night can say something."""
        return [number for number in self.party if number not in self.astray]


def scaled(votes: int, valid: int) -> float:
    """A share on the scale that shares are compared on."""
    return log(votes / valid + ADDED)


def unscaled(value: float) -> float:
    """A share, from 0 to 1, back from the scale that shares are compared on."""
    return min(max(exp(value) - ADDED, 0.0), 1.0)


def turnout_of(count: Count) -> float | None:
    """Valid votes as a part of the electorate; None where there is none."""
    return sum(count.votes.values()) / count.electorate if count.electorate > 0 else None


def _then(share: Fraction | None) -> float | None:
    return log(float(share) + ADDED) if share and share > TRACE else None


def _came_between(own: Standing, previous: Previous | None, expected: Expected) -> bool:
    return own.number in expected.sitting and (previous is None or own.party != previous.winner)


def _has_rival(own: Standing, standings: tuple[Standing, ...]) -> bool:
    return not own.independent and sum(other.party == own.party for other in standings) > 1


def _last_turnout(valid: int, expected: Expected) -> float | None:
    return valid / expected.previous_electorate if valid and expected.previous_electorate else None
