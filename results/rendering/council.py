"""One council's own board as HTML: the page, and the fragments that keep it true.

Owns how a council's card is drawn. Refuses the clock, the viewer and the number of the snapshot inside
a fragment. A ward's row stands for itself; style sheets, not the order of the rows, part the wards that
are in from those to come and those called off, so that a declaration replaces one row and moves no other
in the page.
"""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from results.boards.cards import ContestState, OutcomeCard, PartyBadge
from results.boards.council_cards import CouncilCard, CouncilRow, CouncilState, WardLine
from results.boards.states import SINGLE_SOURCE, vouched
from results.rendering import council_words, ids, words
from results.rendering.awaited import awaited, is_called_off
from results.rendering.council_words import NO_CONTROL
from results.rendering.screen import Outline, outline, screen
from results.rendering.seatbar import SeatBar, seat_bar
from results.rendering.tally import direction

KINDS = {
    ContestState.COUNTING: "counting",
    ContestState.RECOUNT: "counting",
    ContestState.WITHDRAWN: "withdrawn",
    ContestState.WINNER_ONLY: "to-follow",
    ContestState.UNCONTESTED: "no-poll",
}


@dataclass(frozen=True, slots=True)
class StateView:
    """The top of the board: the outcome or how far it is, why, the bar, and where the seats are from."""

    id: str
    kind: str
    party: PartyBadge | None
    at: str
    headline: str
    clinched: bool
    statement: str
    seats_in: str
    bar: SeatBar
    before: PartyBadge | None
    before_words: str
    source: str
    is_marked: bool
    say: str


@dataclass(frozen=True, slots=True)
class PartyLine:
    """A party's row: seats won and not up, changes on both baselines, what it still needs."""

    party: PartyBadge
    seats: str
    won: str
    not_up: str
    last_fought: str
    last_fought_way: str
    eve_of_poll: str
    eve_of_poll_way: str
    needs: str


@dataclass(frozen=True, slots=True)
class PartiesView:
    """The rows, and under them what makes them up to the council's total. `some_not_up`: has that column.

    `called_off` is empty where every poll is held; `pending` says why there are no changes.
    """

    id: str
    lines: tuple[PartyLine, ...]
    some_not_up: bool
    to_come: str
    called_off: str
    vacant: str
    total: str
    last_fought: str
    eve_of_poll: str
    pending: str


@dataclass(frozen=True, slots=True)
class WardView:
    """A ward's row: what it returned, or in which state it is. `kind` is in, to-come or off, and how.

    `corrected` says what was put right, empty where nothing was.
    """

    id: str
    href: str
    kind: str
    at: str
    clock: str
    name: str
    seats: str
    party: PartyBadge | None
    told: str
    corrected: str


@dataclass(frozen=True, slots=True)
class WardsHead:
    """The head over one kind of wards; `number` is 0 where there are none."""

    id: str
    kind: str
    words: str
    number: int


def fragments(card: CouncilCard) -> str:
    """Every part of the page that `card` carries, each a whole element with its id, one after another."""
    return render_to_string("council/fragments.html", _parts(card))


def page_context(card: CouncilCard) -> dict[str, Any]:
    """What council.html is drawn from; `card` must carry all its wards.

    A view adds `socket`, and may add `theme` (dark or light).
    """
    boards = [
        (region.name, reverse("board", args=[card.election.slug, region.code])) for region in card.regions
    ]
    return {**_parts(card), **screen(card.election), "card": card, "title": card.state.name, "boards": boards}


def _parts(card: CouncilCard) -> dict[str, Any]:
    return {
        "state": state_view(card.state),
        "parties": parties_view(card.state),
        "heads": _heads(card.state),
        "wards": tuple(ward_view(line, card.election.slug) for line in card.wards),
        "outline": _outline(card),
    }


def _outline(card: CouncilCard) -> Outline | None:
    """None for a card that carries only some of its wards."""
    if len(card.wards) < card.state.wards + card.state.wards_called_off:
        return None
    wards = tuple(ward.contest for ward in card.wards)
    return outline(card.election, card.state.name, card.regions, wards)


def state_view(state: CouncilState) -> StateView:
    """The outcome of a council, or how far it is."""
    headline, statement = council_words.headline(state), council_words.statement(state)
    return StateView(
        id=ids.COUNCIL_STATE,
        kind="certain" if state.phrase else "open",
        party=NO_CONTROL if state.no_control else state.holder,
        at=words.stamp(state.newest_at) if state.newest_at else "",
        headline=headline,
        clinched=state.clinched,
        statement=statement,
        seats_in=f"{words.number(state.declared)} of {words.number(state.fillable)}",
        bar=seat_bar(state),
        before=state.before,
        before_words=state.before_words,
        source=council_words.source(state),
        is_marked=bool(council_words.source_mark(state) or state.single_wards or state.withdrawn),
        say=_say(state, f"{state.name}: {headline}. {statement}"),
    )


def _say(state: CouncilState, told: str) -> str:
    if not state.declared:
        return ""
    return f"{told} {SINGLE_SOURCE.capitalize()}." if state.single_source else told


def parties_view(state: CouncilState) -> PartiesView:
    """The parties in the order of the card, and what is left of the total."""
    return PartiesView(
        id=ids.COUNCIL_PARTIES,
        lines=tuple(_party_line(row) for row in state.rows),
        some_not_up=state.not_up > 0,
        to_come=words.number(state.to_come),
        called_off=words.number(state.called_off) if state.called_off else "",
        vacant=words.number(state.vacant),
        total=words.number(state.total),
        last_fought=council_words.LAST_FOUGHT,
        eve_of_poll=council_words.EVE_OF_POLL,
        pending=council_words.pending(state),
    )


def _party_line(row: CouncilRow) -> PartyLine:
    return PartyLine(
        party=row.party,
        seats=words.number(row.seats),
        won=words.number(row.won),
        not_up=words.number(row.not_up),
        last_fought=council_words.net(row.net_last_fought),
        last_fought_way=direction(row.net_last_fought or 0),
        eve_of_poll=council_words.net(row.net_eve_of_poll),
        eve_of_poll_way=direction(row.net_eve_of_poll or 0),
        needs=row.needs,
    )


def _heads(state: CouncilState) -> tuple[WardsHead, ...]:
    declared, to_come = state.wards_declared, state.wards - state.wards_declared
    off = state.wards_called_off
    return (
        WardsHead(ids.WARDS_DECLARED, "in", f"{declared} of {state.wards} wards declared", declared),
        WardsHead(ids.WARDS_TO_COME, "to-come", f"{to_come} to come", to_come),
        WardsHead(ids.WARDS_CALLED_OFF, "off", f"{off} called off, not among the wards to come", off),
    )


def ward_view(line: WardLine, slug: str) -> WardView:
    """The row of one ward of an election's council."""
    outcome = line.outcome
    return WardView(
        id=ids.ward(line.contest),
        href=reverse("contest", args=[slug, line.code]),
        kind=_kind(line),
        at=words.stamp(outcome.declared_at) if outcome else "",
        clock=_clock(line),
        name=line.name,
        seats="1 seat" if line.seats == 1 else f"{line.seats} seats",
        party=outcome.party if outcome else None,
        told=_returned(line, outcome) if outcome else awaited(line),
        corrected=words.put_right(outcome.declared_at, outcome.was) if outcome and outcome.corrected else "",
    )


def _kind(line: WardLine) -> str:
    if line.outcome:
        return "in" if line.outcome.figures else f"in {KINDS[line.state]}"
    if is_called_off(line):
        return "off"
    return f"to-come {KINDS[line.state]}" if line.state in KINDS else "to-come"


def _clock(line: WardLine) -> str:
    if is_called_off(line):
        return words.NONE
    at = line.outcome.declared_at if line.outcome else line.expected_at
    return words.clock(at) if at else words.NONE


def _returned(line: WardLine, outcome: OutcomeCard) -> str:
    """What a ward of several seats returned, or who won the only one."""
    if line.seats == 1 or not line.returned:
        return words.sentence(outcome)
    unopposed = [words.UNOPPOSED] if line.state is ContestState.UNCONTESTED else []
    by_lot = ["last seat by lot"] if outcome.by_lot else []
    return ", ".join([line.returned, *unopposed, *by_lot, *vouched(outcome)])
