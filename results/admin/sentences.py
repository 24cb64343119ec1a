"""What the desk says after figures were sent in: the words of messages and of the log."""

from django.utils import timezone

from results.boards.outcomes import phrase as kept_phrase
from results.declaring.commands import Entered
from results.declaring.councils import EnteredCouncil
from results.models import Outcome
from results.psephology.contest import outcome_phrase
from results.psephology.counts import Result


def saved_message(*, name: str, entered: Entered, screens: int | None = None) -> str:
    """ "Leicester East is in: Con gain from Lab, majority 4,426. On 14 boards at 03:12:08."

    `screens` are those that show it; where there is none, or nobody knows, the event's number says
    that it arrived.
    """
    if entered.silent:
        return f"{name} is in already with these figures: nothing changed."
    at = f"{timezone.localtime(entered.at):%H:%M:%S}"
    what = outcome_sentence(entered.result)
    where = f"On {screens} board{'s' * (screens != 1)} at {at}" if screens else ""
    if entered.revision > 1:
        where = where or f"Revision {entered.revision} at {at}, event {entered.seq}"
        return f"{name} is corrected: {what}. {where}."
    return f"{name} is in: {what}. {where or f'Declared {at}, event {entered.seq}'}."


def total_message(*, name: str, seats: str, entered: EnteredCouncil) -> str:
    """ "Stoke-on-Trent: 29 of 44 seats, 15 to come. Entered 03:12:08, event 34." """
    if entered.silent:
        return f"{name} stands already at this total: nothing changed."
    act = f"Revision {entered.revision} at" if entered.revision > 1 else "Entered"
    at = f"{timezone.localtime(entered.at):%H:%M:%S}"
    return f"{name}: {seats[:1].lower()}{seats[1:]}. {act} {at}, event {entered.seq}."


def logged_message(*, entered: Entered) -> str:
    """The same for the log, where the contest and the time stand already."""
    act = f"Corrected, revision {entered.revision}" if entered.revision > 1 else "Declared"
    return f"{act}: {outcome_sentence(entered.result)}, event {entered.seq}."


def outcome_sentence(result: Result) -> str:
    """ "Con gain from Lab, majority 4,426", or of several seats "Lab 2, Con 1, last seat by 31 votes"."""
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
    """An outcome that is kept, with its margin. Reads its declaration's contest."""
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


def _last_seat(told: Result | Outcome) -> str:
    if told.by_lot:
        return "last seat by lot"
    if not told.majority:
        return "unopposed"
    return "last seat by 1 vote" if told.majority == 1 else f"last seat by {told.majority:,} votes"


def _several(result: Result) -> bool:
    return sum(line.elected for line in result.lines) > 1
