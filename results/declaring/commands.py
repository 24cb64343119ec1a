"""The commands for figures: enter a first declaration, correct one that is in force.

How an entry is weighed, and whom it waits for, is the same for all: see `submitting.py`.
"""

from django.contrib.auth.models import User

from results.declaring.entered import Entered
from results.declaring.evidence import AS_HEARD, Evidence
from results.declaring.publishing import Entry
from results.declaring.revisions import may_declare
from results.declaring.submitting import submit
from results.models import Declaration
from results.psephology.counts import Count

__all__ = ["Entered", "Evidence", "correct", "enter", "may_declare"]


def enter(
    *, contest_id: int, count: Count, by: User, evidence: Evidence = AS_HEARD, reason: str = ""
) -> Entered:
    """Declare a contest first, or give the figures after its winner was called. Raises a `Refused`.

    `reason` is wanted only where the figures elect somebody else than the winner who was called.
    """
    entry = Entry(Declaration.Kind.FIGURES, count, by, evidence, reason.strip())
    return submit(entry, contest_id=contest_id, based_on=None)


def correct(
    *, contest_id: int, count: Count, by: User, based_on: int, reason: str, evidence: Evidence = AS_HEARD
) -> Entered:
    """Put a new revision in the place of `based_on`, with a reason. Raises a `Refused`."""
    entry = Entry(Declaration.Kind.FIGURES, count, by, evidence, reason.strip())
    return submit(entry, contest_id=contest_id, based_on=based_on)
