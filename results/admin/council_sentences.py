"""What the desk says of a council's total: what was entered, what waits, and what became of it."""

from django.utils import timezone

from results.declaring.council_entered import EnteredCouncil, TurnedCouncil
from results.models import State

ALREADY: dict[str, str] = {
    State.IN_FORCE: "stands already at this total: nothing changed",
    State.WAITING: "was sent this total already, and it waits for a second person: nothing changed",
}


def total_message(*, name: str, seats: str, entered: EnteredCouncil) -> str:
    """ "Stoke-on-Trent: 29 of 44 seats, 15 to come. Entered 03:12:08, event 34." """
    if entered.silent:
        return f"{name} {_already(entered)}."
    if entered.withdrawn:
        return f"The total of {name} is withdrawn: {entered.was}. At {_clock(entered)}, event {entered.seq}."
    told = f"{name}: {seats[:1].lower()}{seats[1:]}"
    if entered.state == State.WAITING:
        return f"Sent: it waits for a second person. {told}. Sent {_clock(entered)}, event {entered.seq}."
    return f"{told}{_was(entered)}. {_entered(entered)}."


def logged_total(*, seats: str, entered: EnteredCouncil) -> str:
    """The same for the log, where the council and the time stand already."""
    if entered.withdrawn:
        return f"Withdrawn: {entered.was}, event {entered.seq}."
    sent = "Sent: " if entered.state == State.WAITING else ""
    return f"{sent}{seats}, event {entered.seq}."


def confirmed_total(*, name: str, seats: str, entered: EnteredCouncil) -> str:
    """ "The total of Stoke-on-Trent is confirmed: Lab 20, Con 9. In force 03:12:08, event 34." """
    if entered.silent:
        return f"The total of {name} is confirmed already: nothing changed."
    return f"The total of {name} is confirmed: {seats}. {_in_force(entered)}."


def bypassed_total(*, name: str, seats: str, entered: EnteredCouncil) -> str:
    """The same for one that goes out on one person's word."""
    told = f"The total of {name} is published on a single source: {seats}. {_in_force(entered)}."
    return f"{told} Boards say so until somebody confirms it."


def rejected_total(*, name: str, turned: TurnedCouncil, keyed_by: str) -> str:
    """ "Rejected: total 2 of Stoke-on-Trent. Alice Okafor reads why on her front page." """
    return f"Rejected: total {turned.revision} of {name}. {keyed_by} reads why on her front page."


def taken_back_total(*, name: str, turned: TurnedCouncil) -> str:
    """ "Taken back: total 2 of Stoke-on-Trent. Nobody can confirm it any more." """
    return f"Taken back: total {turned.revision} of {name}. Nobody can confirm it any more."


def _already(entered: EnteredCouncil) -> str:
    known = ALREADY.get(entered.state)
    return known or f"was sent this total already, and it is {State(entered.state).label}: nothing changed"


def _was(entered: EnteredCouncil) -> str:
    return f" ({entered.was})" if entered.was else ""


def _entered(entered: EnteredCouncil) -> str:
    if entered.shows_at:
        return _shows(entered)
    act = f"Revision {entered.revision} at" if entered.revision > 1 else "Entered"
    return f"{act} {_clock(entered)}, event {entered.seq}"


def _in_force(entered: EnteredCouncil) -> str:
    return _shows(entered) if entered.shows_at else f"In force {_clock(entered)}, event {entered.seq}"


def _shows(entered: EnteredCouncil) -> str:
    at = timezone.localtime(entered.shows_at) if entered.shows_at else None
    return f"Saved {_clock(entered)}, waits for {at:%H:%M} on boards"


def _clock(entered: EnteredCouncil) -> str:
    return f"{timezone.localtime(entered.at):%H:%M:%S}"
