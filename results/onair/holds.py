"""Holding a contest, a cue or a whole output as it is, until somebody releases it by an act of its own.

Sticky: a hold outlives the page, the process and the shift. Enforced here, where acts are done, and in
what graphics read, never by a button alone.
"""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from results.models import AsRun, Contest, Cue, Declaration, Hold, Output
from results.onair.outputs import Acted, held_output, logged
from results.onair.refusals import Held, NothingThere, ReasonWanted


def hold(
    *,
    output_id: int,
    by: User,
    reason: str,
    cue_id: int | None = None,
    contest_id: int | None = None,
) -> Acted:
    """Hold a cue, a contest, or without either the output itself. Raises an `OnAirRefused`.

    `output_id` is where the operator sits: a held contest is held on every output.
    """
    with transaction.atomic():
        output = held_output(output_id, by)
        if not reason.strip():
            raise ReasonWanted("Say why it is held: the panel shows it to everybody.")
        subject = _subject(output, cue_id, contest_id)
        if Hold.objects.holding().filter(**subject).exists():
            raise Held("It is held already.")
        Hold.objects.create(**subject, **_counts(contest_id), reason=reason.strip(), by=by)
        return logged(output, AsRun.Act.HOLD, by, cue_id=cue_id, note=reason.strip())


def release(*, output_id: int, hold_id: int, by: User) -> Acted:
    """Let go. Raises NothingThere where it was released already."""
    with transaction.atomic():
        output = held_output(output_id, by)
        found = Hold.objects.holding().filter(pk=hold_id).first()
        if found is None:
            raise NothingThere("It is not held any more.")
        found.released_by, found.released_at = by, timezone.now()
        found.save(update_fields=["released_by", "released_at"])
        return logged(output, AsRun.Act.RELEASE, by, cue_id=found.cue_id, note=found.reason)


def _subject(output: Output, cue_id: int | None, contest_id: int | None) -> dict[str, object]:
    if cue_id is not None:
        if not Cue.objects.filter(pk=cue_id, output=output).exists():
            raise NothingThere("That cue is not of this output.")
        return {"cue_id": cue_id}
    if contest_id is not None:
        if not Contest.objects.filter(pk=contest_id, election=output.election_id).exists():
            raise NothingThere("That contest is not of this election.")
        return {"contest_id": contest_id}
    return {"output": output}


def _counts(contest_id: int | None) -> dict[str, object]:
    """What goes on counting on air while a contest is held."""
    if contest_id is None:
        return {}
    return {"counts": Declaration.objects.in_force().filter(contest=contest_id).first()}
