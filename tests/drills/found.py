"""What a drill found, and when things happened in it: the fault's end, and when the desk could not see.

Owns the judgement of lamps: no sign of life while the desk is blind, amber ten seconds later, and at no other
time.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from tests.drills.page import SILENCE_S
from tests.drills.swarm import LONGEST_WAIT_S, Board

# The last beat may be told so long after the database was last seen, and then be on its way.
LAST_BEAT_S = 4.0
# In which every board is current after a fault's end. One that lost its socket waits first, as its page does.
CURRENT_S = 2.0
# What a declaration takes to the last board on a machine that has nothing else to do.
QUIET_S = 0.4
# How many times what it takes longer than that may be added on a machine that has.
BUSY = 4

# From when to when, and of which server's boards; of all where that is empty.
Span = tuple[float, float, str]


@dataclass
class Found:
    """It holds where `faults` is empty; the rest is for the table. Times by the monotonic clock."""

    drill: str
    lost: int = 0
    doubled: int = 0
    current_s: float = 0.0
    back_s: float = 0.0
    memory_before: int = 0
    memory_after: int = 0
    sockets: int = 0
    declared: int = 0
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    began: float = field(default_factory=monotonic)
    over: float = 0.0
    blind: list[Span] = field(default_factory=list)
    absent: list[Span] = field(default_factory=list)

    def is_over(self) -> None:
        """The fault ends now: from here on boards have two seconds."""
        self.over = monotonic()

    @contextmanager
    def blindness(self) -> Iterator[None]:
        """Within it no process can see what is new: no board may hear that it is live."""
        start = monotonic()
        yield
        self.blind.append((start, monotonic(), ""))

    @contextmanager
    def absence(self, server: str = "") -> Iterator[None]:
        """Within it a `server`, or each of them, is not there: its boards may turn amber."""
        start = monotonic()
        yield
        self.absent.append((start, monotonic(), server))

    def is_wrong(self, what: str) -> None:
        """Keep what does not hold; nothing where that is empty."""
        if what:
            self.faults.append(what)

    def judge_times(self, boards: Sequence[Board], *, asked: float, usual: float, opening: float) -> None:
        """Hold against two seconds when the last board was current, after the fault and the last declaration.

        `asked` is when that was acknowledged, `usual` what one takes here while nothing is broken, and
        `opening` how long all of them took to be let in at first.
        """
        since = max(self.over, asked)
        patience = CURRENT_S + BUSY * max(0.0, usual - QUIET_S)
        lost = {one for one in boards if one.lost_at > self.began}
        self.current_s = _last((one for one in boards if one not in lost), since)
        self.back_s = _last(lost, since)
        if self.current_s > patience:
            self.is_wrong(f"the last board was current after {self.current_s:.1f} s")
        if self.back_s > LONGEST_WAIT_S + opening + patience:
            self.is_wrong(f"the last board that came back was current after {self.back_s:.1f} s")

    def judge_lamps(self, boards: Sequence[Board]) -> None:
        """Hold every board's lamp against what the desk could see."""
        for start, end, _ in self.blind:
            lying = sum(any(start + LAST_BEAT_S < beat < end for beat in one.page.beats) for one in boards)
            self.is_wrong(f"{lying} boards were told they are live while the desk was blind" if lying else "")
        idle = sum(any(not self._excused(silence, one) for silence in self._silences(one)) for one in boards)
        self.is_wrong(f"{idle} boards turned amber though the desk could see" if idle else "")

    def lamps(self) -> str:
        """How lamps were, in a word."""
        longest = max((end - start for start, end, _ in self.blind), default=0.0)
        return f"amber, blind {longest:.1f} s" if longest > SILENCE_S else "live"

    def _silences(self, board: Board) -> list[tuple[float, float]]:
        return [silence for silence in board.page.silences if silence[1] > self.began]

    def _excused(self, silence: tuple[float, float], board: Board) -> bool:
        return any(
            start < silence[1] and silence[0] < end and server in {"", board.seat.server}
            for start, end, server in (*self.blind, *self.absent)
        )


def _last(boards: Iterable[Board], since: float) -> float:
    return max([one.page.drawn_at - since for one in boards] + [0.0])
