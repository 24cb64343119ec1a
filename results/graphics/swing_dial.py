"""The swing of a contest, or of a region between the two parties with the most votes or a chosen pair."""

from results.boards.cards import Scoreboard, SwingCard, TallyRow
from results.graphics.contests import counted_contest, drawn
from results.graphics.drawn import Drawn, NothingToShow, Values
from results.graphics.printing import party, percent
from results.graphics.regions import told_region
from results.onair.snapshot import Subject
from results.psephology.swing import swing_of_changes
from results.rendering import words


def swing_dial(subject: Subject) -> Drawn:
    """Its values. `options` may have a region's `pair`, two party codes. Raises NothingToShow."""
    return _of_region(subject) if subject.contest_id is None else _of_contest(subject)


def _of_contest(subject: Subject) -> Drawn:
    card, figures = counted_contest(subject)
    if figures.swing is None:
        raise NothingToShow(f"{card.name} has no swing to show: the first two did not both stand last time.")
    return drawn(card, figures.outcome, _told(figures.swing))


def _of_region(subject: Subject) -> Drawn:
    told = told_region(subject)
    rows = told.board.rows if isinstance(told.board, Scoreboard) else ()
    pair = subject.options.get("pair")
    swing = _between([row for row in rows if row.change_pts is not None], list(pair) if pair else [])
    if swing is None:
        raise NothingToShow(
            f"{told.region.name} has no swing to show: no two parties compare with last time."
        )
    own = {"region": told.region.name, **_told(swing)}
    return Drawn(election=told.election, as_at=told.as_at, own=own, told=told.told)


def _between(rows: list[TallyRow], pair: list[str]) -> SwingCard | None:
    chosen = [row for row in rows if not pair or row.party.code in pair]
    first, second, *_ = [*sorted(chosen, key=lambda row: -row.votes), None, None]
    if first is None or second is None or first.change_pts is None or second.change_pts is None:
        return None
    found = swing_of_changes(
        a=first.party.code, a_change=first.change_pts, b=second.party.code, b_change=second.change_pts
    )
    badges = {row.party.code: row.party for row in (first, second)}
    return SwingCard(points=found.points, loser=badges[found.loser], gainer=badges[found.gainer])


def _told(swing: SwingCard) -> Values:
    return {
        "points": float(words.one_place(swing.points)),
        "points_txt": percent(swing.points),
        "loser": party(swing.loser),
        "gainer": party(swing.gainer),
        "words": words.swing(swing),
    }
