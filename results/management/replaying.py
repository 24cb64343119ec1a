"""Declaring a recorded night again, through the same commands as a reporter's forms.

Owns the clock of a replay and what it does where the desk is ahead of it. Refuses to overwrite: what
somebody declared with other figures stays as they declared it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib.auth.models import Permission, User

from results.declaring.commands import Entered, Evidence, enter
from results.declaring.council_facts import seats_of, total_in_force
from results.declaring.councils import correct_council, enter_council
from results.declaring.refusals import CouncilOvertaken, Doubtful, Overtaken, Refused
from results.models import Contest, Council, Declaration, Election, Source, State
from results.packs.recorded import RecordedResult, RecordedTotal, recorded, recorded_totals
from results.psephology.counts import Result

Wait = Callable[[float], bool]


@dataclass(frozen=True, slots=True)
class Act:
    """One recorded declaration: when it was recorded, whether it is in, and how to declare it.

    `declare` returns what came of it in words, and whether anything was written.
    """

    at: datetime
    name: str
    is_in: Callable[[], bool]
    declare: Callable[[], tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Step:
    """One act of a replay and what became of it."""

    name: str
    number: int
    of: int
    words: str
    written: bool


def acts_of(election: Election, *, by: User) -> list[Act]:
    """Everything the pack recorded, in recorded order. Raises PackError."""
    contests = {row.code: row for row in Contest.objects.filter(election=election)}
    councils = {row.code: row for row in Council.objects.filter(election=election)}
    acts = [_contest_act(contests[result.contest_code], result, by) for result in recorded(election)]
    acts += [_council_act(councils[total.council_code], total, by) for total in recorded_totals(election)]
    # Stable: contests keep the order in which they were recorded.
    return sorted(acts, key=lambda act: act.at)


def play(*, acts: Sequence[Act], speed: float | None, until: int | None, wait: Wait) -> Iterator[Step]:
    """Declare in order, `speed` times as fast as the night; all at once where None.

    `wait` takes seconds and returns True where the replay is to stop. What is in already takes no
    time, so a replay that was stopped goes on where it was.
    """
    before: datetime | None = None
    for number, act in enumerate(acts[:until], start=1):
        # At once, everything goes through the command, which is silent where the figures are the same.
        if speed is not None and act.is_in():
            continue
        if wait((act.at - before).total_seconds() / speed if speed and before else 0):
            return
        before = act.at
        yield _step(act, number, len(acts))


def replay_account() -> User:
    """The account under which replays declare; nobody can sign in with it."""
    user, made = User.objects.get_or_create(
        username="replay", defaults={"first_name": "Replay", "is_active": True}
    )
    if made or not user.is_active:
        # Of an election that came from another desk it is known by name alone.
        user.is_active = True
        user.set_unusable_password()
        user.save()
    user.user_permissions.add(
        Permission.objects.get(content_type__app_label="results", codename="enter_any_contest")
    )
    return User.objects.get(pk=user.pk)


def _step(act: Act, number: int, of: int) -> Step:
    try:
        words, written = act.declare()
    except (Overtaken, CouncilOvertaken) as refusal:
        words, written = f"left as {refusal.by} declared it", False
    except Refused as refusal:
        words, written = refusal.sentence, False
    return Step(name=act.name, number=number, of=of, words=words, written=written)


def _contest_act(contest: Contest, result: RecordedResult, by: User) -> Act:
    def declare() -> tuple[str, bool]:
        entered = _entered(contest, result, by)
        return ("in already", False) if entered.silent else (_told(entered), True)

    def is_in() -> bool:
        return Declaration.objects.in_force().filter(contest=contest).exists()

    return Act(at=result.recorded_at, name=contest.name, is_in=is_in, declare=declare)


def _entered(contest: Contest, result: RecordedResult, by: User) -> Entered:
    evidence = Evidence(source=Source.OTHER, source_note="recorded on the night")
    try:
        return enter(contest_id=contest.pk, count=result.count, by=by, evidence=evidence)
    except Doubtful as refusal:
        # What is on record was checked on the night: nobody is there to ask again.
        ticked = frozenset(doubt.key for doubt in refusal.doubts)
        return enter(
            contest_id=contest.pk, count=result.count, by=by, evidence=replace(evidence, accepted=ticked)
        )


def _told(entered: Entered) -> str:
    words = words_of(entered.result)
    return f"{words}, waits for a second person" if entered.state == State.WAITING else words


def words_of(result: Result) -> str:
    """Who won and how: "Con gain, majority 4,426", or the seats by party where several are filled."""
    if result.returned:
        return result.returned
    margin = "decided by lot" if result.by_lot else f"majority {result.majority:,}"
    return f"{result.party} {result.word}, {margin}"


def _council_act(council: Council, total: RecordedTotal, by: User) -> Act:
    def declare() -> tuple[str, bool]:
        current = total_in_force(council.pk)
        if current is not None and current.entered_by_id == by.pk and _seats_in(council) > _sum(total.seats):
            return "in already", False
        if current is None or current.entered_by_id != by.pk:
            entered = enter_council(council_id=council.pk, seats=total.seats, complete=total.complete, by=by)
        else:
            # The replay's own running total grows through the night.
            entered = correct_council(
                council_id=council.pk,
                seats=total.seats,
                complete=total.complete,
                by=by,
                based_on=current.revision,
            )
        seats = ", ".join(f"{code} {number}" for code, number in total.seats.items() if number)
        return ("in already", False) if entered.silent else (seats, True)

    def is_in() -> bool:
        # A running total is followed by larger ones.
        return _seats_in(council) >= _sum(total.seats)

    return Act(at=total.recorded_at, name=council.name, is_in=is_in, declare=declare)


def _seats_in(council: Council) -> int:
    current = total_in_force(council.pk)
    return _sum(seats_of(current)) if current else 0


def _sum(seats: Mapping[str, int]) -> int:
    return sum(seats.values())
