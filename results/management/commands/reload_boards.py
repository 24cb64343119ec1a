"""manage.py reload_boards: every open page of an election loads itself anew, spread over a minute.

What is on air, and the panels it is worked from, stay as they are.
"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from results.declaring.reloading import order_reload
from results.models import Election


class Command(BaseCommand):
    """Orders open boards and pages to load themselves anew."""

    help = (
        "Have every open board, contest, council and desk page of an election load itself anew, once, at a "
        "moment of its own: after new scripts or styles, or where walls look wrong. Never what is on air."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which election, and over how long."""
        parser.add_argument("slug", help="the election's slug, for example ge2024-midlands")
        parser.add_argument(
            "--over",
            type=int,
            default=60,
            metavar="SECONDS",
            help="spread over so many seconds (60)",
        )

    def handle(self, *, slug: str, over: int, **options: Any) -> None:
        """Order it, and say by when it is done."""
        election = Election.objects.filter(slug=slug).values_list("pk", flat=True).first()
        if election is None:
            raise CommandError(f"There is no election {slug}.")
        try:
            order_reload(election_id=election, over_s=over)
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] > 0:
            self.stdout.write(f"Open pages of {slug} load anew within {over} s, others when they are back.")
