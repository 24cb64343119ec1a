"""A region's councils and mayors as HTML: the page, and the fragments that keep it true.

Owns how a councils' board is drawn. Refuses the clock, the viewer and the number of the snapshot inside
a fragment. A council's card stands for itself: it is drawn alike whichever others are drawn beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from results.boards.cards import PartyBadge
from results.boards.council_cards import (
    ControlCount,
    CouncilBoard,
    CouncilRow,
    CouncilState,
    PartySeats,
)
from results.boards.states import SINGLE_SOURCE
from results.rendering import council_words, ids, words
from results.rendering.council_newest import ListView, newest_view
from results.rendering.council_words import NO_CONTROL
from results.rendering.mayors import mayor_view
from results.rendering.screen import Outline, outline, screen
from results.rendering.seatbar import SeatBar, seat_bar
from results.rendering.tally import SHOWN, direction

CHIPS = 5
FEW = 6
MANY = 12
# What a badge's edges, and the mark of a clinched council, take of a card's line, in letters.
BADGE, CLINCHED = 3, 10


@dataclass(frozen=True, slots=True)
class CountView:
    """How far the region's councils are: those with nothing to come, and the seats.

    `called_off` says the councils, and `seats_off` the seats, that are none of the total.
    """

    id: str
    declared: int
    total: int
    called_off: str
    seats: str
    seats_up: str
    seats_off: str
    begun: bool
    polls_close: str


@dataclass(frozen=True, slots=True)
class ControlLine:
    """How many councils one party holds, or nobody (the grey badge of no overall control)."""

    party: PartyBadge
    councils: str
    net: str
    direction: str
    nobody: bool


@dataclass(frozen=True, slots=True)
class SeatsLine:
    """A party's seats won over the region, with its changes on both baselines; gains and losses are
    against the eve of poll."""

    party: PartyBadge
    seats: str
    gains: str
    losses: str
    last_fought: str
    last_fought_way: str
    eve_of_poll: str
    eve_of_poll_way: str


@dataclass(frozen=True, slots=True)
class CouncilView:
    """A council's card. `kind` is its class: waiting, counting, certain or complete; `letters` is the
    length of the line that tells what happened, which a wall fits by its size. `alone` is said where one
    person vouches for it, `marks` of wards alike, and of seats whose poll was called off."""

    id: str
    href: str
    kind: str
    at: str
    name: str
    inside: str
    inside_short: str
    letters: int
    party: PartyBadge | None
    told: str
    clinched: bool
    alone: str
    source: str
    marks: tuple[str, ...]
    bar: SeatBar
    rows: tuple[CouncilRow, ...]


def fragments(board: CouncilBoard) -> str:
    """Every part of the board that `board` carries, each a whole element with its id, one after another."""
    return render_to_string("councils/fragments.html", _parts(board))


def page_context(board: CouncilBoard) -> dict[str, Any]:
    """What council_board.html is drawn from; `board` must carry all its councils.

    A view adds `socket`, and may add `wall` (no chrome, dark) and `theme` (dark or light).
    """
    return {
        **_parts(board),
        **screen(board.election),
        "region": board.region,
        "columns": _columns(len(board.councils)),
        "room": _room(len(board.councils)),
    }


def _columns(councils: int) -> int:
    return 1 if councils <= 2 else 2 if councils <= FEW else 3 if councils <= 15 else 4


def _room(councils: int) -> str:
    return "few" if councils <= FEW else "many" if councils > MANY else ""


def _parts(board: CouncilBoard) -> dict[str, Any]:
    slug = board.election.slug
    return {
        "count": count_view(board),
        "controls": ListView(ids.CONTROLS, tuple(_control_line(row) for row in board.controls)),
        "seats": ListView(ids.COUNCIL_SEATS, tuple(_seats_line(row) for row in _shown(board.rows))),
        "councils": tuple(council_view(state, slug) for state in board.councils),
        "mayors": ListView(ids.MAYORS, tuple(mayor_view(line, slug) for line in board.mayors)),
        "newest": newest_view(board),
        "outline": _outline(board),
        "last_fought": council_words.LAST_FOUGHT,
        "eve_of_poll": council_words.EVE_OF_POLL,
    }


def _outline(board: CouncilBoard) -> Outline | None:
    """None for a board that carries only some of its councils."""
    if len(board.councils) < board.total + board.called_off:
        return None
    return outline(board.election, board.region, tuple(state.id for state in board.councils))


def count_view(board: CouncilBoard) -> CountView:
    """Councils declared of all, and seats."""
    return CountView(
        id=ids.COUNCILS_COUNT,
        declared=board.declared,
        total=board.total,
        called_off=f"{words.number(board.called_off)} called off" if board.called_off else "",
        seats=words.number(board.seats_declared),
        seats_up=words.number(board.seats_up),
        seats_off=f"{words.number(board.seats_called_off)} called off" if board.seats_called_off else "",
        begun=board.seats_declared > 0,
        polls_close=words.clock(board.election.polls_close),
    )


def _control_line(row: ControlCount) -> ControlLine:
    return ControlLine(
        party=row.party or NO_CONTROL,
        councils=words.number(row.councils),
        net=words.signed(row.net),
        direction=direction(row.net),
        nobody=row.party is None,
    )


def _shown(rows: Sequence[PartySeats]) -> list[PartySeats]:
    """The first rows, and of the others those that hold or changed anything."""
    return [row for place, row in enumerate(rows) if place < SHOWN or _counts(row)]


def _counts(row: PartySeats) -> bool:
    return any((row.seats, row.gains, row.losses, row.net_last_fought, row.net_eve_of_poll))


def _seats_line(row: PartySeats) -> SeatsLine:
    return SeatsLine(
        party=row.party,
        seats=words.number(row.seats),
        gains=words.signed(row.gains),
        losses=words.signed(-row.losses),
        last_fought=words.signed(row.net_last_fought),
        last_fought_way=direction(row.net_last_fought),
        eve_of_poll=words.signed(row.net_eve_of_poll),
        eve_of_poll_way=direction(row.net_eve_of_poll),
    )


def council_view(state: CouncilState, slug: str) -> CouncilView:
    """The card of one council."""
    party = NO_CONTROL if state.no_control else state.holder
    told = _beside(party, state.phrase) if state.phrase else _open(state)
    return CouncilView(
        id=ids.council(state.id),
        href=reverse("council", args=[slug, state.code]),
        kind=_kind(state),
        at=words.stamp(state.newest_at) if state.newest_at else "",
        name=state.name,
        inside=council_words.inside(state),
        inside_short=council_words.inside_short(state),
        letters=_letters(party, told, state),
        party=party,
        told=told,
        clinched=state.clinched,
        alone=SINGLE_SOURCE if state.single_source else "",
        source=council_words.source_mark(state),
        marks=council_words.marks(state),
        bar=seat_bar(state),
        rows=tuple(row for row in state.rows if row.seats)[:CHIPS],
    )


def _beside(party: PartyBadge | None, phrase: str) -> str:
    """The phrase as it reads after the party's badge: "gain from NOC" after "Lab"."""
    return phrase.removeprefix(f"{party.abbr} ") if party else phrase


def _letters(party: PartyBadge | None, told: str, state: CouncilState) -> int:
    badge = len(party.abbr) + BADGE if party else 0
    alone = len(SINGLE_SOURCE) + BADGE if state.single_source else 0
    return badge + len(told) + alone + (CLINCHED if state.clinched else 0)


def _kind(state: CouncilState) -> str:
    if state.complete:
        return "complete"
    if state.phrase:
        return "certain"
    return "counting" if state.declared else "waiting"


def _open(state: CouncilState) -> str:
    if state.stopped:
        return f"No poll tonight. Before: {council_words.before(state)}"
    if not state.declared:
        return f"Nothing in. Before: {council_words.before(state)}"
    told = [council_words.needs(row) for row in state.rows if row.needs.startswith("needs")]
    return told[0] if told else f"{state.needed} needed for control"
