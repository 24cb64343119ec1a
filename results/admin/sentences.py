"""What the desk says after figures were sent in: the words of messages and of the log."""

from collections.abc import Sequence

from django.utils import timezone

from results.boards.cards import ContestState
from results.boards.outcomes import phrase as kept_phrase
from results.boards.states import state_words
from results.declaring.entered import Entered, Moved
from results.models import Declaration, Outcome, State
from results.psephology.contest import outcome_phrase
from results.psephology.counts import Result
from results.psephology.figures import listed

Kind = Declaration.Kind
ALREADY: dict[str, str] = {
    State.IN_FORCE: "is in already with these figures: nothing changed",
    State.WAITING: "was sent already with these figures, and waits for a second person: nothing changed",
    State.DISPUTED: "was sent already with these figures, and another person’s differ: nothing changed",
}


def saved_message(*, name: str, entered: Entered, screens: int | None = None, agreed: bool = False) -> str:
    """ "Leicester East is in: Con gain from Lab, majority 4,426. On 14 boards at 03:12:08."

    `screens` are those that show it; where there is none, or nobody knows, the event's number says
    that it arrived. `agreed`: these figures were the second key to somebody else's.
    """
    if entered.silent:
        return f"{name} {_already(entered)}."
    what = outcome_sentence(entered.result, kind=entered.kind)
    at = f"{timezone.localtime(entered.at):%H:%M:%S}"
    if entered.state != State.IN_FORCE:
        return f"Sent: {name} waits for a second person. {what}. Sent {at}, event {entered.seq}."
    agreement = "Key 2 of 2: figures agree, published. " if agreed else ""
    told = f"is corrected: {what} ({entered.was})" if entered.was else f"is in: {what}"
    return f"{agreement}{name} {told}. {_where(entered, screens, at)}."


def differing_message(*, name: str, labels: Sequence[str]) -> str:
    """Which fields two blind keys differ in, and never what the other one says."""
    fields = "1 field" if len(labels) == 1 else f"{len(labels)} fields"
    return (
        f"{name} is not published. Your figures and another person’s differ in {fields}: "
        f"{listed(list(labels))}."
    )


def moved_message(*, name: str, moved: Moved) -> str:
    """ "Leicester East: recount 2 since 02:40." """
    words = state_words(ContestState(moved.status), moved.recounts)
    if moved.silent:
        return f"{name}: {words} already, nothing changed."
    if moved.status == ContestState.EXPECTED:
        return f"{name}: back to expected."
    return f"{name}: {words} since {timezone.localtime(moved.at):%H:%M}."


def logged_message(*, entered: Entered) -> str:
    """The same for the log, where the contest and the time stand already; nothing of what is keyed blind."""
    if entered.state != State.IN_FORCE:
        return f"Sent, revision {entered.revision}, event {entered.seq}."
    act = f"Corrected, revision {entered.revision}" if entered.was else "Declared"
    return f"{act}: {outcome_sentence(entered.result, kind=entered.kind)}, event {entered.seq}."


def outcome_sentence(result: Result, *, kind: str = Kind.FIGURES) -> str:
    """ "Con gain from Lab, majority 4,426", or of several seats "Lab 2, Con 1, last seat by 31 votes".

    "Con gain from Lab, figures to follow" where only the winner is known, "Lab unopposed" without a poll.
    """
    if kind == Kind.WINNER_ONLY:
        return f"{phrase(result)}, figures to follow"
    if kind == Kind.UNCONTESTED:
        return f"{result.returned or result.party} unopposed"
    return f"{phrase(result)}, {margin_words(result, several=_several(result))}"


def phrase(result: Result) -> str:
    """The outcome in the words of the boards, with parties by their codes.

    "Con gain from Lab"; "Lab 2, Con 1" of several seats; "Con elected" where a ward has no last time.
    """
    if result.returned:
        return result.returned if _several(result) else f"{result.party} elected"
    return outcome_phrase(
        word=result.word,
        party=result.party,
        previous_party=result.previous_party,
        new_seat=result.new_seat,
    )


def kept_words(outcome: Outcome) -> str:
    """An outcome that is kept, with its margin where it has one. Reads its declaration's contest."""
    if outcome.declaration.kind == Kind.WINNER_ONLY:
        return f"{kept_phrase(outcome)}, figures to follow"
    if outcome.declaration.kind == Kind.UNCONTESTED:
        return kept_phrase(outcome)
    several = outcome.declaration.contest.seats > 1
    return f"{kept_phrase(outcome)}, {margin_words(outcome, several=several)}"


def margin_words(told: Result | Outcome, *, several: bool) -> str:
    """By how much; a tie is told as decided by lot, never as a majority of 0."""
    if several:
        return _last_seat(told)
    if told.by_lot:
        return "decided by lot"
    after = " after second preferences" if told.after_second_preferences else ""
    return f"majority {told.majority:,}{after}"


def _already(entered: Entered) -> str:
    known = ALREADY.get(entered.state)
    became = State(entered.state).label
    return known or f"was sent already with these figures, and they are {became}: nothing changed"


def _where(entered: Entered, screens: int | None, at: str) -> str:
    if entered.shows_at:
        return f"Saved {at}, waits for {timezone.localtime(entered.shows_at):%H:%M} on boards"
    if screens:
        return f"On {screens} board{'s' * (screens != 1)} at {at}"
    return (
        f"Revision {entered.revision} at {at}, event {entered.seq}"
        if entered.was
        else (f"Declared {at}, event {entered.seq}")
    )


def _last_seat(told: Result | Outcome) -> str:
    if told.by_lot:
        return "last seat by lot"
    if not told.majority:
        return "unopposed"
    return "last seat by 1 vote" if told.majority == 1 else f"last seat by {told.majority:,} votes"


def _several(result: Result) -> bool:
    return sum(line.elected for line in result.lines) > 1
