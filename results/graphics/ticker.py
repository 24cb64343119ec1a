"""The ticker of a region: what came in last, one item a contest or council, newest last.

Owns an item's id: the same news keeps it, another revision of a result is another item.
"""

from datetime import datetime

from results.boards.cards import Happened, Newest, PartyBadge, Scoreboard
from results.boards.council_cards import CouncilBoard, CouncilNewest
from results.boards.states import SINGLE_SOURCE, vouched
from results.boards.told_results import contest_key
from results.graphics.drawn import Drawn, Values
from results.graphics.printing import party
from results.graphics.regions import told_region
from results.onair.snapshot import Subject
from results.rendering import words

LATEST = "Latest"


def ticker(subject: Subject) -> Drawn:
    """Its values. Raises NothingToShow."""
    told = told_region(subject)
    return Drawn(
        election=told.election,
        as_at=told.as_at,
        own={"label": LATEST, "region": told.region.name, "items": _items(told.board)},
        told={key: told.told[key] for key in _keys(told.board) if key in told.told},
    )


def _keys(board: Scoreboard | CouncilBoard) -> list[str]:
    if isinstance(board, Scoreboard):
        return [contest_key(line.contest) for line in board.newest]
    return [line.key for line in board.newest]


def _items(board: Scoreboard | CouncilBoard) -> list[Values]:
    if isinstance(board, Scoreboard):
        return [_of_contest(line) for line in reversed(board.newest)]
    return [_of_council(line) for line in reversed(board.newest)]


def _of_contest(line: Newest) -> Values:
    outcome = line.outcome
    text = ", ".join(filter(None, (_called(line), _put_right(line))))
    return {
        "id": f"contest-{line.contest}-{_which(line)}",
        "kind": line.happened.value,
        "head": line.name,
        "text": text,
        "corrected": line.happened is Happened.CORRECTED,
        "party": _party(outcome.party if outcome else None),
    }


def _called(line: Newest) -> str:
    outcome = line.outcome
    if outcome is None:
        return ""
    # That a call is fixed by the desk is the desk's own.
    alone = [told for told in vouched(outcome) if told == SINGLE_SOURCE]
    return ", ".join([outcome.phrase, words.margin(outcome), *alone])


def _put_right(line: Newest) -> str:
    return f"{line.happened.value}: {line.words}" if line.outcome is None or line.words else ""


def _of_council(line: CouncilNewest) -> Values:
    alone = SINGLE_SOURCE if line.single_source else ""
    was = f"{line.happened.value}: {line.was}" if line.was else ""
    return {
        "id": f"{line.key}-{_moment(line.at)}",
        "kind": line.happened.value,
        "head": line.name,
        "text": ", ".join(filter(None, (line.words, alone, was))),
        "corrected": line.happened is Happened.CORRECTED,
        "party": _party(line.party),
    }


def _which(line: Newest) -> str:
    # At the hour when polls close every line has one and the same time: a revision is told by its number.
    return f"r{line.outcome.revision}" if line.outcome else _moment(line.at)


def _moment(at: datetime) -> str:
    return f"{at.timestamp() * 1000:.0f}"


def _party(badge: PartyBadge | None) -> Values | str:
    return party(badge) if badge else ""
