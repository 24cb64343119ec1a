"""Cues: graphics that stand ready. Preparing, refreshing, ordering, putting on preview.

Owns the rundown. Refuses to touch what is on air: a cue may change while its graphic runs.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from results.models import Cue, Output
from results.onair.outputs import Acted, held_output, locked_output, refuse_changed, refuse_held, told
from results.onair.refusals import NotAnOperator, NothingThere, OffLimits
from results.onair.snapshot import Snapshot

FOLLOWERS = frozenset({"ticker", "bug", "scoreboard", "seat-change"})


def prepare(*, output_id: int, snapshot: Snapshot, by: User, mode: str = Cue.Mode.FROZEN) -> Cue:
    """Add a graphic to the end of an output's rundown, with its values frozen. Raises an `OnAirRefused`."""
    with transaction.atomic():
        output = _rundown(output_id, by)
        refuse_off_limits(output, snapshot)
        if mode == Cue.Mode.FOLLOW and snapshot.graphic not in FOLLOWERS:
            raise OffLimits("Only tallies and the ticker follow the results; a contest's graphic is frozen.")
        last = output.cues.aggregate(last=Max("position"))["last"] or 0
        cue = Cue(output=output, position=last + 1, mode=mode, prepared_by=by, **_subject(snapshot))
        _freeze(cue, snapshot)
        told(output)
        return cue


def refresh(*, cue_id: int, digest: str, snapshot: Snapshot, by: User) -> Cue:
    """Freeze newer values into a cue; what is on air stays as it is. Raises an `OnAirRefused`."""
    with transaction.atomic():
        output, cue = _cue_of_rundown(cue_id, by)
        refuse_changed(digest, cue.digest)
        refuse_held(output, cue)
        _freeze(cue, snapshot)
        told(output)
        return cue


def put_on_preview(*, cue_id: int, by: User) -> Acted:
    """Put a cue on preview. Raises an `OnAirRefused`."""
    with transaction.atomic():
        output = held_output(_cue(cue_id).output_id, by)
        output.previewed = _cue(cue_id)
        output.save(update_fields=["previewed"])
        return told(output)


def move(*, cue_id: int, places: int, by: User) -> None:
    """Move a cue up (negative) or down its rundown; at either end it stays."""
    with transaction.atomic():
        output, cue = _cue_of_rundown(cue_id, by)
        order = list(output.cues.filter(removed_at=None).order_by("position"))
        at = next(place for place, other in enumerate(order) if other.pk == cue.pk)
        order.insert(max(0, min(len(order), at + places)), order.pop(at))
        for position, row in enumerate(order, start=1):
            row.position = position
        Cue.objects.bulk_update(order, ["position"])
        told(output)


def remove(*, cue_id: int, by: User) -> None:
    """Take a cue out of the rundown; what it put on air stays until it is taken out."""
    with transaction.atomic():
        output, cue = _cue_of_rundown(cue_id, by)
        Cue.objects.filter(pk=cue.pk).update(removed_at=timezone.now())
        if output.previewed_id == cue.pk:
            Output.objects.filter(pk=output.pk).update(previewed=None)
        Cue.objects.filter(output=output, position__gt=cue.position).update(position=F("position") - 1)
        told(output)


def refuse_off_limits(output: Output, snapshot: Snapshot) -> None:
    """Raise OffLimits where the output may not show it."""
    if snapshot.layer not in output.layers:
        raise OffLimits(f"{output.name} does not use the layer {snapshot.layer}.")
    if snapshot.election_id != output.election_id:
        raise OffLimits(f"{output.name} shows another election.")
    # Values keep their watermark though their election is rehearsed no longer.
    if output.live and (output.election.rehearsal or snapshot.values.get("rehearsal") is True):
        raise OffLimits(f"{output.name} is live: nothing of a rehearsal goes on it.")


def _rundown(output_id: int, by: User) -> Output:
    if not by.has_perm("results.prepare_cue"):
        raise NotAnOperator("Only graphics operators and producers prepare cues.")
    return locked_output(output_id)


def _cue_of_rundown(cue_id: int, by: User) -> tuple[Output, Cue]:
    """A cue as it stands once its output is locked: whoever had the output before may have changed it."""
    output = _rundown(_cue(cue_id).output_id, by)
    return output, _cue(cue_id)


def _cue(cue_id: int) -> Cue:
    cue = Cue.objects.select_related("output").filter(pk=cue_id, removed_at=None).first()
    if cue is None:
        raise NothingThere("That cue is not in the rundown any more.")
    return cue


def _subject(snapshot: Snapshot) -> dict[str, object]:
    subject = snapshot.subject
    return {
        "graphic": snapshot.graphic,
        "layer": snapshot.layer,
        "contest_id": subject.contest_id,
        "council_id": subject.council_id,
        "region_id": subject.region_id,
        "options": dict(subject.options),
    }


def _freeze(cue: Cue, snapshot: Snapshot) -> None:
    cue.values = dict(snapshot.values)
    cue.digest, cue.seq, cue.as_at = snapshot.digest, snapshot.seq, snapshot.as_at
    cue.prepared_at = timezone.now()
    cue.save()
