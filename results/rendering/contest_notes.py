"""What stands under a contest's band, and beside each revision: who says so, and what was put right.

Owns the sentences. Refuses the photograph of the sheet, and whatever was not published.
"""

from dataclasses import dataclass

from results.boards.cards import ContestState
from results.boards.contest_cards import ContestCard, Fixed, Provenance, RevisionRow
from results.boards.states import SINGLE_SOURCE
from results.rendering import words

SENTENCE_ENDS = (".", "!", "?", "…")


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the small print. `kind` is its class: corrected, withdrawn, single, fixed, source."""

    kind: str
    head: str
    told: str


def notes_of(card: ContestCard) -> tuple[Note, ...]:
    """What has to be known of the revision in force, the most urgent first; nothing before the first."""
    row = card.standing
    if row is None:
        return ()
    if row.outcome is None:
        return (_withdrawal(card, row),)
    return (*_put_right(row), *_single(row.provenance), *_fix(row.fixed), _source(row))


def so_far(row: RevisionRow | None) -> str:
    """At 03:40: was Con gain from Lab, majority 4,246"""
    return f"At {words.clock(row.at)}: {row.was}" if row else ""


def source(told: Provenance) -> str:
    """agency: PA, corrected copy"""
    return f"{told.source}: {told.source_note}" if told.source_note else told.source


def confirmed(told: Provenance) -> str:
    """confirmed by Bob Hussain 03:14; empty where nobody did"""
    if not told.confirmed_by:
        return ""
    at = f" {words.clock(told.confirmed_at)}" if told.confirmed_at else ""
    return f"confirmed by {told.confirmed_by}{at}"


def alone(told: Provenance) -> str:
    """single source, published by Edda Blom: the line to the hall is dead; empty where two stand for it"""
    if not told.needed_two or not told.bypassed_by:
        return ""
    first = "on a single source at first" if told.confirmed_by else SINGLE_SOURCE
    return f"{first}, published by {told.bypassed_by}: {told.bypass_reason}"


def fixed(fix: Fixed) -> str:
    """Call fixed by Priya Nair at 03:20"""
    what = f"Label “{fix.label}”" if fix.label else "Call"
    return f"{what} fixed by {fix.by} at {words.clock(fix.at)}"


def why_fixed(fix: Fixed) -> str:
    """Regained after the by-election. The figures say: Lab hold."""
    return f"{ended(begun(fix.reason))} The figures say: {fix.figures_say}."


def ended(text: str) -> str:
    """A reason as a sentence: with its stop."""
    return text if text.endswith(SENTENCE_ENDS) else f"{text}."


def before(was: str) -> str:
    """What stood there, beside the word that says so: "was Con gain" is "Con gain"."""
    return begun(was.removeprefix("was "))


def begun(text: str) -> str:
    """A sentence with its capital."""
    return text[:1].upper() + text[1:]


def _withdrawal(card: ContestCard, row: RevisionRow) -> Note:
    head, why = f"Withdrawn {words.clock(row.at)} by {row.provenance.by}", ended(begun(row.reason))
    # The band itself says what it was, until the count goes on.
    told = why if card.state is ContestState.WITHDRAWN else f"{why} {ended(begun(row.was))}"
    return Note("withdrawn", head, told)


def _put_right(row: RevisionRow) -> list[Note]:
    if not row.was:
        return []
    because = f" {ended(begun(row.reason))}" if row.reason else ""
    return [Note("corrected", f"Corrected {words.clock(row.at)}", f"{ended(begun(row.was))}{because}")]


def _single(told: Provenance) -> list[Note]:
    if not told.single_source:
        return []
    by = f"Published by {told.bypassed_by} without a second person. " if told.bypassed_by else ""
    return [Note("single", "Single source", f"{by}{ended(begun(told.bypass_reason))}")]


def _fix(fix: Fixed | None) -> list[Note]:
    if fix is None:
        return []
    return [Note("fixed", fixed(fix), why_fixed(fix))]


def _source(row: RevisionRow) -> Note:
    told = row.provenance
    entered = f"Entered by {told.by} {words.clock(told.entered_at)}"
    people = ", ".join(filter(None, (entered, confirmed(told))))
    return Note("source", "Source", f"{begun(ended(source(told)))} {people}.")
