"""Holding a contest, a council, a cue or a whole output as it is, until somebody releases it.

Sticky: a hold outlives the page, the process and the shift. Enforced here, where acts are done, and in
what graphics read, never by a button alone. What follows the results stays as it was on the screen. A
release carries what its operator saw that it would change, and is refused where that moved on.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from results.declaring.numbering import locked
from results.models import AsRun, Contest, Council, Cue, Hold, OnAir, Output
from results.onair.keeping import kept_contest, kept_total, kept_wards, lock_results
from results.onair.outputs import Acted, held_output, logged
from results.onair.refusals import Changed, Held, NothingThere, ReasonWanted
from results.onair.snapshot import Snapshot

# The values of this moment of some cues, by row id; what cannot be shown now is left out.
Now = Callable[[Collection[int]], Mapping[int, Snapshot]]


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is held: `of` is output, cue, contest or council, `id` its row."""

    of: str
    id: int


def hold(
    *,
    output_id: int,
    by: User,
    reason: str,
    cue_id: int | None = None,
    contest_id: int | None = None,
    council_id: int | None = None,
    now: Now | None = None,
) -> Acted:
    """Hold a cue, a contest, a council, or without any the output itself. Raises an `OnAirRefused`.

    `output_id` is where the operator sits: a held contest is held on every output, and so is a council,
    with its wards. `now` reads, under the locks, what follows at this moment, and that is kept; without
    it, what was taken.
    """
    with transaction.atomic():
        output = held_output(output_id, by)
        if not reason.strip():
            raise ReasonWanted("Say why it is held: the panel shows it to everybody.")
        subject = _subject(output, cue_id, contest_id, council_id)
        lock_results(contest_id=contest_id, council_id=council_id)
        # From here on no result comes in: what is read now is what the hold keeps.
        locked(output.election_id)
        if Hold.objects.holding().whole().filter(**{f"{subject.of}_id": subject.id}).exists():
            raise Held("It is held already.")
        following = _following(output, subject)
        values = now({row.cue_id for row in following}) if now and following else {}
        acted = logged(output, AsRun.Act.HOLD, by, cue_id=cue_id, note=reason.strip())
        _freeze(following, values, acted, by)
        _write(subject, Hold(act=acted.number, at=acted.at, reason=reason.strip(), by=by))
        return acted


def release(
    *,
    output_id: int,
    hold_id: int,
    by: User,
    digest: str = "",
    preview: Callable[[], str] | None = None,
) -> Acted:
    """Let go. Raises NothingThere where it was released already.

    `digest` is of what the operator saw that the release changes; `preview` reads it anew under the locks.
    Raises Changed where they differ; without `preview` nothing is compared.
    """
    with transaction.atomic():
        output = held_output(output_id, by)
        locked(output.election_id)
        found = holds_here(output).filter(pk=hold_id).first()
        if found is None:
            raise NothingThere("It is not held any more.")
        if preview is not None and digest != preview():
            raise Changed("What the release would change moved on: look again before you release.")
        acted = logged(output, AsRun.Act.RELEASE, by, cue_id=found.cue_id, note=found.reason)
        parts = Hold.objects.holding().filter(Q(pk=found.pk) | Q(part_of=found))
        parts.update(released_by=by, released_at=acted.at, released_act=acted.number)
        return acted


def holds_here(output: Output) -> QuerySet[Hold]:
    """The holds that an output's operator may release: its own, and those of its election's results."""
    ours = Q(output=output) | Q(cue__output=output)
    everywhere = Q(contest__election=output.election_id) | Q(council__election=output.election_id)
    return Hold.objects.holding().whole().filter(ours | everywhere)


def _subject(output: Output, cue_id: int | None, contest_id: int | None, council_id: int | None) -> _Subject:
    if cue_id is not None:
        if not Cue.objects.filter(pk=cue_id, output=output).exists():
            raise NothingThere("That cue is not of this output.")
        return _Subject("cue", cue_id)
    if contest_id is not None:
        if not Contest.objects.filter(pk=contest_id, election=output.election_id).exists():
            raise NothingThere("That contest is not of this election.")
        return _Subject("contest", contest_id)
    if council_id is not None:
        if not Council.objects.filter(pk=council_id, election=output.election_id).exists():
            raise NothingThere("That council is not of this election.")
        return _Subject("council", council_id)
    return _Subject("output", output.pk)


def _following(output: Output, subject: _Subject) -> list[OnAir]:
    """What moves on air now and is to stay: of a contest or a council nothing, their values are kept."""
    if subject.of not in {"output", "cue"} or output.holds.filter(released_at=None).exists():
        return []
    held = Hold.objects.holding().filter(cue__output=output).values("cue")
    moving = output.on_air.filter(cue__mode=Cue.Mode.FOLLOW).exclude(cue__in=held)
    return list(moving if subject.of == "output" else moving.filter(cue=subject.id))


def _freeze(rows: list[OnAir], values: Mapping[int, Snapshot], acted: Acted, by: User) -> None:
    """Keep what the screen shows, and log it: the hold's number is theirs."""
    for row in rows:
        if (shown := values.get(row.cue_id)) is None:
            continue
        row.values, row.digest, row.seq = dict(shown.values), shown.digest, shown.seq
        row.save(update_fields=["values", "digest", "seq"])
        AsRun.objects.create(
            output_id=row.output_id,
            act=AsRun.Act.FOLLOW,
            layer=row.layer,
            cue_id=row.cue_id,
            by=by,
            at=acted.at,
            number=acted.number,
            seq=row.seq,
            digest=row.digest,
            values=row.values,
        )


def _write(subject: _Subject, row: Hold) -> None:
    setattr(row, f"{subject.of}_id", subject.id)
    kept = {"contest": kept_contest, "council": kept_total}.get(subject.of)
    for name, value in (kept(subject.id) if kept else {}).items():
        setattr(row, name, value)
    row.save()
    if subject.of == "council":
        told = {"act": row.act, "at": row.at, "reason": row.reason, "by": row.by}
        Hold.objects.bulk_create(
            Hold(part_of=row, contest_id=ward, **told, **fields)
            for ward, fields in kept_wards(subject.id).items()
        )
