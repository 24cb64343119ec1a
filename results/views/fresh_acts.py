"""Acts that read values: adding a cue, refreshing one, taking one that is refreshed at take, updating on air.

Each reads them at the press, and the command compares what the operator saw with what stands.
"""

from django.shortcuts import get_object_or_404

from results.boards.alerts import Alert, alerts
from results.boards.panel_subjects import called, candidate_number
from results.graphics.newer import now_of
from results.graphics.values import GRAPHICS, NothingToShow, snapshot_of
from results.models import Cue, OnAir
from results.onair import air, cues
from results.onair import alerts as settling
from results.onair.alerts import Revision, Stands
from results.onair.refusals import NothingThere
from results.onair.snapshot import Subject
from results.views.asked import Asked


def add(asked: Asked) -> None:
    """Freeze a graphic into the end of the rundown. Raises NothingToShow or an `OnAirRefused`."""
    graphic, election = asked.field("graphic"), asked.output.election_id
    snapshot = snapshot_of(graphic=graphic, election_id=election, subject=_subject(asked, graphic))
    mode = asked.field("mode") or Cue.Mode.FROZEN
    if mode not in Cue.Mode.values:
        raise ValueError(mode)
    cues.prepare(output_id=asked.output.pk, snapshot=snapshot, by=asked.by, mode=mode)


def refresh(asked: Asked) -> None:
    """Freeze the values of now into a cue."""
    cue = _cue(asked, asked.number(0))
    cues.refresh(cue_id=cue.pk, digest=asked.word(1), snapshot=now_of(cue), by=asked.by)


def take(asked: Asked) -> None:
    """Take what is on preview, with the values of now where it is not frozen."""
    cue = _cue(asked, asked.number(0))
    fresh = None if cue.mode == Cue.Mode.FROZEN else now_of(cue)
    air.take(output_id=asked.output.pk, cue_id=cue.pk, digest=asked.word(1), by=asked.by, fresh=fresh)


def update(asked: Asked) -> None:
    """Change a layer on air in place to the values of now: a correction carries its tag with it."""
    rows = OnAir.objects.select_related("cue__output").filter(output=asked.output, layer=asked.word(0))
    row = rows.first()
    if row is None:
        raise NothingThere("Nothing is on air there.")
    fresh = now_of(row.cue)
    air.update(output_id=asked.output.pk, layer=row.layer, digest=asked.word(1), fresh=fresh, by=asked.by)


def settle(asked: Asked) -> None:
    """Settle the alerts of a correction: of what is off air, or put itself right there."""
    kind, row_id = asked.word(0), asked.number(1)
    if kind not in {"declaration", "total"}:
        raise ValueError(kind)

    def ours() -> list[Alert]:
        return [one for one in alerts(output_id=asked.output.pk) if getattr(one, kind) == row_id]

    def stands() -> Stands:
        found = ours()
        if any(one.is_wrong_on_air for one in found):
            return Stands.ON
        return Stands.OFF if found else Stands.NONE

    name = next((one.name for one in ours()), "")
    revision = Revision(**{kind: row_id})
    settling.settle(output_id=asked.output.pk, revision=revision, name=name, stands=stands, by=asked.by)


def _cue(asked: Asked, cue_id: int) -> Cue:
    return get_object_or_404(Cue.objects.select_related("output"), pk=cue_id, output=asked.output)


def _subject(asked: Asked, graphic: str) -> Subject:
    kind = GRAPHICS.get(graphic)
    if kind is None:
        raise NothingToShow("Choose a graphic first.")
    text, what = asked.field("subject"), " or ".join(kind.subjects)
    found = called(text, election_id=asked.output.election_id, kinds=kind.subjects)
    if not found:
        raise NothingToShow(
            f"No {what} of this election is called {text or 'nothing'}: type part of its name."
        )
    if len(found) > 1:
        names = ", ".join(one.name for one in found[:4])
        raise NothingToShow(f"{len(found)} have that in their name: {names}. Type more of it.")
    one = found[0]
    options = _options(asked, one.id) if graphic == "head-to-head" else {}
    return Subject(
        contest_id=one.id if one.kind == "contest" else None,
        council_id=one.id if one.kind == "council" else None,
        region_id=one.id if one.kind == "region" else None,
        options=options,
    )


def _options(asked: Asked, contest_id: int) -> dict[str, int]:
    if not asked.field("one") and not asked.field("other"):
        return {}
    chosen = {}
    for side in ("one", "other"):
        number = candidate_number(asked.field(side), contest_id=contest_id)
        if number is None:
            raise NothingToShow(
                f"No one candidate there is called {asked.field(side) or 'nothing'}: give a name or a number."
            )
        chosen[side] = number
    return chosen
