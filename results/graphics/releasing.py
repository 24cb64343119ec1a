"""What the release of a hold would change: before and after, of everything that moves once it is let go.

Owns the digest by which an operator's release is known to be of what she saw. Refuses to release: values are
read as if the hold were gone, and it stays. Frozen values stay as they are, so nothing is said of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from results.boards.counting import as_if_released, holding
from results.boards.differences import Difference, differences
from results.boards.panel import subject_of as named
from results.boards.snapshot import one_snapshot
from results.graphics.newer import now_of, subject_of
from results.graphics.values import NothingToShow, snapshot_of
from results.models import Cue, Hold, OnAir, Output
from results.onair.snapshot import Snapshot, Subject, digest_of

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """One thing that the release changes. `where` is on air, on preview, or in the rundown.

    `gone` says why there is nothing to show after it.
    """

    output: str
    where: str
    layer: str
    graphic: str
    subject: str
    changes: tuple[Difference, ...]
    gone: str


@dataclass(frozen=True, slots=True)
class Release:
    """What a release changes. `results` are a contest's or a council's: kept on air against in force."""

    results: tuple[Difference, ...]
    moved: tuple[Moved, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """Something that moves where nobody holds it: its cue, and the values that stand while it is held."""

    cue: Cue
    values: Values
    where: str


class _Reader:
    """Reads values at one moment, each subject once."""

    def __init__(self) -> None:
        held = list(holding().filter(Q(output__isnull=False) | Q(cue__isnull=False)))
        self._outputs = {hold.output_id for hold in held}
        self._cues = {hold.cue_id for hold in held}
        self._read: dict[str, Values | str] = {}

    def shown(self, one: _Shown) -> Values | str:
        """What it shows: as it stands where it is held, of this moment otherwise, or why nothing."""
        if one.cue.output_id in self._outputs or one.cue.pk in self._cues:
            return one.values
        about = subject_of(one.cue)
        key = repr((one.cue.graphic, about.contest_id, about.council_id, about.region_id, about.options))
        if key not in self._read:
            self._read[key] = _values(one.cue)
        return self._read[key]


def release_preview(*, hold: Hold, output: Output) -> Release:
    """What the release of `hold`, from an output's panel, would change at this moment."""
    with one_snapshot():
        shown = _moving(hold, output)
        before, kept = _read(shown), _result(hold)
        with as_if_released(hold.pk):
            after, in_force = _read(shown), _result(hold)
    pairs = list(zip(shown, before, after, strict=True))
    return Release(
        results=differences(kept, in_force),
        moved=tuple(_moved(*pair) for pair in pairs if _digest(pair[1]) != _digest(pair[2])),
        digest=digest_of(
            {
                "hold": hold.pk,
                "results": [digest_of(kept), digest_of(in_force)],
                "shown": [[one.cue.pk, one.where, _digest(was), _digest(now)] for one, was, now in pairs],
            }
        ),
    )


def _moving(hold: Hold, output: Output) -> list[_Shown]:
    """What follows on air, here or wherever the held results count, and what this rundown has unfrozen."""
    everywhere = hold.contest_id is not None or hold.council_id is not None
    where = {"output__election": output.election_id} if everywhere else {"output": output}
    rows = OnAir.objects.filter(cue__mode=Cue.Mode.FOLLOW, **where).order_by("output", "layer")
    about = ("output", "contest", "council", "region")
    on_air = [
        _Shown(row.cue, row.values, "on air")
        for row in rows.select_related(*(f"cue__{name}" for name in about))
    ]
    aired = {one.cue.pk for one in on_air}
    cues = output.cues.filter(removed_at=None).exclude(mode=Cue.Mode.FROZEN).exclude(pk__in=aired)
    return [
        *on_air,
        *(
            _Shown(cue, cue.values, "on preview" if cue.pk == output.previewed_id else "in the rundown")
            for cue in cues.select_related(*about).order_by("position")
        ),
    ]


def _read(shown: Iterable[_Shown]) -> list[Values | str]:
    reader = _Reader()
    return [reader.shown(one) for one in shown]


def _values(cue: Cue) -> Values | str:
    try:
        return now_of(cue).values
    except NothingToShow as nothing:
        return nothing.sentence


def _result(hold: Hold) -> Values:
    """A held contest or council whole, as it counts on air; nothing where it has no result."""
    try:
        return _whole(hold).values if hold.contest_id or hold.council_id else {}
    except NothingToShow:
        return {}


def _whole(hold: Hold) -> Snapshot:
    about = hold.contest or hold.council
    return snapshot_of(
        graphic="contest" if hold.contest_id else "council",
        election_id=about.election_id if about else 0,
        subject=Subject(contest_id=hold.contest_id, council_id=hold.council_id),
    )


def _moved(one: _Shown, before: Values | str, after: Values | str) -> Moved:
    return Moved(
        output=one.cue.output.name,
        where=one.where,
        layer=one.cue.layer,
        graphic=one.cue.graphic,
        subject=named(one.cue),
        changes=differences(_map(before), _map(after)) if not isinstance(after, str) else (),
        gone=after if isinstance(after, str) else "",
    )


def _map(values: Values | str) -> Values:
    return {} if isinstance(values, str) else values


def _digest(values: Values | str) -> str:
    return values if isinstance(values, str) else digest_of(values)
