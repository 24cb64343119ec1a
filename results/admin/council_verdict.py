"""What a council's total comes to, in the words beside the save button.

The same problems as the command and the same control as the boards, on what the form has read so far.
Refuses to save, and refuses to speak of control while something is wrong.
"""

from collections.abc import Mapping

from results.admin.council_form import CouncilTotalForm
from results.admin.council_sheet import Sheet
from results.admin.verdict import WAITS, Mood, Verdict, slips_in, wrong
from results.boards.cards import PartyBadge
from results.declaring.councils import council_problems
from results.models import Policy
from results.psephology.council import NOC, Chamber, Control, chance_words, control, council_phrase

SECOND = WAITS[Policy.SECOND_KEY]
EMPTY = Verdict(Mood.WAITING, "Type the seats: what they mean for control shows here.")
WITHDRAWS = Verdict(
    Mood.WAITING, "Without seats, saving withdraws the total", lines=("Say why: it is told with it.",)
)
# Of parties in the race: more would push the fields off a phone's screen.
ROOM = 3


def verdict_on_form(form: CouncilTotalForm) -> Verdict:
    """What a bound form's seats come to so far."""
    form.is_valid()
    slips = slips_in(form)
    if slips:
        return wrong(slips)
    if not form.seats:
        return WITHDRAWS if form.based_on and form.sheet.in_force else EMPTY
    return verdict_on_seats(form.sheet, form.seats, complete=form.is_complete)


def verdict_on_seats(
    sheet: Sheet, seats: Mapping[str, int], *, complete: bool, kept: bool = False
) -> Verdict:
    """What a total comes to, and whom it waits for once it is sent; a `kept` one was sent already."""
    found = council_problems(sheet.council, seats, complete=complete)
    if found:
        return wrong(tuple(problem.sentence for problem in found))
    chamber = _chamber(sheet, seats)
    found_control = control(chamber)
    return Verdict(
        Mood.CLEAR,
        seats_line(sheet, seats),
        lines=(*_lines(sheet, chamber, found_control), *(() if kept or sheet.is_direct else (SECOND,))),
        party=_holder(sheet, found_control),
    )


def seats_line(sheet: Sheet, seats: Mapping[str, int]) -> str:
    """ "29 of 44 seats, 15 to come", or "All 42 seats are in, 2 called off"."""
    declared, up = sum(seats.values()), sheet.fillable
    called_off = sheet.council.seats_up - up
    off = f", {called_off} called off" if called_off else ""
    if declared == up:
        return f"All {up} seats are in{off}" if up > 1 else f"The one seat is in{off}"
    return f"{declared} of {up} seats, {up - declared} to come{off}"


def _chamber(sheet: Sheet, seats: Mapping[str, int]) -> Chamber:
    to_come = sheet.fillable - sum(seats.values())
    return Chamber(
        total=sheet.council.seats_total,
        not_up=sheet.not_up,
        won=seats,
        to_come=to_come,
        # A total says nothing of where the others are to come from: any party may win them all.
        ceilings=dict.fromkeys(sheet.may_control, to_come),
        may_control=sheet.may_control,
        called_off=sheet.council.seats_up - sheet.fillable,
    )


def _lines(sheet: Sheet, chamber: Chamber, found: Control) -> tuple[str, ...]:
    if found.holder:
        outcome = council_phrase(before=sheet.council.control_before, after=found.holder)
        return (f"{outcome}{', certain already' if found.clinched else ''}",)
    running = [chance for chance in found.chances if chance.has and chance.can_win][:ROOM]
    about = {"to_come": chamber.to_come, "called_off": chamber.called_off}
    words = (f"{chance.party} {chance_words(chance, **about)}" for chance in running)
    return (f"Control open: {found.needed} of {chamber.total} needed", *words)


def _holder(sheet: Sheet, found: Control) -> PartyBadge | None:
    if found.holder in {None, NOC}:
        return None
    return sheet.badges.get(found.holder or "")
