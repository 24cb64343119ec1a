"""An election out of a desk and into an empty one: what every board says of it, and the emptying."""

import json
from pathlib import Path

from django.apps import apps
from django.contrib.auth.models import User
from django.core.management.color import no_style
from django.db import connection

from results.declaring.reference import reference_changed
from results.feeds.regions import region_json
from results.live.drawing import draw
from results.live.news import last_of, standings
from results.live.topics import Topic, contest_topic, corrections_topic, council_topic, region_topic
from results.models import Election
from results.packs.exporting import export
from results.packs.loading import Loaded, load

Told = dict[str, str]


def everything_told(slug: str) -> Told:
    """Every fragment of every board, contest, council and list of corrections, the feeds, the numbers."""
    election = Election.objects.get(slug=slug)
    told = {"corrections": _drawn(corrections_topic(election=election.pk))}
    for region in election.regions.all():
        told[f"region {region.code}"] = _drawn(region_topic(election=election.pk, region=region.pk))
        told[f"feed {region.code}"] = json.dumps(region_json(region.pk), default=str)
    for contest in election.contests.all():
        told[f"contest {contest.code}"] = _drawn(contest_topic(election=election.pk, contest=contest.pk))
    for council in election.councils.all():
        told[f"council {council.code}"] = _drawn(council_topic(election=election.pk, council=council.pk))
    standing = standings([election.pk])[election.pk]
    return told | {"standing": f"{standing.seq} at {standing.as_at}"}


def _drawn(topic: Topic) -> str:
    return f"{last_of(topic)} {draw(topic)}"


def empty_the_desk() -> None:
    """Nothing is left but tables and roles; rows that are made next are numbered on."""
    models = [*apps.get_app_config("results").get_models(include_auto_created=True), User]
    # Whatever is to be checked at the end of the transaction is checked now: it is about to go.
    connection.check_constraints()
    statements = connection.ops.sql_flush(
        no_style(), [model._meta.db_table for model in models], allow_cascade=True
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def loaded(folder: Path) -> Loaded:
    """Load a pack as the command does."""
    return load(folder=folder, reference_changed=reference_changed)


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path from there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def goes_out_and_in(slug: str, folder: Path, *, sheets: bool = False) -> None:
    """Export, empty, load: boards tell the same to the letter, and a second export is the first."""
    before = everything_told(slug)
    exported = export(slug=slug, folder=folder / "first", sheets=sheets)
    assert not exported.complaints
    empty_the_desk()
    loaded(folder / "first")
    after = everything_told(slug)
    assert after.keys() == before.keys()
    for name, text in after.items():
        assert text.splitlines() == before[name].splitlines(), name
    export(slug=slug, folder=folder / "second", sheets=sheets)
    assert files_in(folder / "second") == files_in(folder / "first")
