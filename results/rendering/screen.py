"""What every live page carries around its fragments: the election, the number, the time.

Owns the frame of a live page. Nothing of it is ever inside a fragment: a number or a time that moves
with other regions' declarations would make a pushed page differ from a fetched one.
"""

from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

from results.boards.cards import ElectionHead
from results.rendering import ids, words
from results.rendering.version import PAGES


@dataclass(frozen=True, slots=True)
class Outline:
    """A mark of what a page has around its fragments: where the mark changes, the page is fetched again."""

    id: str
    mark: str


def outline(election: ElectionHead, *more: object) -> Outline:
    """The mark of the election's name and state, and of `more`: what else stands outside the fragments."""
    around = (election.name, election.baseline, election.closed, election.rehearsal, *more)
    return Outline(ids.OUTLINE, blake2s(repr(around).encode(), digest_size=8).hexdigest())


def screen(election: ElectionHead) -> dict[str, Any]:
    """The context of the frame; the socket's address is the view's to add."""
    return {
        "election": election,
        "seq": election.seq,
        "as_at": words.stamp(election.as_at) if election.as_at else "",
        "ids": ids,
        # By these a page tells that it is to load itself anew.
        "version": PAGES,
        "reload_mark": election.reload_mark,
    }
