"""What an output shows, layer by layer, and what stands on preview: as it was taken, never as it is now.

Owns the shapes that frames are made of. Refuses to read results: values are those that an operator's act
froze.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from results.boards.snapshot import one_snapshot
from results.models import LAYER_NUMBER, AsRun, Cue, Layer, OnAir, Output


@dataclass(frozen=True, slots=True)
class Shown:
    """A graphic on one layer. `act` is the number of the act that put it there as it stands.

    On preview nothing was taken yet: `act` is 0 and `since` is when its values were frozen. `at_once` is how
    often the item that a ticker had on screen was put right in its place.
    """

    layer: str
    cue: int
    graphic: str
    mode: str
    values: Mapping[str, Any]
    digest: str
    seq: int
    step: int
    corrected: bool
    act: int
    since: datetime
    at_once: int = 0


@dataclass(frozen=True, slots=True)
class ProgramView:
    """An output at event `seq` of its election: its layers from the back to the front.

    `act` is the number of the last act that changed its picture: what a page that is level has shown.
    """

    id: int
    slug: str
    name: str
    format: str
    election: int
    live: bool
    rehearsal: bool
    test_card: bool
    seq: int
    act: int
    layers: tuple[Shown, ...]

    def on(self, layer: str) -> Shown | None:
        """What is on a layer; None where it is off."""
        return next((shown for shown in self.layers if shown.layer == layer), None)


# What viewers see nothing of by itself.
UNSEEN = frozenset({AsRun.Act.HOLD, AsRun.Act.RELEASE, AsRun.Act.SETTLE})
PICTURE = tuple(act for act in AsRun.Act if act not in UNSEEN)


def program(*, output_id: int, election_id: int | None = None) -> ProgramView:
    """What is on air on an output, in three queries. Raises Output.DoesNotExist.

    So it does where the output is not of `election_id`, if that is given.
    """
    with one_snapshot():
        output = _outputs(election_id).select_related("election").get(pk=output_id)
        rows = OnAir.objects.filter(output=output).select_related("cue")
        return _view(output, [_on_air(row) for row in rows])


def preview(*, output_id: int, election_id: int | None = None) -> ProgramView:
    """What stands on preview, as a take would show it, in two queries. Raises as the program does."""
    with one_snapshot():
        output = _outputs(election_id).select_related("election", "previewed").get(pk=output_id)
        return _view(output, [_ready(output.previewed)] if output.previewed else [])


def _outputs(election_id: int | None) -> QuerySet[Output]:
    return Output.objects.all() if election_id is None else Output.objects.filter(election=election_id)


def _view(output: Output, shown: list[Shown]) -> ProgramView:
    acts = AsRun.objects.filter(output=output, act__in=PICTURE).values_list("number", flat=True)
    return ProgramView(
        id=output.pk,
        slug=output.slug,
        name=output.name,
        format=output.format,
        election=output.election_id,
        live=output.live,
        rehearsal=output.election.rehearsal,
        test_card=output.test_card,
        seq=output.election.seq,
        act=acts.first() or 0,
        layers=tuple(sorted(shown, key=lambda one: LAYER_NUMBER[Layer(one.layer)])),
    )


def _on_air(row: OnAir) -> Shown:
    return Shown(
        layer=row.layer,
        cue=row.cue_id,
        graphic=row.cue.graphic,
        mode=row.cue.mode,
        values=row.values,
        digest=row.digest,
        seq=row.seq,
        step=row.step,
        corrected=row.corrected,
        act=row.act,
        since=row.since,
        at_once=row.at_once,
    )


def _ready(cue: Cue) -> Shown:
    return Shown(
        layer=cue.layer,
        cue=cue.pk,
        graphic=cue.graphic,
        mode=cue.mode,
        values=cue.values,
        digest=cue.digest,
        seq=cue.seq,
        step=0,
        corrected=cue.values.get("corrected") is True,
        act=0,
        since=cue.prepared_at,
    )
