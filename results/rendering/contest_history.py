"""Every published revision of a contest, newest first: what it said, who vouched for it, why it came.

Refuses to number from one again: a revision keeps the number that the desk knows it by.
"""

from dataclasses import dataclass

from django.urls import reverse

from results.boards.cards import ContestState
from results.boards.contest_cards import ContestCard, RevisionRow
from results.rendering import ids, words
from results.rendering.contest_notes import alone, before, begun, confirmed, ended, fixed, source, why_fixed

HEADS = {
    ContestState.DECLARED: "Declared",
    ContestState.WINNER_ONLY: "Winner only",
    ContestState.UNCONTESTED: "Unopposed",
}


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision. `people` say who entered and who confirmed it, `notes` why, and what it put right."""

    number: str
    kind: str
    head: str
    in_force: bool
    clock: str
    told: str
    people: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RevisionsView:
    """The history of a contest's figures; `corrections` is where all of the election's are."""

    id: str
    corrections: str
    lines: tuple[RevisionLine, ...]


def revisions_view(card: ContestCard) -> RevisionsView:
    """The published revisions of a contest."""
    return RevisionsView(
        id=ids.REVISIONS,
        corrections=reverse("corrections", args=[card.election.slug]),
        lines=tuple(_line(row, card.seats) for row in card.revisions),
    )


def _line(row: RevisionRow, seats: int) -> RevisionLine:
    return RevisionLine(
        number=_number(row),
        kind="withdrawal" if row.outcome is None else "corrected" if row.was else "",
        head=_head(row),
        in_force=row.in_force,
        clock=words.clock(row.at),
        told=_told(row, seats),
        people=_people(row),
        notes=tuple(_notes(row)),
    )


def _number(row: RevisionRow) -> str:
    # A withdrawal leaves nothing in force.
    stands = ", in force" if row.in_force and row.outcome else ""
    return f"revision {row.revision}{stands}"


def _head(row: RevisionRow) -> str:
    if row.outcome is None:
        return "Withdrawn"
    return "Corrected" if row.was else HEADS[row.outcome.state]


def _told(row: RevisionRow, seats: int) -> str:
    outcome = row.outcome
    if outcome is None:
        return begun(row.was)
    who = f": {outcome.winner}" if seats == 1 else ""
    told = f"{outcome.phrase}{who}, {words.margin(outcome)}"
    return f"{told}, {words.number(row.valid)} valid votes" if outcome.figures else told


def _people(row: RevisionRow) -> str:
    by = row.provenance.by
    if row.outcome is None:
        return f"Withdrawn by {by}"
    entered = words.clock(row.provenance.entered_at)
    at = f" {entered}" if entered != words.clock(row.at) else ""
    said = (f"Entered by {by}{at}", confirmed(row.provenance), source(row.provenance))
    return ", ".join(filter(None, said))


def _notes(row: RevisionRow) -> list[str]:
    notes = [begun(ended(alone(row.provenance)))] if alone(row.provenance) else []
    if row.fixed:
        notes.append(f"{fixed(row.fixed)}: {why_fixed(row.fixed)}")
    if row.outcome and row.was:
        notes.append(f"Before: {ended(before(row.was))}")
    if row.reason:
        notes.append(f"{_why(row)}: {ended(row.reason)}")
    return notes


def _why(row: RevisionRow) -> str:
    if row.outcome is None:
        return "Withdrawn because"
    return "Corrected because" if row.was else "Why"
