"""What feeds of the graphics desk are of: a cue of a rundown, or a layer of an output.

Owns the numbers by which a feed knows that nothing changed, one query each, and the values that stand
there. Refuses newer results: a cue shows what it holds until somebody refreshes it.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from results.boards.embargo import closings_ahead
from results.models import Cue, Hold, OnAir, Output, Region


@dataclass(frozen=True, slots=True)
class CuePlace:
    """A cue: the slug of its output, its graphic, and what changes whenever its values or its state do."""

    output: str
    graphic: str
    number: Hashable


@dataclass(frozen=True, slots=True)
class OutputPlace:
    """An output: its row id, and the number of its election, which every act on it moves."""

    id: int
    number: Hashable


@dataclass(frozen=True, slots=True)
class Standing:
    """Values that stand in a rundown or on air, at `seq` of their election, `since` when.

    `follows` is whether they are to be read anew from what the cue is about.
    """

    graphic: str
    values: Mapping[str, Any]
    seq: int
    since: datetime
    held: bool
    removed: bool
    follows: bool
    election_id: int
    contest_id: int | None
    council_id: int | None
    region_id: int | None
    options: Mapping[str, Any]


def cue_place(cue_id: int) -> CuePlace | None:
    """Where a cue stands, in the rundown or removed from it; None where there never was one. One query."""
    told = ("output__slug", "graphic", "digest", "seq", "prepared_at", "removed_at", "held")
    found = _cues().filter(pk=cue_id).values_list(*told).first()
    return CuePlace(output=found[0], graphic=found[1], number=tuple(found[2:])) if found else None


def output_place(slug: str) -> OutputPlace | None:
    """Where an output is; None where there is none. One query."""
    rows = Output.objects.filter(slug=slug)
    found = rows.values_list("pk", "election__seq", closings_ahead("election")).first()
    return OutputPlace(id=found[0], number=tuple(found[1:])) if found else None


def cue_standing(cue_id: int) -> Standing:
    """What a cue holds. One query. Raises Cue.DoesNotExist."""
    cue = _cues().select_related("output").get(pk=cue_id)
    # Frozen in a rundown whatever its mode: only what is on air follows.
    return _standing(cue, cue.values, cue.seq, cue.prepared_at, follows=False)


def air_standing(output_id: int, layer: str) -> Standing | None:
    """What is on air on a layer of an output; None where nothing is. Two queries."""
    row = OnAir.objects.filter(output=output_id, layer=layer).first()
    if row is None:
        return None
    cue = _cues().select_related("output").get(pk=row.cue_id)
    return _standing(cue, row.values, row.seq, row.since, follows=cue.mode == Cue.Mode.FOLLOW)


def _cues() -> Any:
    of_results = Q(contest=OuterRef("contest")) | Q(council=OuterRef("council"))
    held = Hold.objects.holding().filter(Q(cue=OuterRef("pk")) | Q(output=OuterRef("output")) | of_results)
    return Cue.objects.annotate(held=Exists(held))


def _standing(cue: Any, values: Mapping[str, Any], seq: int, since: datetime, *, follows: bool) -> Standing:
    return Standing(
        graphic=cue.graphic,
        values=values,
        seq=seq,
        since=since,
        held=cue.held,
        removed=cue.removed_at is not None,
        follows=follows and not cue.held,
        election_id=cue.output.election_id,
        contest_id=cue.contest_id,
        council_id=cue.council_id,
        region_id=cue.region_id,
        options=cue.options,
    )


@dataclass(frozen=True, slots=True)
class CueChoice:
    """A cue in a list of what has a feed: its output's name, its place in the rundown, what it is of."""

    id: int
    output: str
    position: int
    graphic: str
    subject: str


def region_choices() -> list[tuple[str, str, str, str]]:
    """Every region with its election: that one's name and slug, its own code and name. One query."""
    rows = Region.objects.order_by("-election__date", "election__slug", "kind", "name")
    return list(rows.values_list("election__name", "election__slug", "code", "name"))


def output_choices() -> list[tuple[str, str, list[str]]]:
    """Every output: slug, name and its layers. One query."""
    return list(Output.objects.order_by("name").values_list("slug", "name", "layers"))


def cue_choices() -> list[CueChoice]:
    """The cues of every rundown, output by output. One query."""
    rows = Cue.objects.filter(removed_at=None).order_by("output__name", "output", "position")
    return [
        CueChoice(
            id=cue.pk,
            output=cue.output.name,
            position=cue.position,
            graphic=cue.graphic,
            subject=named.name if (named := cue.contest or cue.council or cue.region) else "",
        )
        for cue in rows.select_related("output", "contest", "council", "region")
    ]
