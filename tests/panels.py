"""An operator's panel over HTTP: its buttons pressed as its script presses them, and its words read."""

from typing import Any

from django.test import Client
from django.test.html import Element, parse_html

from results.models import Cue, Output
from results.onair.air import take
from tests.fragments import texts_of
from tests.onair_rows import a_cue

ADDRESS = "/graphics/pgm/control/"
SCRIPT = {"x-desk-panel": "1"}


def press(client: Client, act: str, what: str = "", **more: str) -> Any:
    """A button pressed with the panel's script."""
    return client.post(f"/graphics/pgm/acts/{act}/", {"what": what, **more}, headers=SCRIPT)


def keep(client: Client, seq: object = None) -> Any:
    """The panel's own sign of life; with its number where it is not pushed to."""
    fields = {} if seq is None else {"seq": str(seq)}
    return client.post(f"{ADDRESS}keep/", fields, headers=SCRIPT)


def drawn(client: Client) -> Element:
    """The panel as it is fetched."""
    return parse_html(client.get(ADDRESS).content.decode())


def words(client: Client, name: str) -> str:
    """What one part of the panel says."""
    return " ".join(texts_of(drawn(client), name))


def taken(output: Output, by: Any, **values: Any) -> Cue:
    """A cue that is on air."""
    cue = a_cue(output, by, **values)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=by)
    return cue
