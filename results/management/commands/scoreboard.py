"""`manage.py scoreboard SLUG REGION [--json]`: the board of one region in a terminal."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from results.boards.heads import region_place
from results.feeds.regions import region_json, region_text
from results.models import Region


class Command(BaseCommand):
    """Prints what the board of a region shows now."""

    help = "Print the scoreboard of one region, as text or as the JSON of the feed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which board, in which form."""
        parser.add_argument("slug", help="the election's slug, for example ge2024-midlands")
        parser.add_argument("region", help="the region's code, for example E12000004")
        parser.add_argument("--json", action="store_true", help="the JSON of the feed")

    def handle(self, *, slug: str, region: str, **options: Any) -> None:
        """Print it, or say which boards there are."""
        place = region_place(slug=slug, code=region)
        if place is None:
            raise CommandError(_there_are(slug, region))
        if options["json"]:
            self.stdout.write(json.dumps(region_json(place.id), ensure_ascii=False, indent=2))
        else:
            self.stdout.write(region_text(place.id))


def _there_are(slug: str, region: str) -> str:
    codes = list(Region.objects.filter(election__slug=slug).values_list("code", flat=True))
    if not codes:
        return f"There is no election {slug!r} here: load its pack first (manage.py load_pack)."
    return f"{slug} has no region {region!r}; it has {', '.join(codes)}."
