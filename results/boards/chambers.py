"""Councils as they stand: seats won by party from wards or from a total, with all the others accounted for.

Owns the rule which of the two counts: the total while the wards that are in hold fewer seats than it
and none that it denies, the wards from then on. They are never added together. Seats whose poll was
called off are neither won nor to come. Reads any number of councils in the same number of queries.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypedDict

from django.db.models import QuerySet

from results.boards.badges import badge
from results.boards.council_cards import CouncilRow, CouncilState, Source
from results.boards.council_reading import Read, Seats, Total, Ward, added, read_councils
from results.models import Contest, Council, CouncilSeats, Party
from results.psephology.council import (
    NOC,
    Chamber,
    Control,
    chance_words,
    control,
    council_phrase,
    net_changes,
)

CATCH_ALL = "Oth"


def council_states(councils: QuerySet[Council], *, for_air: bool = False) -> tuple[CouncilState, ...]:
    """Every one of these councils as it stands, in a fixed number of queries."""
    rows = list(councils.order_by("name"))
    elections = {council.election_id for council in rows}
    read = read_councils([council.pk for council in rows], elections, for_air=for_air)
    return tuple(state_as_read(council, read) for council in rows)


def state_as_read(council: Council, read: Read) -> CouncilState:
    """One of the councils that were read, as it stands by that. Asks the database nothing."""
    wards, total = read.wards.get(council.pk, []), read.totals.get(council.pk)
    source = _source(total, read.won.get(council.pk, {}))
    chamber = _chamber(council, read, source)
    told = total if total and not total.is_withdrawn else None
    times = [ward.at for ward in wards if ward.at] + ([told.at] if told else [])
    newest_at = max(times, default=None)
    return _card(council, chamber, control(chamber), read, source=source, newest_at=newest_at)


def _chamber(council: Council, read: Read, source: Source) -> Chamber:
    from_wards = source is Source.WARDS
    won = read.won.get(council.pk, {}) if from_wards else read.totals[council.pk].seats
    wards = read.wards.get(council.pk, [])
    # A ward that is in and left a seat empty has nothing to come.
    filled = sum(ward.seats for ward in wards if ward.at) if from_wards else sum(won.values())
    left = max(0, council.seats_up - filled)
    # A total that fills them all the same is believed: it is the count that says so.
    called_off = min(sum(_called_off(wards).values()), left)
    to_come = left - called_off
    may_control = frozenset(code for code, party in read.parties.items() if _controls(party))
    known = read.ceilings.get(council.pk, {}) if from_wards else {}
    # Nobody knows who stands for seats that no ward here fills, nor which wards a total covers: any
    # party may win them.
    open_seats = max(0, to_come - (read.open_seats.get(council.pk, 0) if from_wards else 0))
    return Chamber(
        total=council.seats_total,
        not_up=read.bases.get((council.pk, CouncilSeats.Basis.NOT_UP), {}),
        won=won,
        to_come=to_come,
        ceilings={code: known.get(code, 0) + open_seats for code in {*may_control, *known}},
        may_control=may_control,
        called_off=called_off,
    )


def _called_off(wards: list[Ward]) -> Seats:
    """Seats whose poll was called off, by how: countermanded or deferred."""
    seats: Seats = defaultdict(int)
    for ward in wards:
        if ward.called_off:
            seats[ward.called_off] += ward.seats
    return seats


def _card(
    council: Council,
    chamber: Chamber,
    found: Control,
    read: Read,
    *,
    source: Source,
    newest_at: datetime | None,
) -> CouncilState:
    wards = read.wards.get(council.pk, [])
    total = read.totals.get(council.pk)
    before = read.parties.get(council.control_before)
    holder = read.parties.get(found.holder or "")
    countermanded = min(_called_off(wards)[Contest.Status.COUNTERMANDED], chamber.called_off)
    return CouncilState(
        id=council.pk,
        code=council.code,
        name=council.name,
        total=council.seats_total,
        needed=found.needed,
        seats_up=council.seats_up,
        declared=sum(chamber.won.values()),
        to_come=chamber.to_come,
        not_up=sum(chamber.not_up.values()),
        vacant=chamber.vacant,
        source=source,
        before=badge(before) if before else None,
        before_words=_before_words(council, before),
        holder=badge(holder) if holder else None,
        no_control=found.holder == NOC,
        phrase=council_phrase(before=council.control_before, after=found.holder) if found.holder else "",
        clinched=found.clinched,
        complete=found.complete,
        rows=_rows(council, chamber, found, read),
        wards_declared=sum(ward.at is not None for ward in wards),
        wards=sum(not ward.called_off for ward in wards),
        newest_at=newest_at,
        countermanded=countermanded,
        deferred=chamber.called_off - countermanded,
        wards_called_off=sum(bool(ward.called_off) for ward in wards),
        **_standing(total, wards, source),
    )


class Standing(TypedDict):
    """What of a council's card says how sure its figures are."""

    single_source: bool
    single_wards: int
    was: str
    withdrawn: bool
    total_at: datetime | None


def _standing(total: Total | None, wards: list[Ward], source: Source) -> Standing:
    counts = total is not None and source is not Source.WARDS
    withdrawn = total is not None and total.is_withdrawn
    return Standing(
        single_source=counts and total is not None and total.single_source,
        single_wards=0 if counts else sum(ward.single_source for ward in wards),
        was=total.was if total is not None and (counts or withdrawn) else "",
        withdrawn=withdrawn,
        total_at=total.at if total else None,
    )


def _rows(council: Council, chamber: Chamber, found: Control, read: Read) -> tuple[CouncilRow, ...]:
    grouped = _grouping(council, chamber, found, read)
    won, not_up = grouped(chamber.won), grouped(chamber.not_up)
    now = added(won, not_up)
    bases = {basis: grouped(read.bases.get((council.pk, basis), {})) for basis in CouncilSeats.Basis}
    # A new council was nobody's: whatever seats before are known are not its own.
    compares = found.complete and not chamber.called_off and bool(council.control_before)
    last = _nets(bases[CouncilSeats.Basis.LAST_FOUGHT], now) if compares else None
    eve = _nets(bases[CouncilSeats.Basis.EVE_OF_POLL], now) if compares else None
    needs = _needs(found, chamber)
    rows = [
        CouncilRow(
            party=badge(read.parties[code]),
            won=won.get(code, 0),
            not_up=not_up.get(code, 0),
            seats=now.get(code, 0),
            net_last_fought=last.get(code, 0) if last is not None else None,
            net_eve_of_poll=eve.get(code, 0) if eve is not None else None,
            needs=needs.get(code, ""),
        )
        for code in {*now, *(code for seats in bases.values() for code in seats)}
    ]
    return tuple(sorted(rows, key=lambda row: (-row.seats, -row.won, row.party.code)))


def _grouping(
    council: Council, chamber: Chamber, found: Control, read: Read
) -> Callable[[Mapping[str, int]], Seats]:
    """Adds small local parties to the row of their display group, as independents are reported.

    A party that stands for enough seats to win control, that held the council or holds it now, keeps a
    row of its own.
    """
    heads = {party.group: code for code, party in read.parties.items() if party.independent and party.group}
    standing = read.standing.get(council.pk, {})

    def shown(code: str) -> str:
        head = heads.get(read.parties[code].group, code)
        alone = code in {council.control_before, found.holder} or chamber.has(code) >= found.needed
        return code if alone or standing.get(code, 0) >= found.needed else head

    def grouped(seats: Mapping[str, int]) -> Seats:
        sums: Seats = defaultdict(int)
        for code, number in seats.items():
            sums[shown(code)] += number
        return dict(sums)

    return grouped


def _needs(found: Control, chamber: Chamber) -> dict[str, str]:
    if found.holder:
        return {}
    return {
        chance.party: chance_words(chance, to_come=chamber.to_come, called_off=chamber.called_off)
        for chance in found.chances
    }


def _nets(held: Seats, now: Mapping[str, int]) -> dict[str, int] | None:
    return net_changes(held=held, now=now) if held else None


def _before_words(council: Council, before: Party | None) -> str:
    if not council.control_before:
        return "new council"
    return before.short_name if before else "no overall control"


def _source(total: Total | None, from_wards: Seats) -> Source:
    if total is None or sum(total.seats.values()) <= sum(from_wards.values()):
        return Source.WARDS
    # A ward was corrected since, and the total was not yet.
    if any(total.seats.get(code, 0) < number for code, number in from_wards.items()):
        return Source.WARDS
    return Source.COMPLETE if total.complete else Source.RUNNING


def _controls(party: Party) -> bool:
    # A grouping of independents holds seats and never a council; a registered local party may.
    return not party.independent and party.code != CATCH_ALL
