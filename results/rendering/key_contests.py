"""The page of an election's key contests as HTML: what is still to come, and what is in.

Owns the words for where each is. Nothing says "late" here: the hour at which a result was expected stands in
the line, and the page's script holds it against the clock.
"""

from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from results.boards.cards import ContestState, PartyBadge
from results.boards.key_contests import KeyBoard, KeyLine, Standing
from results.boards.states import state_words
from results.rendering import ids, words
from results.rendering.screen import outline, screen

GOES_ON = frozenset({ContestState.COUNTING, ContestState.RECOUNT})


@dataclass(frozen=True, slots=True)
class KeyView:
    """One key contest. `due` is the moment for scripts from which it is late; empty where it never is.

    `told` is where it is, or who won; `beside` is when it is expected, or by how much.
    """

    id: str
    href: str
    name: str
    reason: str
    state: str
    due: str
    party: PartyBadge | None
    told: str
    beside: str
    at: str
    say: str


def fragments(card: KeyBoard) -> str:
    """The parts of the page, each a whole element with its id, one after another."""
    return render_to_string("key/fragments.html", _parts(card))


def page_context(card: KeyBoard) -> dict[str, Any]:
    """What key_contests.html is drawn from; a view adds `socket`, and may add `theme`."""
    return {**_parts(card), **screen(card.election)}


def key_view(line: KeyLine, slug: str) -> KeyView:
    """A key contest in words."""
    told, beside = _in(line) if line.outcome else _awaited(line)
    is_due = line.expected_at and line.standing not in {Standing.IN, Standing.CALLED_OFF, Standing.EMBARGOED}
    return KeyView(
        id=ids.key_contest(line.contest),
        href=reverse("contest", args=[slug, line.code]),
        name=line.name,
        reason=line.reason,
        state=line.state,
        due=words.stamp(line.expected_at) if is_due and line.expected_at else "",
        party=line.outcome.party if line.outcome else None,
        told=told,
        beside=beside,
        at=words.stamp(line.outcome.declared_at) if line.outcome else "",
        say=f"{line.name}: {words.sentence(line.outcome)}" if line.outcome else "",
    )


def _parts(card: KeyBoard) -> dict[str, Any]:
    slug = card.election.slug
    done = {Standing.IN, Standing.CALLED_OFF}
    arrived = [line for line in card.lines if line.standing in done]
    return {
        "ids": ids,
        "awaited": [key_view(line, slug) for line in card.lines if line.standing not in done],
        "arrived": [key_view(line, slug) for line in arrived],
        "declared": sum(line.standing is Standing.IN for line in arrived),
        "total": len(card.lines),
        "outline": outline(card.election),
    }


def _in(line: KeyLine) -> tuple[str, str]:
    outcome = line.outcome
    if outcome is None:
        return "", ""
    margin = f"{words.margin(outcome)}, {words.clock(outcome.declared_at)}"
    corrected = f"corrected: {outcome.was}" if outcome.corrected else ""
    alone = "single source" if outcome.single_source else ""
    return outcome.phrase, "; ".join(filter(None, (margin, alone, corrected)))


def _awaited(line: KeyLine) -> tuple[str, str]:
    if line.standing is Standing.CALLED_OFF:
        return state_words(line.state, line.recounts).capitalize(), ""
    if line.standing is Standing.EMBARGOED:
        return f"Polls close {words.clock(line.polls_close)}", ""
    expected = f"expected {words.clock(line.expected_at)}" if line.expected_at else "nobody said when"
    if line.state is ContestState.EXPECTED:
        return expected.capitalize(), ""
    since = f" since {words.clock(line.since)}" if line.since and line.state in GOES_ON else ""
    return f"{state_words(line.state, line.recounts).capitalize()}{since}", expected
