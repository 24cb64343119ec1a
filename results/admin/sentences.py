"""What the desk says after figures were sent in: the words of messages and of the log."""

from django.utils import timezone

from results.declaring.commands import Entered
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


def logged_message(*, entered: Entered) -> str:
    """The same for the log, where the contest and the time stand already."""
    act = f"Corrected, revision {entered.revision}" if entered.revision > 1 else "Declared"
    return f"{act}: {outcome_sentence(entered.result)}, event {entered.seq}."


def outcome_sentence(result: Result) -> str:
    """ "Con gain from Lab, majority 4,426"; a tie is told as decided by lot, never as a majority of 0."""
    words = phrase(result)
    return f"{words}, decided by lot" if result.by_lot else f"{words}, majority {result.majority:,}"


def phrase(result: Result) -> str:
    """ "Con gain from Lab", with parties by their codes, as boards print them."""
    return outcome_phrase(
        word=result.word,
        party=result.party,
        previous_party=result.previous_party,
        new_seat=result.new_seat,
    )
