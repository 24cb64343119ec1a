"""The values of a graphic at one number of its election, and the digest by which they are known again."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

# What changes though nothing that is drawn does.
NOT_DRAWN = frozenset({"seq", "revision", "told"})


@dataclass(frozen=True, slots=True)
class Subject:
    """What a graphic is about, by row id; `options` choose within it, as the two of a head-to-head."""

    contest_id: int | None = None
    council_id: int | None = None
    region_id: int | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Whole values, ready to print, as they were at event `seq` of the election."""

    graphic: str
    layer: str
    election_id: int
    subject: Subject
    values: Mapping[str, Any]
    seq: int
    as_at: datetime | None

    @property
    def digest(self) -> str:
        """Equal for values that are drawn alike."""
        return digest_of(self.values)


def digest_of(values: Mapping[str, Any]) -> str:
    """SHA-256 over the values that are drawn, in hex."""
    drawn = {name: value for name, value in values.items() if name not in NOT_DRAWN}
    whole = json.dumps(drawn, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()
