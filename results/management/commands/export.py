"""manage.py export: an election and everything that was declared and done in it, as a pack in a folder.

Refuses to write over anything; the folder is there whole or not at all.
"""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from results.packs.complaints import PackError
from results.packs.exporting import Exported, export


class Command(BaseCommand):
    """Writes an election as a pack that load_pack reads."""

    help = (
        "Write an election as a pack: reference data, what is in force, every revision with who and when. "
        "It has figures that wait, are under embargo or keyed blind: keep it as you keep the database."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which election, where to, and whether with photographs."""
        parser.add_argument("slug", help="the election's slug, for example ge2024-midlands")
        parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that is new or empty")
        parser.add_argument(
            "--sheets", action="store_true", help="with the photographs of declaration sheets, in sheets/"
        )

    def handle(self, *, slug: str, folder: Path, **options: Any) -> None:
        """Write, then report a line a file."""
        try:
            exported = export(slug=slug, folder=folder, sheets=options["sheets"])
        except (PackError, OSError) as error:
            raise CommandError(f"{error}\nNothing was written.") from error
        if options["verbosity"] > 0:
            self._report(exported)
        if exported.complaints:
            self.stderr.write("load_pack will not take it as it is; these can be mended in the files:")
            self.stderr.writelines(f"  {complaint}" for complaint in exported.complaints)

    def _report(self, exported: Exported) -> None:
        self.stdout.write(f"{exported.name}, in {exported.folder}")
        for file, number in exported.lines:
            self.stdout.write(f"  {file}: {number} line{'s' * (number != 1)}")
        if exported.photographs:
            self.stdout.write(f"  sheets: {exported.photographs}")
