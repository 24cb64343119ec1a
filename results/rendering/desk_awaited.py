"""The side of the producers' desk: what waits, what is withheld, key contests, and what comes next.

Owns the words for each. Nothing says "overdue" here: the hour at which something was expected stands in the
line, and the page's script compares it with the desk's clock.
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from results.boards.cards import PartyBadge
from results.boards.desk import Desk
from results.boards.due import DueLine, WaitingEntry
from results.boards.key_contests import KeyLine, Standing
from results.boards.withheld import Why, Withheld
from results.rendering import words

SHOWN = 8
DONE = frozenset({Standing.IN, Standing.CALLED_OFF, Standing.EMBARGOED})


@dataclass(frozen=True, slots=True)
class PressingView:
    """A result that nobody sees yet. `effects` say what it would decide; `address` is where to act."""

    name: str
    address: str
    why: str
    by: str
    since: str
    clock: str
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwaitedView:
    """A contest to come, or a key contest. `expected` is the moment for scripts, empty once it is in."""

    href: str
    contest: int
    name: str
    clock: str
    expected: str
    words: str
    party: PartyBadge | None = None
    reason: str = ""
    state: str = ""
    key: bool = False


def awaited_view(card: Desk) -> dict[str, Any]:
    """The parts of the side, by the names that templates have for them."""
    slug = card.election.slug
    told = {(line.council, line.declaration) for line in card.withheld}
    entries = card.due.waiting if card.keeps else ()
    waiting = [entry for entry in entries if (entry.council, entry.declaration) not in told]
    return {
        "withheld": [_withheld(line) for line in card.withheld],
        "waiting": [_waiting(entry) for entry in waiting],
        "waits": card.due.waits if card.keeps else 0,
        "keys": [_key(line, slug) for line in card.keys],
        "due": [*_recounts(card), *_next(card)],
        "to_come": card.due.to_come,
    }


def _withheld(line: Withheld) -> PressingView:
    why = f"polls close {words.clock(line.shows_at)}" if line.shows_at else str(line.why)
    return PressingView(
        name=line.name,
        address=_address(line.declaration, line.subject, line.council, line.why is Why.DIFFER),
        why=why,
        by=line.by,
        since=words.stamp(line.since),
        clock=words.clock(line.since),
        effects=tuple(effect.words for effect in line.effects),
    )


def _waiting(entry: WaitingEntry) -> PressingView:
    differ = "keyed twice, and different"
    why = differ if entry.disputed else "keyed blind once, waits" if entry.blind else "to be confirmed"
    return PressingView(
        name=entry.name,
        address=_address(entry.declaration, entry.subject, entry.council, entry.disputed),
        why=why,
        by=entry.by,
        since=words.stamp(entry.since),
        clock=words.clock(entry.since),
        effects=(),
    )


def _address(declaration: int, subject: int, council: bool, disputed: bool) -> str:
    if council:
        return reverse("admin:results_council_total_confirm", args=[declaration])
    if disputed:
        return reverse("admin:results_contest_resolve", args=[subject])
    return reverse("admin:results_declaration_confirm", args=[declaration])


def _recounts(card: Desk) -> list[AwaitedView]:
    slug = card.election.slug
    return [_awaited(line, slug, told=_recount(line)) for line in card.due.recounts]


def _recount(line: DueLine) -> str:
    since = f" since {words.clock(line.since)}" if line.since else ""
    return f"recount {line.recounts}{since}"


def _next(card: Desk) -> list[AwaitedView]:
    """The first by their expected time, late ones before the others: the same whatever the hour is."""
    awaited = (*card.due.overdue, *card.due.next)
    return [_awaited(line, card.election.slug) for line in awaited[:SHOWN]]


def _awaited(line: DueLine, slug: str, *, told: str = "") -> AwaitedView:
    is_timed = not told and not line.polls_open
    return AwaitedView(
        href=reverse("contest", args=[slug, line.code]),
        contest=line.contest,
        name=line.name,
        clock=words.clock(line.expected_at) if line.expected_at else "",
        expected=words.stamp(line.expected_at) if is_timed and line.expected_at else "",
        words=told,
        state="recount" if told else "",
        key=line.key,
    )


def _key(line: KeyLine, slug: str) -> AwaitedView:
    state, told = _standing(line)
    to_come = line.standing not in DONE and line.standing is not Standing.WITHDRAWN
    return AwaitedView(
        href=reverse("contest", args=[slug, line.code]),
        contest=line.contest,
        name=line.name,
        clock=words.clock(line.expected_at) if line.expected_at else "",
        expected=words.stamp(line.expected_at) if line.expected_at and to_come else "",
        words=told,
        party=line.outcome.party if line.outcome else None,
        reason=line.reason,
        state=state,
    )


def _standing(line: KeyLine) -> tuple[str, str]:
    if line.outcome:
        return "in", words.sentence(line.outcome)
    if line.standing in {Standing.TO_COME, Standing.OVERDUE}:
        return "to-come", "to come"
    if line.standing is Standing.RECOUNT:
        since = f" since {words.clock(line.since)}" if line.since else ""
        return "recount", f"recount {line.recounts}{since}"
    return str(line.standing).replace(" ", "-"), str(line.standing)
