"""The commands that declare without figures: the winner alone, and candidates whom nobody opposed."""

from django.contrib.auth.models import User

from results.declaring.entered import Entered
from results.declaring.evidence import AS_HEARD, Evidence
from results.declaring.facts import facts_of
from results.declaring.figures import call_of, unopposed
from results.declaring.publishing import Entry
from results.declaring.submitting import submit
from results.models import Declaration


def call_winner(*, contest_id: int, winner: int, by: User, evidence: Evidence = AS_HEARD) -> Entered:
    """Declare who won, by ballot-paper number, before the figures are known. Raises a `Refused`.

    The seat counts at once; the figures supersede the call when they come.
    """
    entry = Entry(Declaration.Kind.WINNER_ONLY, call_of(winner), by, evidence)
    return submit(entry, contest_id=contest_id, based_on=None)


def declare_uncontested(*, contest_id: int, by: User, evidence: Evidence = AS_HEARD) -> Entered:
    """Declare all candidates elected, where they are no more than the seats. Raises a `Refused`."""
    numbers = facts_of(contest_id).candidacies
    entry = Entry(Declaration.Kind.UNCONTESTED, unopposed(numbers), by, evidence)
    return submit(entry, contest_id=contest_id, based_on=None)
