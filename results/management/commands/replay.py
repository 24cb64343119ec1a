"""`manage.py replay SLUG [--speed 60 | --instant] [--until N]`: a recorded night, declared again."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from results.management.replaying import Act, Step, acts_of, play, replay_account
from results.models import Election
from results.packs.complaints import PackError

SPEED = 60.0


class Command(BaseCommand):
    """Declares a pack's recorded results, in recorded order, through the reporters' own command."""

    help = "Declare a loaded pack's results in recorded order, as a reporter's form would."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which night, how fast, how far."""
        parser.add_argument("slug", help="the election's slug, for example ge2024-midlands")
        pace = parser.add_mutually_exclusive_group()
        pace.add_argument("--speed", type=float, default=SPEED, help="times as fast as the night (60)")
        pace.add_argument("--instant", action="store_true", help="all at once")
        parser.add_argument("--until", type=int, metavar="N", help="stop after the first N results")

    def handle(self, *, slug: str, speed: float, instant: bool, until: int | None, **options: Any) -> None:
        """Declare, and say how far it is."""
        if speed <= 0 or (until is not None and until < 0):
            raise CommandError("Give a speed above 0, and a number of results that is not negative.")
        steps = play(
            acts=_acts(slug),
            speed=None if instant else speed,
            until=until,
            wait=_sleep,
        )
        quiet = options["verbosity"] == 0
        declared = sum(self._tell(step, quiet=quiet) for step in steps)
        if not quiet:
            self.stdout.write(self.style.SUCCESS(f"{declared} declared."))

    def _tell(self, step: Step, *, quiet: bool) -> int:
        if not quiet:
            self.stdout.write(sentence(step))
            self.stdout.flush()
        return int(step.written)


def sentence(step: Step) -> str:
    """One line of progress: "12/106 Leicester South: Ind gain, majority 979"."""
    return f"{step.number}/{step.of} {step.name}: {step.words}"


def _election(slug: str) -> Election:
    try:
        return Election.objects.get(slug=slug)
    except Election.DoesNotExist:
        raise CommandError(f"There is no election {slug!r} here: load its pack first.") from None


def _acts(slug: str) -> list[Act]:
    try:
        acts = acts_of(_election(slug), by=replay_account())
    except PackError as error:
        raise CommandError(str(error)) from error
    if not acts:
        raise CommandError(f"The pack of {slug} has no recorded results to replay.")
    return acts


def _sleep(seconds: float) -> bool:
    time.sleep(seconds)
    return False
