"""What the desk says after figures were sent in: the words of messages and of the log."""

from django.utils import timezone

from results.declaring.commands import Entered
from results.psephology.contest import outcome_phrase
from results.psephology.counts import Result


def saved_message(*, name: str, entered: Entered) -> str:
    """ "Leicester East is in: Con gain from Lab, majority 4,426. Declared 03:12:08, event 34." """
    if entered.silent:
        return f"{name} is in already with these figures: nothing changed."
    at = f"{timezone.localtime(entered.at):%H:%M:%S}"
    what = outcome_sentence(entered.result)
    if entered.revision > 1:
        return f"{name} is corrected: {what}. Revision {entered.revision} at {at}, event {entered.seq}."
    return f"{name} is in: {what}. Declared {at}, event {entered.seq}."


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
