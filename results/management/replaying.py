"""Declaring a recorded night again, through the same command as a reporter's form.

Owns the clock of a replay and what it does where the desk is ahead of it. Refuses to overwrite: a
contest that somebody declared with other figures stays as they declared it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.contrib.auth.models import Permission, User

from results.declaring.commands import Entered, enter
from results.declaring.refusals import Overtaken, Refused
from results.models import Contest, Declaration, Election
from results.psephology.counts import Count

Wait = Callable[[float], bool]


class Recorded(Protocol):
    """A result with the time at which it was recorded."""

    @property
    def contest_code(self) -> str:
        """The contest's code."""

    @property
    def recorded_at(self) -> datetime:
        """When the source logged it."""

    @property
    def count(self) -> Count:
        """The figures."""


@dataclass(frozen=True, slots=True)
class Step:
    """One recorded result and what became of it. `entered` is None where it was refused, as `note` says."""

    contest: str
    number: int
    of: int
    entered: Entered | None
    note: str


def play(
    *,
    election: Election,
    recorded: Iterable[Recorded],
    by: User,
    speed: float | None,
    until: int | None,
    wait: Wait,
) -> Iterator[Step]:
    """Declare results in recorded order, `speed` times as fast as the night; all at once where None.

    `wait` takes seconds and returns True where the replay is to stop. Contests that are in already
    take no time, so a replay that was stopped goes on where it was.
    """
    results = list(recorded)
    contests = dict(Contest.objects.filter(election=election).values_list("code", "pk"))
    names = dict(Contest.objects.filter(election=election).values_list("code", "name"))
    before: datetime | None = None
    for number, result in enumerate(results[:until], start=1):
        if _in_already(contests[result.contest_code], speed):
            continue
        pause = (result.recorded_at - before).total_seconds() / speed if speed and before else 0
        if wait(pause):
            return
        before = result.recorded_at
        yield _declare(result, contests, names, by=by, number=number, of=len(results))


def replay_account() -> User:
    """The account under which replays declare; nobody can sign in with it."""
    user, made = User.objects.get_or_create(
        username="replay", defaults={"first_name": "Replay", "is_active": True}
    )
    if made:
        user.set_unusable_password()
        user.save()
    user.user_permissions.add(
        Permission.objects.get(content_type__app_label="results", codename="enter_any_contest")
    )
    return User.objects.get(pk=user.pk)


def _in_already(contest_id: int, speed: float | None) -> bool:
    # At once, every result goes through the command, which is silent where the figures are the same.
    return speed is not None and Declaration.objects.in_force().filter(contest=contest_id).exists()


def _declare(
    result: Recorded,
    contests: Mapping[str, int],
    names: Mapping[str, str],
    *,
    by: User,
    number: int,
    of: int,
) -> Step:
    name = names[result.contest_code]
    try:
        entered = enter(contest_id=contests[result.contest_code], count=result.count, by=by)
    except Overtaken as refusal:
        return Step(name, number, of, None, f"left as {refusal.by} declared it")
    except Refused as refusal:
        return Step(name, number, of, None, refusal.sentence)
    return Step(name, number, of, entered, "in already" if entered.silent else "")
