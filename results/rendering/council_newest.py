"""What came in last on a region's board of councils, as lines in fixed slots."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from results.boards.cards import Happened, PartyBadge
from results.boards.council_cards import CouncilBoard, CouncilNewest
from results.boards.states import SINGLE_SOURCE
from results.rendering import ids, words
from results.rendering.council_words import NO_CONTROL

SLOTS = 6


@dataclass(frozen=True, slots=True)
class NewestLine:
    """A line of what came in last; `say` is the line as it is read aloud.

    `words` begin with what was put right; `notes` stand beside the name: single source. Without a `party`
    it is a state, a withdrawal, or a total that leaves control open.
    """

    id: str
    href: str
    at: str
    clock: str
    name: str
    party: PartyBadge | None
    words: str
    notes: tuple[str, ...]
    say: str


@dataclass(frozen=True, slots=True)
class ListView:
    """A part that is a list; `empty` are the slots left over, so that it is always as long."""

    id: str
    lines: tuple[Any, ...]
    empty: range = range(0)


def newest_view(board: CouncilBoard) -> ListView:
    lines = tuple(newest_line(row, board.election.slug) for row in board.newest[:SLOTS])
    return ListView(ids.COUNCILS_NEWEST, lines, range(SLOTS - len(lines)))


def newest_line(row: CouncilNewest, slug: str) -> NewestLine:
    """One of the newest, as a line."""
    told = _happened(row)
    alone = (SINGLE_SOURCE,) if row.single_source else ()
    return NewestLine(
        id=ids.newest_key(row.key),
        href=reverse(row.href_kind, args=[slug, row.code]),
        at=words.stamp(row.at),
        clock=words.clock(row.at),
        name=row.name,
        party=NO_CONTROL if row.no_control else row.party,
        words=". ".join(filter(None, (told, row.words))),
        notes=alone,
        say=f"{row.name}: {', '.join(filter(None, (row.words, *alone, told)))}",
    )


def _happened(row: CouncilNewest) -> str:
    if row.happened is Happened.WITHDRAWN:
        return words.withdrawn(row.at, row.was)
    if row.happened is not Happened.CORRECTED:
        return ""
    # Of a total that the wards have overtaken it is not told what it put right.
    return words.put_right(row.at, row.was) if row.was else f"corrected {words.clock(row.at)}"
