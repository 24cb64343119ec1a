"""The regional scoreboard for a terminal: what the board says, in columns."""

from collections.abc import Iterator

from django.utils.timezone import localtime

from results.boards.cards import ContestState, Scoreboard, TallyRow, Tile
from results.boards.council_cards import CouncilBoard, CouncilState, MayorLine
from results.boards.states import SINGLE_SOURCE, TO_FOLLOW, called_off_words, state_words, vouched
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
    off = called_off_words(countermanded=totals.countermanded, deferred=totals.deferred)
    declared = f"{totals.declared} of {totals.total} declared" + (f", {off}" if off else "")
    yield f"{declared}; changes v {board.election.baseline}"
    yield HEADER
    yield from (_line(row) for row in board.rows)
    if totals.turnout_valid_pct is not None:
        yield (
            f"Turnout {printed(totals.turnout_valid_pct, places=2)} % (valid votes / electorate): "
            f"{totals.valid:,} of {totals.electorate:,}; {totals.rejected:,} papers rejected"
        )
    yield from (f"{tile.name}: {said}" for tile in board.tiles if (said := _said(tile)))
    yield f"Event {board.election.seq}" + (
        f", {localtime(board.election.as_at):%H:%M:%S}" if board.election.as_at else ""
    )


def _said(tile: Tile) -> str:
    """What is to be known of a contest beyond its seat in the tally; empty of most."""
    outcome = tile.outcome
    if outcome is None:
        quiet = tile.state in {ContestState.EXPECTED, ContestState.COUNTING}
        return "" if quiet else state_words(tile.state, tile.recounts)
    to_follow = [TO_FOLLOW] if outcome.state is ContestState.WINNER_ONLY else []
    corrected = [f"corrected {localtime(outcome.declared_at):%H:%M}: {outcome.was}"] if outcome.was else []
    said = [*to_follow, *vouched(outcome), *corrected]
    unopposed = outcome.state is ContestState.UNCONTESTED
    return ", ".join([outcome.phrase, *said]) if said or unopposed else ""


def _line(row: TallyRow) -> str:
    change = "" if row.change_pts is None else f"{printed(row.change_pts, places=2):+}"
    return (
        f"{row.party.name[:21]:<22}{row.seats:>6}{row.gains:>6}{row.losses:>6}{row.net:>+6}"
        f"{row.votes:>12,}{printed(row.share_pct, places=2):>8}{change:>8}"
    )


def councils_text(board: CouncilBoard) -> str:
    """A board of councils as lines of text."""
    return "\n".join(_council_lines(board))


def _council_lines(board: CouncilBoard) -> Iterator[str]:
    if board.election.rehearsal:
        yield "Rehearsal: these are not real results."
    yield f"{board.region.name}, {board.election.name}"
    yield f"{board.declared} of {board.total} councils in; changes v eve of poll, and v last fought"
    for row in board.rows:
        yield (f"{row.party.name[:21]:<22}{row.seats:>6}{row.net_eve_of_poll:>+8}{row.net_last_fought:>+8}")
    yield from (_council_line(state) for state in board.councils)
    yield from (f"{line.name[:29]:<30}{_mayor(line)}" for line in board.mayors)
    yield f"Event {board.election.seq}" + (
        f", {localtime(board.election.as_at):%H:%M:%S}" if board.election.as_at else ""
    )


def _council_line(state: CouncilState) -> str:
    words = state.phrase or f"{state.to_come} of {state.fillable} seats to come"
    seats = ", ".join(f"{row.party.abbr} {row.seats}" for row in state.rows if row.seats)
    off = called_off_words(countermanded=state.countermanded, deferred=state.deferred)
    notes = [f"{off} seats" if off else "", SINGLE_SOURCE if state.single_source else ""]
    said = "".join(f"; {note}" for note in notes if note)
    return f"{state.name[:29]:<30}{words}{' (clinched)' if state.clinched else ''}: {seats}{said}"


def _mayor(line: MayorLine) -> str:
    if line.outcome is None:
        return state_words(line.state, line.recounts)
    to_follow = [TO_FOLLOW] if line.outcome.state is ContestState.WINNER_ONLY else []
    return ", ".join([line.outcome.phrase, *to_follow, *vouched(line.outcome)])
