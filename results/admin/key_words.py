"""What the desk says of the second key: what was confirmed, turned away, withdrawn or fixed, and by whom."""

from datetime import datetime

from django.utils import timezone

from results.admin.sentences import outcome_sentence
from results.declaring.entered import Entered, Fixed, Turned, Withdrawn


def confirmed_message(*, name: str, entered: Entered, screens: int | None) -> str:
    """ "Leicester East is confirmed: Con gain from Lab, majority 4,426. On 14 boards at 03:12:08." """
    if entered.silent:
        return f"{name} is confirmed already: nothing changed."
    what = outcome_sentence(entered.result, kind=entered.kind)
    return f"{name} is confirmed: {what}. {_where(entered, screens)}."


def bypassed_message(*, name: str, entered: Entered, screens: int | None) -> str:
    """The same for what goes out on one person's word."""
    what = outcome_sentence(entered.result, kind=entered.kind)
    return (
        f"{name} is published on a single source: {what}. {_where(entered, screens)}. "
        "Boards say so until somebody confirms it."
    )


def resolved_message(*, name: str, entered: Entered, screens: int | None) -> str:
    """The same for two entries that were made one."""
    what = outcome_sentence(entered.result, kind=entered.kind)
    return f"{name} is resolved: {what}. {_where(entered, screens)}."


def rejected_message(*, name: str, turned: Turned, keyed_by: str) -> str:
    """ "Rejected: revision 2 of Leicester East. Alice Okafor reads why on her front page." """
    return f"Rejected: revision {turned.revision} of {name}. {keyed_by} reads why on her front page."


def taken_back_message(*, name: str, turned: Turned) -> str:
    """ "Taken back: revision 2 of Leicester East. Nobody can confirm it any more." """
    return f"Taken back: revision {turned.revision} of {name}. Nobody can confirm it any more."


def withdrawn_message(*, name: str, withdrawn: Withdrawn, screens: int | None) -> str:
    """ "Leicester East is withdrawn: was Con gain from Lab, majority 4,246. Off 14 boards at 03:12:08." """
    if withdrawn.silent:
        return f"{name} is withdrawn already: nothing changed."
    where = f"Off {_boards(screens)} at" if screens else "At"
    return f"{name} is withdrawn: {withdrawn.was}. {where} {clock(withdrawn.at)}."


def fixed_message(*, name: str, words: str, fixed: Fixed, screens: int | None) -> str:
    """ "Fixed for air: Leicester East is Con hold, majority 4,426. On 14 boards at 03:12:08." """
    where = f"On {_boards(screens)} at {clock(fixed.at)}" if screens else f"At {clock(fixed.at)}"
    return f"Fixed for air: {name} is {words}. {where}, until other figures come into force."


def lifted_message(*, name: str, words: str, fixed: Fixed) -> str:
    """ "Lifted: Leicester East is Con gain from Lab, majority 4,426 again, as the figures say." """
    return f"Lifted at {clock(fixed.at)}: {name} is {words} again, as the figures say."


def clock(at: datetime) -> str:
    """ "03:12:08" on the newsroom's clock."""
    return f"{timezone.localtime(at):%H:%M:%S}"


def _where(entered: Entered, screens: int | None) -> str:
    if entered.shows_at:
        return f"It waits for {timezone.localtime(entered.shows_at):%H:%M}, when polls close"
    if screens:
        return f"On {_boards(screens)} at {clock(entered.at)}"
    return f"In force {clock(entered.at)}, event {entered.seq}"


def _boards(screens: int) -> str:
    return "1 board" if screens == 1 else f"{screens} boards"
