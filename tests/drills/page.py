"""A page's own rule for what comes down its socket, as `static/desk/line.js` has it, without a browser.

Owns the page's number, when it last heard anything, and the newest of each fragment. Refuses to open sockets.
"""

import json
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from html.parser import HTMLParser
from time import monotonic
from typing import Any

SILENCE_S = 10.0
# Of no use to a page's tree: HTML that has no end of its own.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Then(Enum):
    """What a page does about a frame."""

    NOTHING = auto()
    IN_STEP = auto()
    ASK_AGAIN = auto()


@dataclass
class Page:
    """One open page, at number `seq`. `now` is the desk's clock as it was last told; times are monotonic."""

    seq: int
    now: str = ""
    drawn: dict[str, str] = field(default_factory=dict)
    applied: list[int] = field(default_factory=list)
    drawn_at: float = 0.0
    heard_at: float = field(default_factory=monotonic)
    beats: list[float] = field(default_factory=list)
    silences: list[tuple[float, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def hears(self, text: str) -> Then:
        """Take a frame, and say what the page does now."""
        frame = read(text)
        if frame.get("beat"):
            return self._beat(frame)
        if not isinstance(frame.get("content"), str):
            return Then.NOTHING
        if not frame.get("snapshot") and frame["since"] > self.seq:
            return Then.ASK_AGAIN
        if not frame.get("snapshot") and frame["seq"] <= self.seq:
            return Then.NOTHING
        return self._apply(frame)

    @property
    def has_heard(self) -> bool:
        """Whether anything came yet."""
        return bool(self.beats or self.applied)

    def is_amber(self, at: float) -> bool:
        """Whether its lamp is amber then, if nothing comes before."""
        return at - self.heard_at >= SILENCE_S

    def _beat(self, frame: dict[str, Any]) -> Then:
        if frame["since"] > self.seq:
            return Then.ASK_AGAIN
        self._heard()
        self.beats.append(self.heard_at)
        self.now = frame["now"]
        self.seq = max(self.seq, frame["seq"])
        return Then.IN_STEP

    def _apply(self, frame: dict[str, Any]) -> Then:
        fragments = fragments_of(frame["content"])
        if any(self.drawn.get(name) != fragment for name, fragment in fragments.items()):
            self.drawn_at = monotonic()
        self.drawn |= fragments
        self.seq = frame["seq"]
        self.applied.append(self.seq)
        self._heard()
        return Then.IN_STEP

    def _heard(self) -> None:
        now = monotonic()
        if self.is_amber(now):
            self.silences.append((self.heard_at, now))
        self.heard_at = now


@lru_cache(maxsize=512)
def read(text: str) -> dict[str, Any]:
    """A frame. All boards of a topic are sent the same text, which is read once; not to be changed."""
    return json.loads(text)


@lru_cache(maxsize=512)
def fragments_of(content: str) -> dict[str, str]:
    """The elements at the top of a frame's content, each by its id."""
    return _TopLevel(content).found


class _TopLevel(HTMLParser):
    def __init__(self, content: str) -> None:
        super().__init__(convert_charrefs=False)
        self.found: dict[str, str] = {}
        self._lines = [0]
        for line in content.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self._content = content
        self._open: list[str] = []
        self._name = ""
        self._start = 0
        self.feed(content)
        self.close()
        assert not self._open, f"not closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._open:
            self._name, self._start = dict(attrs).get("id") or "", self._at()
            assert self._name, f"a fragment without an id: {self.get_starttag_text()}"
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # As in <path/>: it opens nothing.
        assert self._open, f"a fragment that is no element to swap: {tag}"

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop() != tag:
            pass
        if not self._open:
            end = self._content.index(">", self._at()) + 1
            self.found[self._name] = self._content[self._start : end]

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
