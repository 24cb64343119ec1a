"""What one graphic gives before the values that all of them have are put around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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

    `baseline` is what changes are against, where it is not the election's. `told` is the revision of every
    result in it, where it is not of one contest alone: by it a correction finds what aired.
    """

    election: ElectionHead
    as_at: datetime | None
    own: Values
    corrected: bool = False
    single_source: bool = False
    baseline: str = ""
    told: Mapping[str, int] = field(default_factory=dict)
