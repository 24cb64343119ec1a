"""A graphic's values as they are now: one map, whole and ready to print, read in one snapshot.

Owns what every graphic carries: which election, at which number and time, rehearsed, corrected, from a
single source. Values count what a hold keeps; embargo and rehearsal are kept by boards, which are read.
"""

import logging
from collections.abc import Mapping

from django.db import Error

from results.boards.snapshot import one_snapshot
from results.graphics.drawn import Drawn, NothingToShow, Values
from results.graphics.kinds import GRAPHICS, Graphic
from results.graphics.lower_third import steps
from results.onair.snapshot import Snapshot, Subject
from results.rendering import words

log = logging.getLogger(__name__)
__all__ = ["GRAPHICS", "NothingToShow", "snapshot_of", "step_count"]


def snapshot_of(*, graphic: str, election_id: int, subject: Subject) -> Snapshot:
    """The values of a graphic about `subject`, in a fixed number of queries. Raises NothingToShow.

    So it does where reading them meets a fault of the desk's own: whatever else is on air goes on.
    """
    kind = _kind(graphic, subject)
    with one_snapshot():
        drawn = _drawn(kind, subject)
    if drawn.election.id != election_id:
        raise NothingToShow(f"That is of another election: {drawn.election.name}.")
    return Snapshot(
        graphic=kind.name,
        layer=kind.layer.value,
        election_id=election_id,
        subject=subject,
        values=_whole(kind, drawn),
        seq=drawn.election.seq,
        as_at=drawn.as_at,
    )


def step_count(graphic: str, values: Mapping[str, object]) -> int:
    """How many pages these values have; 1 for a graphic without steps."""
    return steps(values) if GRAPHICS[graphic].has_steps else 1


def _kind(graphic: str, subject: Subject) -> Graphic:
    kind = GRAPHICS.get(graphic)
    if kind is None:
        raise NothingToShow(f"There is no graphic called {graphic}.")
    given = {
        "contest": subject.contest_id,
        "council": subject.council_id,
        "region": subject.region_id,
    }
    named = [name for name, row_id in given.items() if row_id is not None]
    if len(named) != 1 or named[0] not in kind.subjects:
        raise NothingToShow(f"Choose a {' or a '.join(kind.subjects)} for the graphic {kind.title}.")
    return kind


def _drawn(kind: Graphic, subject: Subject) -> Drawn:
    try:
        return kind.draw(subject)
    except (NothingToShow, Error):
        raise
    except Exception as error:
        log.exception("The values of %s cannot be read", kind.name)
        sentence = f"{kind.title} cannot be read now: tell a producer, and choose another."
        raise NothingToShow(sentence) from error


def _whole(kind: Graphic, drawn: Drawn) -> Values:
    election = drawn.election
    return {
        "graphic": kind.name,
        "election": election.name,
        "baseline": drawn.baseline or election.baseline,
        "seq": election.seq,
        "as_at": words.clock(drawn.as_at) if drawn.as_at else "",
        "rehearsal": election.rehearsal,
        "corrected": drawn.corrected,
        "single_source": drawn.single_source,
        **({"told": dict(drawn.told)} if drawn.told else {}),
        **drawn.own,
    }
