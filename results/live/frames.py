"""Every message that goes down a socket: its text, and its bytes on the wire, made once for all sockets.

Owns the form that the page's script reads. A content frame lifts a page from any number at or above `since`
to `seq`; a snapshot lifts it from anywhere. A beat carries no content: it says how far the desk is, and which
number this topic's last content had, so that a page knows by itself whether it missed something. Times are by
the newsroom's clock, as on a page that is fetched: scripts print them as they stand.
"""

import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.timezone import localtime

# Each message is compressed by itself, so that the same bytes are right for every socket. A window of
# 2**WINDOW_BITS bytes is all a page has to keep for it.
WINDOW_BITS = 12
WORTH_COMPRESSING = 256
# RFC 6455, 5.2: one final text frame from the server, which masks nothing.
TEXT, COMPRESSED_TEXT = 0x81, 0xC1
# RFC 7692, 7.2.1: a sync flush ends in these, and they are left out.
FLUSHED = b"\x00\x00\xff\xff"


@dataclass(frozen=True)
class Frame:
    """One message, encoded once for all sockets."""

    seq: int
    text: str

    @cached_property
    def wire(self) -> bytes:
        """The websocket frame (RFC 6455) for a socket that takes nothing compressed."""
        return _framed(TEXT, self.text.encode())

    @cached_property
    def deflated(self) -> bytes:
        """The websocket frame for a socket that agreed to permessage-deflate (RFC 7692)."""
        text = self.text.encode()
        if len(text) < WORTH_COMPRESSING:
            return self.wire
        squeezing = zlib.compressobj(wbits=-WINDOW_BITS)
        squeezed = squeezing.compress(text) + squeezing.flush(zlib.Z_SYNC_FLUSH)
        return _framed(COMPRESSED_TEXT, squeezed.removesuffix(FLUSHED))

    def encoded(self) -> "Frame":
        """The same, with its bytes made by now: for a thread that nobody's frames wait for."""
        _ = self.wire, self.deflated
        return self


@dataclass(frozen=True, slots=True)
class Anew:
    """What live pages are drawn with now; the mark of the last order to load them anew, and over how long."""

    version: str
    mark: int
    over_s: int


def content_frame(*, seq: int, since: int, as_at: datetime | None, content: str) -> Frame:
    """Fragments that changed between two numbers."""
    return _frame({"seq": seq, "since": since, "as_at": _time(as_at), "content": content}, seq)


def snapshot_frame(*, seq: int, as_at: datetime | None, content: str) -> Frame:
    """Every fragment of a page, whatever it showed before."""
    message = {"seq": seq, "since": 0, "snapshot": True, "as_at": _time(as_at), "content": content}
    return _frame(message, seq)


def beat_frame(
    *, seq: int, since: int, as_at: datetime | None, now: datetime, anew: Anew | None = None
) -> Frame:
    """A sign of life: the desk was looked at `now` and stands at `seq`.

    `anew`: by what a page tells that it is to load itself anew.
    """
    message: dict[str, object] = {"beat": True, "seq": seq, "since": since}
    message |= {"as_at": _time(as_at), "now": _time(now)}
    if anew is not None:
        message["version"] = anew.version
        if anew.mark:
            message["reload"] = {"mark": anew.mark, "over": anew.over_s}
    return _frame(message, seq)


def _frame(message: Mapping[str, object], seq: int) -> Frame:
    return Frame(seq=seq, text=json.dumps(message, ensure_ascii=False, separators=(",", ":")))


def _framed(opening: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes((opening, size)) + payload
    if size < 1 << 16:
        return struct.pack("!BBH", opening, 126, size) + payload
    return struct.pack("!BBQ", opening, 127, size) + payload


def _time(value: datetime | None) -> str | None:
    return localtime(value).isoformat(timespec="seconds") if value else None
