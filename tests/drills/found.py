"""What a drill found, and when things happened in it: the fault's end, and when the desk could not see.

Owns the judgement of lamps: no sign of life while the desk is blind, amber ten seconds later, and at no other
time.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic

from tests.drills.page import SILENCE_S
from tests.drills.swarm import Board

# What was on its way, and the look that finds the database gone: there is one a second.
LAST_BEAT_S = 2.0
# A page looks at its lamp once a second.
LOOK_S = 1.0


@dataclass
class Found:
    """It holds where `faults` is empty; the rest is for the table. Times by the monotonic clock."""

    drill: str
    lost: int = 0
    doubled: int = 0
    current_s: float = 0.0
    memory_before: int = 0
    memory_after: int = 0
    sockets: int = 0
    declared: int = 0
    faults: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    began: float = field(default_factory=monotonic)
    over: float = 0.0
    blind: list[tuple[float, float]] = field(default_factory=list)

    def is_over(self) -> None:
        """The fault ends now: from here on boards have two seconds."""
        self.over = monotonic()

    @contextmanager
    def blindness(self) -> Iterator[None]:
        """Within it the desk cannot see, or is not there: nothing may tell a board that it is live."""
        start = monotonic()
        yield
        self.blind.append((start, monotonic()))

    def is_wrong(self, what: str) -> None:
        """Keep what does not hold; nothing where that is empty."""
        if what:
            self.faults.append(what)

    def judge_lamps(self, boards: Sequence[Board]) -> None:
        """Hold every board's lamp against what the desk could see."""
        for start, end in self.blind:
            lying = sum(any(start + LAST_BEAT_S < beat < end for beat in one.page.beats) for one in boards)
            self.is_wrong(f"{lying} boards were told they are live while the desk was blind" if lying else "")
            if end - start > LAST_BEAT_S + SILENCE_S:
                live = sum(not one.page.was_amber(end) for one in boards)
                self.is_wrong(f"{live} boards were not amber in the end" if live else "")
        idle = sum(any(not self._was_blind(silence) for silence in self._silences(one)) for one in boards)
        self.is_wrong(f"{idle} boards turned amber though the desk could see" if idle else "")

    def lamps(self) -> str:
        """How lamps were, in a word."""
        longest = max((end - start for start, end in self.blind), default=0.0)
        return f"amber, blind {longest:.1f} s" if longest > SILENCE_S + LAST_BEAT_S else "live"

    def _silences(self, board: Board) -> list[tuple[float, float]]:
        return [silence for silence in board.page.silences if silence[1] > self.began]

    def _was_blind(self, silence: tuple[float, float]) -> bool:
        # A board's last sign of life may be one beat old when the desk goes blind.
        return any(start < silence[1] and silence[0] < end for start, end in self.blind)
