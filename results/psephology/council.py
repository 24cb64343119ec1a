"""Who controls a council: seats against a majority of all of them, tonight and in the end.

Owns control, when it is certain, what each party still needs, the word for it, and changes of seats.
Refuses to choose a baseline, to read a ward, and to give control to a group of independents: a
registered local party may hold control, people who stood each for themselves may not, however many.

Rules: control is more than half of all seats of the council, those not up this time and vacancies
included, so exactly half is no overall control. A seat to come may still be left empty (the death of a
candidate countermands the poll: Local Elections Rules 2006, rule 55), so a party is certain of
control only by seats it has, never by seats that nobody else stands for. Seats whose poll was called off
are filled on another day, with nominations that may be opened again: any party may win them, so nobody
is told to have missed control on account of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

NOC = "NOC"


@dataclass(frozen=True, slots=True)
class Undeclared:
    """A ward to come: its seats, and how many candidates each party (tallying code) has in it."""

    seats: int
    candidates: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Chamber:
    """A council at one moment, in seats by tallying code of the party.

    `total` are all seats, those not up and vacancies included; `won` this time; `to_come` not yet
    declared; `called_off` are those whose poll was countermanded or deferred. `ceilings` is the most that
    a party can still win of those to come: a party without a ceiling can win none. Raises ValueError
    where figures are negative or exceed the total.
    """

    total: int
    not_up: Mapping[str, int]
    won: Mapping[str, int]
    to_come: int
    ceilings: Mapping[str, int]
    may_control: frozenset[str]
    called_off: int = 0

    def __post_init__(self) -> None:
        seats = (
            self.to_come,
            self.called_off,
            *self.not_up.values(),
            *self.won.values(),
            *self.ceilings.values(),
        )
        if self.total < 1 or min(seats) < 0:
            raise ValueError("A council has at least one seat, and no party has fewer than none.")
        if self.vacant < 0:
            raise ValueError(f"Seats add up to {self.total - self.vacant}, but there are {self.total}.")

    @property
    def vacant(self) -> int:
        """Seats that nobody holds and that no poll was to fill this time."""
        held = sum(self.not_up.values()) + sum(self.won.values())
        return self.total - held - self.to_come - self.called_off

    def has(self, party: str) -> int:
        """Seats of a party by now, those not up included."""
        return self.not_up.get(party, 0) + self.won.get(party, 0)

    def may_reach(self, party: str) -> int:
        """The most seats that a party can have once every seat is filled, those called off included."""
        return self.has(party) + min(self.ceilings.get(party, 0), self.to_come) + self.called_off


@dataclass(frozen=True, slots=True)
class Chance:
    """A party that may hold control. `needs`: seats short of a majority, 0 where it has one."""

    party: str
    has: int
    may_reach: int
    needs: int

    @property
    def can_win(self) -> bool:
        """Whether it has a majority or can still get one."""
        return self.may_reach >= self.has + self.needs


@dataclass(frozen=True, slots=True)
class Control:
    """Who controls a council. `holder` is a party or NOC once that is certain, None while it is open.

    `complete`: nothing is to come tonight. `clinched`: certain although something is. `chances`: parties
    with seats, or with seats to win, most seats first.
    """

    needed: int
    holder: str | None
    clinched: bool
    complete: bool
    chances: tuple[Chance, ...]


class CouncilWord(StrEnum):
    """What happened to a council, against its control on the eve of poll."""

    HOLD = "hold"
    GAIN = "gain"
    GAIN_FROM_NOC = "gain from NOC"
    LOSS_TO_NOC = "loss to NOC"
    NO_CHANGE = "no change"
    NEW = "new council"


def ceilings(undeclared: Iterable[Undeclared]) -> dict[str, int]:
    """The most seats that each party can still win in wards to come: no more than it has candidates."""
    most: Counter[str] = Counter()
    for ward in undeclared:
        most.update({party: min(ward.seats, stand) for party, stand in ward.candidates.items()})
    return dict(most)


def control(chamber: Chamber) -> Control:
    """Who controls a council, or can."""
    needed = chamber.total // 2 + 1
    chances = _chances(chamber, needed)
    holder = _holder(chances)
    return Control(
        needed=needed,
        holder=holder,
        clinched=holder is not None and chamber.to_come > 0,
        complete=chamber.to_come == 0,
        chances=chances,
    )


def chance_words(chance: Chance, *, to_come: int, called_off: int = 0) -> str:
    """What a party still needs: "needs 3 of the 5 left", "has a majority", "can no longer win"."""
    if chance.needs == 0:
        return "has a majority"
    if not chance.can_win:
        return "can no longer win" if to_come else f"{chance.needs} short of a majority"
    if chance.may_reach - called_off < chance.has + chance.needs:
        missing = "cannot win tonight" if to_come else f"{chance.needs} short of a majority"
        return f"{missing}, {called_off} called off"
    if chance.needs < to_come:
        return f"needs {chance.needs} of the {to_come} left"
    return {1: "needs the one seat left", 2: "needs both seats left"}.get(
        to_come, f"needs all {to_come} left"
    )


def seats_words(seats: Mapping[str, int]) -> str:
    """Seats by party, most first: "Lab 20, Con 9"."""
    won = sorted(
        ((code, number) for code, number in seats.items() if number), key=lambda won: (-won[1], won[0])
    )
    return ", ".join(f"{code} {number}" for code, number in won)


def total_was(before: Mapping[str, int], after: Mapping[str, int]) -> str:
    """What a correction of a total put right: "Lab had 20, Con 9, LD none".

    Empty where a running total only grows; "was Lab 20, Con 9" where nothing of it is left.
    """
    if all(after.get(code, 0) >= number for code, number in before.items()):
        return ""
    if not any(after.values()):
        return f"was {seats_words(before)}"
    changed = [code for code in {**before, **after} if before.get(code, 0) != after.get(code, 0)]
    changed.sort(key=lambda code: (-before.get(code, 0), code))
    (first, *others) = [(code, before.get(code, 0)) for code in changed]
    told = [f"{code} {number or 'none'}" for code, number in others]
    return ", ".join([f"{first[0]} had {first[1]}", *told])


def council_word(*, before: str, after: str) -> CouncilWord:
    """The word for a council. `before`: a party, NOC or empty (a new council). `after`: a party or NOC."""
    if not after:
        raise ValueError("Control has no word while it is open.")
    if not before:
        return CouncilWord.NEW
    if before == after:
        return CouncilWord.NO_CHANGE if after == NOC else CouncilWord.HOLD
    if after == NOC:
        return CouncilWord.LOSS_TO_NOC
    return CouncilWord.GAIN_FROM_NOC if before == NOC else CouncilWord.GAIN


def council_phrase(*, before: str, after: str) -> str:
    """The outcome as it is read out: "Lab hold", "Lab gain from Con", "Con loss to NOC"."""
    word = council_word(before=before, after=after)
    if word is CouncilWord.NEW:
        return f"{NOC} (new council)" if after == NOC else f"{after} win (new council)"
    if word is CouncilWord.LOSS_TO_NOC:
        return f"{before} {word}"
    return f"{after} gain from {before}" if word is CouncilWord.GAIN else f"{after} {word}"


def net_changes(*, held: Mapping[str, int], now: Mapping[str, int]) -> dict[str, int]:
    """Seats now less seats held, for every party of either side, most gained first.

    Both sides must be of the same seats: a council half declared has no change to tell.
    """
    changes = {party: now.get(party, 0) - held.get(party, 0) for party in {*held, *now}}
    return dict(sorted(changes.items(), key=lambda change: (-change[1], change[0])))


def _chances(chamber: Chamber, needed: int) -> tuple[Chance, ...]:
    chances = (_chance(chamber, party, needed) for party in chamber.may_control)
    running = (chance for chance in chances if chance.may_reach)
    return tuple(sorted(running, key=lambda chance: (-chance.has, -chance.may_reach, chance.party)))


def _chance(chamber: Chamber, party: str, needed: int) -> Chance:
    has = chamber.has(party)
    return Chance(party=party, has=has, may_reach=chamber.may_reach(party), needs=max(0, needed - has))


def _holder(chances: tuple[Chance, ...]) -> str | None:
    if chances and chances[0].needs == 0:
        return chances[0].party
    return None if any(chance.can_win for chance in chances) else NOC
