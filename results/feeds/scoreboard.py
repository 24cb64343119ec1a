"""The regional scoreboard for machines. Owns the names of its JSON, which outside readers rely on."""

from decimal import Decimal

from results.boards.cards import Scoreboard, TallyRow
from results.psephology.percent import printed


def scoreboard_json(board: Scoreboard) -> dict[str, object]:
    """A board as plain numbers and text; percentages to two places, `change_pts` None where unknown."""
    election, totals = board.election, board.totals
    return {
        "election": election.slug,
        "region": board.region.code,
        "seq": election.seq,
        "as_at": election.as_at.isoformat() if election.as_at else None,
        "baseline": election.baseline,
        "declared": totals.declared,
        "total": totals.total,
        "electorate": totals.electorate,
        "valid": totals.valid,
        "rejected": totals.rejected,
        "turnout_valid_pct": _number(totals.turnout_valid_pct),
        "rows": [_row(row) for row in board.rows],
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


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(printed(value, places=2))
