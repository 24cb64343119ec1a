"""The door for those who change reference data: names, colours, contests, last time's votes.

An outcome is worked out once, from the ballot paper and the previous result of its time. Where those
are mended after a declaration, the figures stay as they were read out and what they mean is worked out
again, in the transaction of the change: a label that is put right must not leave a wrong winner's party
on air.
"""

from collections.abc import Collection

from django.db import transaction

from results.declaring.facts import facts_of
from results.declaring.numbering import locked, number_event
from results.declaring.overriding import judge_with_override
from results.models import Candidacy, Contest, Declaration, DeskEvent, PreviousTally


def reference_changed(*, election_id: int, contests: Collection[int] = ()) -> None:
    """Number a change that every board of the election must be drawn anew for, and announce it.

    `contests` are judged again where they are declared. Raises Unacceptable where their figures could
    not have been published with what was changed.
    """
    with transaction.atomic():
        # In one order, so that two such changes cannot wait for each other.
        for contest_id in sorted(contests):
            _judge_again(contest_id)
        number_event(election=locked(election_id), kind=DeskEvent.Kind.REFERENCE)


def contests_with(*, party_id: int) -> set[int]:
    """Declared contests in whose outcome a party has a part: it stands there, or stood last time."""
    declared = Declaration.objects.in_force().values("contest")
    standing = Candidacy.objects.filter(party=party_id, contest__in=declared).values_list(
        "contest", flat=True
    )
    before = PreviousTally.objects.filter(party=party_id, contest__in=declared).values_list(
        "contest", flat=True
    )
    return {*standing, *before}


def _judge_again(contest_id: int) -> None:
    Contest.objects.select_for_update().get(pk=contest_id)
    declaration = Declaration.objects.in_force().filter(contest=contest_id).first()
    if declaration is None:
        return
    judge_with_override(declaration, facts_of(contest_id))
