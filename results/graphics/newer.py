"""What is newer than a cue: its frozen values against those of this moment, in words.

Refuses to change the cue: an operator takes newer values by an act of her own.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from results.boards.differences import Difference, differences
from results.graphics.values import NothingToShow, snapshot_of
from results.models import Cue
from results.onair.snapshot import Snapshot, Subject


@dataclass(frozen=True, slots=True)
class Newer:
    """What changed since. `gone` says why there is nothing to show any more; `now` is then None."""

    changes: tuple[Difference, ...]
    now: Snapshot | None
    gone: str = ""


def newer(cue: Cue, *, shown: Mapping[str, object] | None = None) -> Newer:
    """What changed since a cue was frozen, or since `shown` went on air. The cue comes with its output."""
    before = cue.values if shown is None else shown
    try:
        now = now_of(cue)
    except NothingToShow as nothing:
        return Newer(changes=(), now=None, gone=nothing.sentence)
    return Newer(changes=differences(before, now.values), now=now)


def now_of(cue: Cue) -> Snapshot:
    """The values that a cue would have if it were prepared now. Raises NothingToShow."""
    return snapshot_of(graphic=cue.graphic, election_id=cue.output.election_id, subject=subject_of(cue))


def now_of_all(cues: Collection[int]) -> dict[int, Snapshot]:
    """The same of several cues, by row id; what cannot be shown now is left out."""
    found = {}
    for cue in Cue.objects.filter(pk__in=cues).select_related("output"):
        try:
            found[cue.pk] = now_of(cue)
        except NothingToShow:
            continue
    return found


def subject_of(cue: Cue) -> Subject:
    """What a cue is about."""
    return Subject(
        contest_id=cue.contest_id,
        council_id=cue.council_id,
        region_id=cue.region_id,
        options=cue.options,
    )
