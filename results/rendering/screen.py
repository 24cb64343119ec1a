"""What every live page carries around its fragments: the election, the number, the time.

Owns the frame of a live page. Nothing of it is ever inside a fragment: a number or a time that moves
with other regions' declarations would make a pushed page differ from a fetched one.
"""

from typing import Any

from results.boards.cards import ElectionHead
from results.rendering import ids, words


def screen(election: ElectionHead) -> dict[str, Any]:
    """The context of the frame; the socket's address is the view's to add."""
    return {
        "election": election,
        "seq": election.seq,
        "as_at": words.stamp(election.as_at) if election.as_at else "",
        "ids": ids,
    }
