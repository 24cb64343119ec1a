"""The regional scoreboard for machines. Owns the names of its JSON, which outside readers rely on."""

from decimal import Decimal

from results.boards.cards import (
    ContestState,
    ElectionHead,
    OutcomeCard,
    RegionHead,
    Scoreboard,
    TallyRow,
    Tile,
    Totals,
)
from results.boards.council_cards import CouncilBoard, CouncilState, MayorLine, PartySeats
from results.psephology.percent import printed


def scoreboard_json(board: Scoreboard) -> dict[str, object]:
    """A board as plain numbers and text; percentages to two places, `change_pts` None where unknown."""
    return {
        **_head(board.election, board.region),
        **_totals(board.totals),
        "rows": [_row(row) for row in board.rows],
        "contests": [_contest(tile) for tile in board.tiles],
    }


def councils_json(board: CouncilBoard) -> dict[str, object]:
    """A board of councils: the same names, and `councils`; `declared` counts councils that are all in.

    Gains and losses are against the eve of poll; votes are of each party's best candidate in a ward.
    """
    totals = _totals(board.totals) if board.totals else {}
    return {
        **_head(board.election, board.region),
        **totals,
        "declared": board.declared,
        "total": board.total,
        "rows": [_seats(row) for row in board.rows],
        "councils": [_council(state) for state in board.councils],
        "mayors": [_contest(line) for line in board.mayors],
    }


def _head(election: ElectionHead, region: RegionHead) -> dict[str, object]:
    return {
        "election": election.slug,
        "region": region.code,
        "seq": election.seq,
        "as_at": election.as_at.isoformat() if election.as_at else None,
        "baseline": election.baseline,
        "rehearsal": election.rehearsal,
    }


def _totals(totals: Totals) -> dict[str, object]:
    return {
        "declared": totals.declared,
        "total": totals.total,
        "called_off": totals.called_off,
        "electorate": totals.electorate,
        "valid": totals.valid,
        "rejected": totals.rejected,
        "turnout_valid_pct": _number(totals.turnout_valid_pct),
    }


def _contest(line: Tile | MayorLine) -> dict[str, object]:
    return {
        "code": line.code,
        "name": line.name,
        "state": line.state.value,
        "recounts": line.recounts if line.state is ContestState.RECOUNT else 0,
        "outcome": _outcome(line.outcome) if line.outcome else None,
    }


def _outcome(outcome: OutcomeCard) -> dict[str, object]:
    return {
        "party": outcome.party.code,
        "label": outcome.party.abbr,
        "winner": outcome.winner,
        "phrase": outcome.phrase,
        "majority": outcome.majority if outcome.figures else None,
        "by_lot": outcome.by_lot,
        "declared_at": outcome.declared_at.isoformat(),
        "figures_to_follow": outcome.state is ContestState.WINNER_ONLY,
        "single_source": outcome.single_source,
        "was": outcome.was,
        "call_fixed": outcome.overridden,
    }


def _row(row: TallyRow) -> dict[str, object]:
    return {
        "party": row.party.code,
        "name": row.party.name,
        "colour": row.party.colour,
        "seats": row.seats,
        "gains": row.gains,
        "losses": row.losses,
        "net": row.net,
        "votes": row.votes,
        "share_pct": _number(row.share_pct),
        "change_pts": _number(row.change_pts),
    }


def _seats(row: PartySeats) -> dict[str, object]:
    return {
        "party": row.party.code,
        "name": row.party.name,
        "colour": row.party.colour,
        "seats": row.seats,
        "gains": row.gains,
        "losses": row.losses,
        "net": row.gains - row.losses,
        "votes": row.votes,
        "share_pct": _number(row.share_pct),
        "change_pts": None,
    }


def _council(state: CouncilState) -> dict[str, object]:
    return {
        "code": state.code,
        "name": state.name,
        "control": "NOC" if state.no_control else state.holder.code if state.holder else None,
        "outcome": state.phrase,
        "clinched": state.clinched,
        "needed": state.needed,
        "declared": state.declared,
        "total": state.total,
        "countermanded": state.countermanded,
        "deferred": state.deferred,
        "single_source": state.single_source,
        "single_source_wards": state.single_wards,
        "was": state.was,
        "rows": [
            {
                "party": row.party.code,
                "name": row.party.name,
                "colour": row.party.colour,
                "seats": row.seats,
                "net_last_fought": row.net_last_fought,
                "net_eve_of_poll": row.net_eve_of_poll,
            }
            for row in state.rows
        ],
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(printed(value, places=2))
