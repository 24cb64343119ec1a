"""What a council's card means, in plain words.

Owns the sentences. Refuses to judge: who holds control, and whether that is certain, is on the card.
"""

from results.boards.cards import PartyBadge
from results.boards.council_cards import CouncilRow, CouncilState, Source
from results.boards.states import SINGLE_SOURCE
from results.rendering import words

LAST_FOUGHT = "v last fought"
EVE_OF_POLL = "v eve of poll"
NO_CONTROL = PartyBadge(code="NOC", abbr="NOC", name="No overall control", colour="#59626e", ink="#ffffff")
NEW_COUNCIL = "new council"
TOTALS = {
    Source.RUNNING: "Seats are a running total from the count, not ward by ward.",
    Source.COMPLETE: "Seats are a complete total from the count, not ward by ward.",
}


def inside(state: CouncilState) -> str:
    """22 of 44 in; seats whose poll was called off are none of the 44"""
    return f"{words.number(state.declared)} of {words.number(state.fillable)} in"


def inside_short(state: CouncilState) -> str:
    """22/44, for a wall"""
    return f"{words.number(state.declared)}/{words.number(state.fillable)}"


def before(state: CouncilState) -> str:
    """Who controlled it before, short: Con, NOC, new council."""
    if state.before:
        return state.before.abbr
    return NEW_COUNCIL if state.before_words == NEW_COUNCIL else NO_CONTROL.abbr


def headline(state: CouncilState) -> str:
    """The outcome once it is certain, else how far it is."""
    if state.phrase:
        return state.phrase
    if state.stopped:
        return called_off(state)
    return f"{inside(state)}, control open" if state.declared else "Nothing declared"


def statement(state: CouncilState) -> str:
    """Why: who has how many of how many, what is still to come, and what is not."""
    off = f" {called_off(state)}." if state.called_off else ""
    if state.holder:
        return f"{_control(state, state.holder)}{_to_come(state)}.{off}"
    if state.no_control:
        return f"{_nobody(state)}{_to_come(state)}.{off}"
    return f"{state.needed} of {state.total} seats needed for control{_to_come(state)}.{off}"


def called_off(state: CouncilState) -> str:
    """2 seats: poll countermanded, 1 seat: poll deferred; empty where every poll is held"""
    told = {"countermanded": state.countermanded, "deferred": state.deferred}
    return ", ".join(f"{_counted(seats, 'seat')}: poll {how}" for how, seats in told.items() if seats)


def pending(state: CouncilState) -> str:
    """Why changes are not given; empty where they are."""
    if not state.complete:
        return "Changes are given when all seats are in."
    return f"No changes are given: {called_off(state)}." if state.called_off else ""


def _control(state: CouncilState, holder: PartyBadge) -> str:
    certain = "control is certain" if state.clinched else "control"
    return f"{holder.name} {certain}: {_seats_of(state, holder)} of {state.total} seats"


def _nobody(state: CouncilState) -> str:
    if not state.complete:
        return f"No party can reach {state.needed} of {state.total} seats any more"
    largest, needs = state.rows[0], f"{state.needed} needed"
    if largest.seats >= state.needed:
        return f"No overall control: {_grouping(largest, state)}"
    level = [row for row in state.rows if row.seats == largest.seats]
    if len(level) > 1:
        each = " and ".join(row.party.name for row in level)
        return f"No overall control: {each} {largest.seats} each of {state.total} seats, {needs}"
    return f"No overall control: {_holding(largest)} of {state.total} seats, {_short(largest, state)}{needs}"


def _grouping(largest: CouncilRow, state: CouncilState) -> str:
    return f"{largest.seats} of {state.total} seats are {largest.party.name}, which is no party"


def _short(largest: CouncilRow, state: CouncilState) -> str:
    return "exactly half, " if 2 * largest.seats == state.total else ""


def _holding(row: CouncilRow) -> str:
    return f"{row.party.name} {row.seats}"


def _seats_of(state: CouncilState, party: PartyBadge) -> int:
    return next((row.seats for row in state.rows if row.party.code == party.code), 0)


def _to_come(state: CouncilState) -> str:
    if not state.to_come:
        return ""
    wards = state.wards - state.wards_declared
    if state.source is Source.WARDS and wards:
        return f", with {_counted(wards, 'ward')} to come"
    return f", with {_counted(state.to_come, 'seat')} to come"


def _counted(number: int, thing: str) -> str:
    return f"{words.number(number)} {thing if number == 1 else thing + 's'}"


def source(state: CouncilState) -> str:
    """Where the seats are from: the wards, or a total that the count gave; and who vouches for it."""
    return " ".join(_of_total(state) if state.source in TOTALS else _of_wards(state))


def _of_total(state: CouncilState) -> list[str]:
    told = [TOTALS[state.source]]
    if state.was:
        told.append(f"Corrected: {state.was}.")
    if state.single_source:
        told.append(f"{SINGLE_SOURCE.capitalize()}: nobody has confirmed it yet.")
    return told


def _of_wards(state: CouncilState) -> list[str]:
    told = ["Seats are added up from the wards declared."] if state.wards else []
    if state.single_wards:
        told.append(f"{single_wards(state).capitalize()}.")
    if state.withdrawn:
        told.append(f"A total was withdrawn: it {state.was}.")
    return told


def source_mark(state: CouncilState) -> str:
    """The short label of a total; empty where the wards count."""
    return "" if state.source is Source.WARDS else str(state.source)


def marks(state: CouncilState) -> tuple[str, ...]:
    """What a card has room to say beside the figures: wards on a single source, seats that had no poll."""
    return tuple(mark for mark in (single_wards(state), _called_off_short(state)) if mark)


def single_wards(state: CouncilState) -> str:
    """1 ward on a single source; empty where there is none"""
    if not state.single_wards:
        return ""
    return f"{_counted(state.single_wards, 'ward')} on a {SINGLE_SOURCE}"


def _called_off_short(state: CouncilState) -> str:
    """2 countermanded, 1 deferred, or 3 called off where there are both"""
    if state.countermanded and state.deferred:
        return f"{words.number(state.called_off)} called off"
    told = {"countermanded": state.countermanded, "deferred": state.deferred}
    return next((f"{words.number(seats)} {how}" for how, seats in told.items() if seats), "")


def needs(row: CouncilRow) -> str:
    """Lab needs 3 of the 15 left"""
    return f"{row.party.abbr} {row.needs}" if row.needs else ""


def net(value: int | None) -> str:
    """+3, −2, 0, or a dash while it is not known."""
    return words.NONE if value is None else words.signed(value)
