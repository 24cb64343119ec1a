"""manage.py load_pack: load or refresh an election pack, and say what that changed.

Refuses to save anything of a pack with anything wrong in it; every complaint names its file and line.
"""

from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from results.declaring.reference import reference_changed
from results.packs.complaints import PackError
from results.packs.loading import Kind, Loaded, load
from results.packs.reading import find, shipped


class Command(BaseCommand):
    """Loads a pack by folder or by the slug it ships under."""

    help = "Load or refresh an election pack: a folder, or the slug of one that ships with the desk."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One argument: where the pack is."""
        parser.add_argument(
            "pack", metavar="DIR-OR-NAME", help=f"A folder, or one of: {', '.join(shipped())}."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, then report a line a kind."""
        progress = self.stderr.write if options["verbosity"] > 1 else _say_nothing
        try:
            loaded = load(
                folder=find(options["pack"]), reference_changed=reference_changed, progress=progress
            )
        except PackError as error:
            raise CommandError(f"{error}\nNothing was saved.") from error
        if not loaded.silent:
            _count_again()
        if options["verbosity"] > 0:
            self._report(loaded)

    def _report(self, loaded: Loaded) -> None:
        self.stdout.write(f"{loaded.name} ({loaded.slug})")
        for kind in loaded.kinds:
            if words := _in_words(kind):
                self.stdout.write(f"  {kind.name}: {words}")
        for file in loaded.aside:
            self.stdout.write(f"  {file}: left aside, it is no file of a pack")
        if loaded.silent:
            self.stdout.write("Nothing changed.")


def _in_words(kind: Kind) -> str:
    numbers = {"made": kind.made, "changed": kind.changed, "left": kind.left, "removed": kind.removed}
    return ", ".join(f"{number} {what}" for what, number in numbers.items() if number)


def _count_again() -> None:
    # PostgreSQL plans by what it counted last. The first questions about thousands of contests that it takes
    # for none take seconds each, and it counts by itself a minute later.
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in apps.get_app_config("results").get_models(include_auto_created=True):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def _say_nothing(_line: str) -> None:
    pass
