"""Outputs and made-up graphics for tests of what goes to air."""

from itertools import count
from typing import Any

from results.models import Cue, Election, Output
from results.onair.cues import prepare, put_on_preview
from results.onair.snapshot import Snapshot, Subject
from tests.worlds import a_small_election

_numbers = count(1)


def an_output(election: Election | None = None, **given: Any) -> Output:
    """An output that uses every layer."""
    number = next(_numbers)
    whole = {"slug": f"pgm-{number}", "name": f"PGM {number}", **given}
    return Output.objects.create(election=election or a_small_election(contests=1), **whole)


def a_snapshot(output: Output, *, graphic: str = "lower-third", layer: str = "", **values: Any) -> Snapshot:
    """Values as the read side would give them for the output's first contest."""
    return Snapshot(
        graphic=graphic,
        layer=layer or {"contest": "full", "ticker": "ticker"}.get(graphic, "lower-third"),
        election_id=output.election_id,
        subject=Subject(contest_id=output.election.contests.get().pk),
        values={"graphic": graphic, "phrase": "Con gain from Lab", "majority_txt": "4,426", **values},
        seq=1,
        as_at=None,
    )


def a_cue(
    output: Output, by: Any, *, mode: str = Cue.Mode.FROZEN, previewed: bool = True, **values: Any
) -> Cue:
    """A cue in the output's rundown, on preview unless told otherwise."""
    cue = prepare(output_id=output.pk, snapshot=a_snapshot(output, **values), by=by, mode=mode)
    if previewed:
        put_on_preview(cue_id=cue.pk, by=by)
    return cue
