"""The regional scoreboard for a terminal: what the board says, in columns."""

from collections.abc import Iterator

from django.utils.timezone import localtime

from results.boards.cards import Scoreboard, TallyRow
from results.psephology.percent import printed

HEADER = f"{'':<22}{'seats':>6}{'gain':>6}{'loss':>6}{'net':>6}{'votes':>12}{'share':>8}{'change':>8}"


def scoreboard_text(board: Scoreboard) -> str:
    """A board as lines of text."""
    return "\n".join(_lines(board))


def _lines(board: Scoreboard) -> Iterator[str]:
    totals = board.totals
    if board.election.rehearsal:
        yield "Rehearsal: these are not real results."
    yield f"{board.region.name}, {board.election.name}"
    yield f"{totals.declared} of {totals.total} declared; changes v {board.election.baseline}"
    yield HEADER
    yield from (_line(row) for row in board.rows)
    if totals.turnout_valid_pct is not None:
        yield (
            f"Turnout {printed(totals.turnout_valid_pct, places=2)} % (valid votes / electorate): "
            f"{totals.valid:,} of {totals.electorate:,}; {totals.rejected:,} papers rejected"
        )
    yield f"Event {board.election.seq}" + (
        f", {localtime(board.election.as_at):%H:%M:%S}" if board.election.as_at else ""
    )


def _line(row: TallyRow) -> str:
    change = "" if row.change_pts is None else f"{printed(row.change_pts, places=2):+}"
    return (
        f"{row.party.name[:21]:<22}{row.seats:>6}{row.gains:>6}{row.losses:>6}{row.net:>+6}"
        f"{row.votes:>12,}{printed(row.share_pct, places=2):>8}{change:>8}"
    )
