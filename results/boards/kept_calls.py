"""The calls of held contests as they were when they were held: what a producer fixes later stays off air.

Owns which calls changed beneath a hold, and how a card for air tells them as they were. Refuses figures: a
revision's own never change, and which revision counts is `counting`'s to say.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from results.boards.cards import Newest, OutcomeCard, Scoreboard, TallyRow, Tile
from results.boards.contest_cards import ContestCard
from results.boards.council_cards import CouncilBoard, CouncilCard, CouncilNewest, MayorLine, WardLine
from results.boards.counting import holding
from results.boards.outcomes import outcome_card
from results.models import Declaration, Hold, Outcome, Party, PartyOutcome

SAID = ("word", "label", "overridden", "previous_party_id")
Line = TypeVar("Line", Tile, Newest, WardLine, MayorLine)


@dataclass(frozen=True, slots=True)
class KeptCall:
    """A held contest's call as it was. `gains` and `losses` are by party code: then, less now."""

    outcome: OutcomeCard
    gains: Counter[str]
    losses: Counter[str]


Calls = Mapping[int, KeptCall]


def kept_calls(**contests: int) -> Calls:
    """The calls that changed since they were held, by contest. `contests` are conditions on these.

    One query; two more where a call changed.
    """
    named = {f"contest__{name}": value for name, value in contests.items()}
    outcome = "counts__outcome"
    rows = (
        holding()
        .filter(call__isnull=False, **named)
        .select_related(
            "counts__contest__election",
            f"{outcome}__winner",
            f"{outcome}__party",
            f"{outcome}__previous_party",
        )
    )
    changed = {row.contest_id or 0: row for row in rows if _changed(row)}
    return _read(changed) if changed else {}


def scoreboard_as_kept(board: Scoreboard, calls: Calls) -> Scoreboard:
    """A region's board with the calls as they were, in every place in which they count."""
    if not calls:
        return board
    return replace(
        board,
        rows=tuple(_row(row, calls) for row in board.rows),
        tiles=_lines(board.tiles, calls),
        newest=_lines(board.newest, calls),
    )


def contest_as_kept(card: ContestCard, calls: Calls) -> ContestCard:
    """A contest's card with its call as it was."""
    if card.figures is None or card.id not in calls:
        return card
    return replace(card, figures=replace(card.figures, outcome=calls[card.id].outcome))


def council_board_as_kept(board: CouncilBoard, calls: Calls) -> CouncilBoard:
    """A region's board of councils: its mayors, and the lines of what came in last."""
    if not calls:
        return board
    newest = tuple(_council_line(line, calls) for line in board.newest)
    return replace(board, mayors=_lines(board.mayors, calls), newest=newest)


def council_as_kept(card: CouncilCard, calls: Calls) -> CouncilCard:
    """A council's card: its wards."""
    return replace(card, wards=_lines(card.wards, calls)) if calls else card


def _changed(row: Hold) -> bool:
    now, then = _outcome(row), _then(row)
    said = {name: getattr(now, name) for name in SAID}
    return said != {"previous_party_id": then["previous_party"], **{name: then[name] for name in SAID[:3]}}


def _read(rows: Mapping[int, Hold]) -> Calls:
    elections = {_outcome(row).declaration.contest.election_id for row in rows.values()}
    parties = Party.objects.filter(election__in=elections)
    by_id = {party.pk: party for party in parties}
    moved = PartyOutcome.objects.filter(outcome__in=[_outcome(row).pk for row in rows.values()])
    now = list(moved.values_list("outcome", "party", "gains", "losses"))
    return {contest: _call(row, by_id, now) for contest, row in rows.items()}


def _call(row: Hold, parties: Mapping[int, Party], now: Iterable[tuple[int, int, int, int]]) -> KeptCall:
    outcome, then = _outcome(row), _then(row)
    gains, losses = Counter[str](), Counter[str]()
    for party, (gained, lost) in then["moves"].items():
        gains[parties[int(party)].code] += gained
        losses[parties[int(party)].code] += lost
    for of, party, gained, lost in now:
        if of == outcome.pk:
            gains[parties[party].code] -= gained
            losses[parties[party].code] -= lost
    outcome.word, outcome.label, outcome.overridden = (then[name] for name in SAID[:3])
    outcome.previous_party = parties.get(then["previous_party"])
    return KeptCall(outcome=outcome_card(outcome), gains=gains, losses=losses)


def _then(row: Hold) -> dict[str, Any]:
    return dict(row.call or {})


def _outcome(row: Hold) -> Outcome:
    # A call is kept of a revision that counts, and of no other.
    return cast(Declaration, row.counts).outcome


def _row(row: TallyRow, calls: Calls) -> TallyRow:
    gains = row.gains + sum(call.gains[row.party.code] for call in calls.values())
    losses = row.losses + sum(call.losses[row.party.code] for call in calls.values())
    return replace(row, gains=gains, losses=losses, net=gains - losses)


def _lines(lines: tuple[Line, ...], calls: Calls) -> tuple[Line, ...]:
    return tuple(
        replace(line, outcome=calls[line.contest].outcome) if line.outcome and line.contest in calls else line
        for line in lines
    )


def _council_line(line: CouncilNewest, calls: Calls) -> CouncilNewest:
    kind, _, number = line.key.partition("-")
    call = calls.get(int(number)) if kind == "contest" and line.party else None
    return replace(line, words=call.outcome.phrase, party=call.outcome.party) if call else line
