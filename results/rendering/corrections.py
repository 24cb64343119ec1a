"""An election's corrections as HTML: the page, and the fragment that keeps it true.

Owns how a correction and a withdrawal are told: what it was, what it is now, and why.
"""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from results.boards.cards import PartyBadge
from results.boards.contest_cards import CorrectionRow, Corrections, SeatsTold
from results.rendering import ids, words
from results.rendering.contest_notes import before, begun, ended
from results.rendering.screen import outline, screen

GONE = "No result"
SINCE = "Other figures have come since"


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """One correction or withdrawal; `since` says that it does not stand any more."""

    id: str
    href: str
    kind: str
    at: str
    clock: str
    name: str
    head: str
    party: PartyBadge | None
    was: str
    after: str
    why: str
    by: str
    single_source: bool
    since: str
    say: str


@dataclass(frozen=True, slots=True)
class CorrectionsView:
    """All of them, newest first."""

    id: str
    count: str
    lines: tuple[CorrectionLine, ...]


def fragments(card: Corrections) -> str:
    """The parts of the page, each a whole element with its id, one after another."""
    return render_to_string("corrections/fragments.html", _parts(card))


def page_context(card: Corrections) -> dict[str, Any]:
    """What corrections.html is drawn from; a view adds `socket`, and may add `theme` (dark or light)."""
    return {**_parts(card), **screen(card.election)}


def corrections_view(card: Corrections) -> CorrectionsView:
    """The lines in the order of the card, and how many of either kind there are."""
    lines = tuple(_line(row, card.election.slug) for row in card.rows)
    return CorrectionsView(id=ids.CORRECTIONS, count=_count(card), lines=lines)


def _parts(card: Corrections) -> dict[str, Any]:
    return {"corrections": corrections_view(card), "outline": outline(card.election)}


def _count(card: Corrections) -> str:
    withdrawn = sum(row.withdrawn for row in card.rows)
    corrected = len(card.rows) - withdrawn
    return ", ".join(filter(None, (_many(corrected, "correction"), _many(withdrawn, "withdrawal"))))


def _many(number: int, thing: str) -> str:
    if not number:
        return ""
    return f"{words.number(number)} {thing}" if number == 1 else f"{words.number(number)} {thing}s"


def _line(row: CorrectionRow, slug: str) -> CorrectionLine:
    head, after = "Withdrawn" if row.withdrawn else "Corrected", _after(row)
    return CorrectionLine(
        id=ids.correction(row.key),
        href=reverse("council" if row.council else "contest", args=[slug, row.code]),
        kind=head.lower(),
        at=words.stamp(row.at),
        clock=words.clock(row.at),
        name=row.name,
        head=head,
        party=row.now.party if row.now else None,
        was=before(row.was),
        after=after,
        why=begun(row.reason),
        by=row.by,
        single_source=row.single_source,
        since="" if row.in_force else SINCE,
        say=f"{row.name}: {head.lower()}. {ended(begun(row.was))} Now {after}",
    )


def _after(row: CorrectionRow) -> str:
    if row.now:
        return words.sentence(row.now)
    return _seats(row.seats) if row.seats else GONE


def _seats(told: SeatsTold) -> str:
    seats = [f"{code} {words.number(number)}" for code, number in told.by_party]
    return ", ".join([*seats, "complete total" if told.complete else "running total"])
