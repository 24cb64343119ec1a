"""Where figures are from, and what the person who sends them vouches for. Values only."""

from dataclasses import dataclass
from datetime import datetime

from results.models import Source


@dataclass(frozen=True, slots=True)
class Evidence:
    """What comes with figures and is kept with them; none of it changes what they mean.

    `majority_read` is the majority as it was read out, `read_out_at` when the returning officer read the
    figures out, where known. `accepted` are the keys of the doubts that the
    sender ticked as checked. `key` is the form's own: a save that got no answer is known again by it.
    """

    source: str = Source.RETURNING_OFFICER
    source_note: str = ""
    sheet_id: int | None = None
    majority_read: int | None = None
    read_out_at: datetime | None = None
    accepted: frozenset[str] = frozenset()
    key: str = ""


AS_HEARD = Evidence()
