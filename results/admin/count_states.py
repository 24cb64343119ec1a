"""Where one of her counts is, in the words and the look of My counts, and what she does next.

Owns the order in which that is told: what waits for somebody, then what is in force, then where the count
is. Says what the desk knows, embargo or not. Refuses to tell a figure that was keyed blind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.urls import reverse

from results.admin.sentences import kept_words
from results.boards.cards import ContestState
from results.boards.embargo import is_embargoed
from results.boards.outcomes import shown_at
from results.boards.states import state_words
from results.declaring.revisions import STOPPED, name_of
from results.models import Contest, Declaration, Policy, State

Kind = Declaration.Kind
IN_FORCE = {Kind.FIGURES: "declared", Kind.WINNER_ONLY: "winner only", Kind.UNCONTESTED: "uncontested"}


class Tone(StrEnum):
    """How a count looks on the list."""

    EXPECTED = "expected"
    MOVING = "moving"
    WAITS = "waits"
    CALLED = "called"
    IN = "in"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class CountState:
    """What is said of a count: `words` and the time `at` behind them, `more` below, and where a press leads.

    "declared" 03:12; "waits for" 22:00; "recount 2 since" 02:40.
    """

    tone: Tone
    words: str
    at: datetime | None
    more: str
    act: str
    address: str


def count_state(contest: Contest, rows: Sequence[Declaration], *, person_id: int) -> CountState:
    """The state of a contest by its revisions that wait or are in force, for one person. No query."""
    disputed = [row for row in rows if row.state == State.DISPUTED]
    if disputed:
        return _disputed(contest, disputed, person_id)
    current = next((row for row in rows if row.state == State.IN_FORCE and _has_result(row)), None)
    waiting = next((row for row in rows if row.state == State.WAITING), None)
    if waiting is not None:
        return _waiting(contest, waiting, current, person_id)
    return _not_in(contest) if current is None else _in_force(contest, current)


def _disputed(contest: Contest, rows: Sequence[Declaration], person_id: int) -> CountState:
    hers = any(row.entered_by_id == person_id for row in rows)
    keyers = " and ".join(name_of(row.entered_by) for row in rows)
    return CountState(
        tone=Tone.WAITS,
        words="keyed twice, and different, since",
        at=max(row.entered_at for row in rows),
        more="One of the two is yours: look at it again" if hers else f"{keyers}: a third person resolves it",
        act="Key again" if hers else "Resolve",
        address=_form(contest) if hers else reverse("admin:results_contest_resolve", args=[contest.pk]),
    )


def _waiting(contest: Contest, row: Declaration, current: Declaration | None, person_id: int) -> CountState:
    own = row.entered_by_id == person_id
    sent = "sent by you" if own else f"sent by {name_of(row.entered_by)}"
    blind = row.policy == Policy.BLIND
    below = f"In force still: {kept_words(current.outcome)}" if current else ""
    confirm = reverse("admin:results_declaration_confirm", args=[row.pk])
    return CountState(
        tone=Tone.WAITS,
        words=f"waits for a second {'key' if blind else 'person'}, {sent}",
        at=row.entered_at,
        more=below or (kept_words(row.outcome) if own or not blind else ""),
        act="Look" if own else "Key it too" if blind else "Confirm",
        address=_form(contest) if own or blind else confirm,
    )


def _in_force(contest: Contest, row: Declaration) -> CountState:
    word = "corrected" if row.was else IN_FORCE[Kind(row.kind)]
    embargoed = is_embargoed(contest.closing)
    single = ". Single source: nobody has confirmed it yet" if row.single_source else ""
    is_called = row.kind == Kind.WINNER_ONLY
    return CountState(
        tone=Tone.CALLED if is_called else Tone.IN,
        words=f"{word}, waits for" if embargoed else word,
        at=contest.closing if embargoed else shown_at(row),
        more=f"{kept_words(row.outcome)}{single}",
        act="Give the figures" if is_called else "Correct",
        address=_form(contest),
    )


def _not_in(contest: Contest) -> CountState:
    if contest.status == Contest.Status.EXPECTED:
        words = "expected" if contest.expected_at else "expected, no time given"
        return CountState(Tone.EXPECTED, words, contest.expected_at, "", "Declare", _form(contest))
    off = contest.status in STOPPED
    words = state_words(ContestState(contest.status), contest.recounts)
    return CountState(
        tone=Tone.OFF if off else Tone.MOVING,
        words=f"{words} since" if contest.status_at else words,
        at=contest.status_at,
        more="",
        act="Look" if off else "Declare",
        address=_form(contest),
    )


def _has_result(row: Declaration) -> bool:
    return row.kind != Kind.WITHDRAWAL


def _form(contest: Contest) -> str:
    return reverse("admin:results_contest_declare", args=[contest.pk])
