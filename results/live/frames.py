"""The text of every message that goes down a socket. Owns the form that the page's script reads.

A content frame lifts a page from any number at or above `since` to `seq`; a snapshot lifts it from
anywhere. A beat carries no content: it says how far the desk is, and which number this topic's last
content had, so that a page knows by itself whether it missed something. Times are by the newsroom's
clock, as on a page that is fetched: scripts print them as they stand.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime


@dataclass(frozen=True, slots=True)
class Frame:
    """One message, encoded once for all sockets."""

    seq: int
    text: str


def content_frame(*, seq: int, since: int, as_at: datetime | None, content: str) -> Frame:
    """Fragments that changed between two numbers."""
    return _frame({"seq": seq, "since": since, "as_at": _time(as_at), "content": content}, seq)


def snapshot_frame(*, seq: int, as_at: datetime | None, content: str) -> Frame:
    """Every fragment of a page, whatever it showed before."""
    message = {"seq": seq, "since": 0, "snapshot": True, "as_at": _time(as_at), "content": content}
    return _frame(message, seq)


def beat_frame(*, seq: int, since: int, as_at: datetime | None, now: datetime) -> Frame:
    """A sign of life: the desk was looked at `now` and stands at `seq`."""
    message = {"beat": True, "seq": seq, "since": since, "as_at": _time(as_at), "now": _time(now)}
    return _frame(message, seq)


def _frame(message: Mapping[str, object], seq: int) -> Frame:
    return Frame(seq=seq, text=json.dumps(message, ensure_ascii=False, separators=(",", ":")))


def _time(value: datetime | None) -> str | None:
    return localtime(value).isoformat(timespec="seconds") if value else None
