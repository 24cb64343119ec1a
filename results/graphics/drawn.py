"""What one graphic gives before the values that all of them have are put around it."""

from dataclasses import dataclass
from datetime import datetime

from results.boards.cards import ElectionHead

Values = dict[str, object]


class NothingToShow(Exception):
    """There are no values for this graphic now; `sentence` says why, and what to choose instead."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Drawn:
    """A graphic's own values. `as_at` is when what it tells was told last, None where nothing was yet.

    `baseline` is what changes are against, where it is not the election's.
    """

    election: ElectionHead
    as_at: datetime | None
    own: Values
    corrected: bool = False
    single_source: bool = False
    baseline: str = ""
