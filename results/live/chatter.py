"""How much a page may say. Boards say nothing; an output's page a few words a second.

Owns the measure. Refuses to read: a page that says more than a page has to say is broken or worse, and each
of its messages takes the loop's time from everybody's frames.
"""

from time import monotonic

# An output whose layers all move at once says some dozens.
MOST = 600
WITHIN_S = 10.0


class Chatter:
    """The messages of one socket, counted over ten seconds at a time."""

    __slots__ = ("_said", "_since")

    def __init__(self) -> None:
        self._since = 0.0
        self._said = 0

    def too_much(self) -> bool:
        """Count one more message; whether it is one too many."""
        now = monotonic()
        if now - self._since > WITHIN_S:
            self._since, self._said = now, 0
        self._said += 1
        return self._said > MOST
