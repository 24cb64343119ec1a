"""What an output's pages are sent: everything that is on it, whole, in one JSON text.

A frame says what stands, never what to do: a page that missed ten of them needs the next one alone. What was
taken frozen is as the take wrote it; what follows is read now, unless somebody holds it. Refuses to let what
cannot be read now take anything off: the values that were taken stand.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from results.boards.onair import ProgramView, Shown, preview, program
from results.graphics.newer import now_of_all
from results.graphics.version import scripts_version
from results.models import Cue, Hold, Output
from results.onair.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class OutputPlace:
    """Where an output is, by row ids."""

    election: int
    id: int


def output_called(slug: str) -> OutputPlace | None:
    """The output with this slug. One query."""
    found = Output.objects.filter(slug=slug).values_list("election", "pk").first()
    return OutputPlace(*found) if found else None


def program_frame(output_id: int, *, election_id: int | None = None) -> str:
    """What viewers see on an output. Three queries, and those of what follows. Raises as `program` does."""
    view = program(output_id=output_id, election_id=election_id)
    return _frame(view, now_of_moving(view.id, view.layers))


def preview_frame(output_id: int, *, election_id: int | None = None) -> str:
    """What a take would show: the cue on preview, alone. Queries and errors as of the program."""
    view = preview(output_id=output_id, election_id=election_id)
    return _frame(view, _now(view.id, [shown for shown in view.layers if shown.mode != Cue.Mode.FROZEN]))


def now_of_moving(output_id: int, layers: Sequence[Shown]) -> dict[int, Snapshot]:
    """The values of this moment, by cue, of what follows on air and nobody holds."""
    return _now(output_id, [shown for shown in layers if shown.mode == Cue.Mode.FOLLOW])


def _now(output_id: int, moving: Sequence[Shown]) -> dict[int, Snapshot]:
    """The values of this moment, by cue, of those that move and that nobody holds."""
    if not moving:
        return {}
    held = Hold.objects.holding().filter(Q(output=output_id) | Q(cue__output=output_id))
    cues = set(held.values_list("cue", flat=True))
    return {} if None in cues else now_of_all({shown.cue for shown in moving} - cues)


def _frame(view: ProgramView, now: Mapping[int, Snapshot]) -> str:
    whole = {
        "output": view.slug,
        "name": view.name,
        "format": view.format,
        "live": view.live,
        "rehearsal": view.rehearsal,
        "test_card": view.test_card,
        "version": scripts_version(),
        # An out leaves no layer behind: the last act stands for itself, so that a page can confirm it too.
        "act": view.act,
        "layers": {shown.layer: _layer(shown, now.get(shown.cue)) for shown in view.layers},
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _layer(shown: Shown, now: Snapshot | None) -> dict[str, Any]:
    values = now.values if now else shown.values
    return {
        "cue": shown.cue,
        "graphic": shown.graphic,
        # Which revisions it tells is the desk's own to know.
        "values": {name: value for name, value in values.items() if name != "told"},
        "digest": now.digest if now else shown.digest,
        "step": shown.step,
        "corrected": values.get("corrected") is True,
        "act": shown.act,
        "at_once": shown.at_once,
    }
