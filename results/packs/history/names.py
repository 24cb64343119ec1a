"""By what a line names a row of another file: codes, ballot-paper numbers, usernames; never a row's id."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model

from results.models import Candidacy, Contest, Council, Election, Party, Region

Names = dict[type[Model], dict[Any, str]]


def names_of(election: Election) -> Names:
    """The names of everything that a pack's own files make, and of people, by model and id."""
    candidacies = Candidacy.objects.filter(contest__election=election).order_by()
    return {
        Election: {election.pk: election.slug},
        Contest: _codes(Contest.objects.filter(election=election).order_by().values_list("pk", "code")),
        Council: _codes(Council.objects.filter(election=election).order_by().values_list("pk", "code")),
        Region: _codes(Region.objects.filter(election=election).order_by().values_list("pk", "code")),
        Party: _codes(Party.objects.filter(election=election).order_by().values_list("pk", "code")),
        Candidacy: {
            pk: f"{code}/{number}"
            for pk, code, number in candidacies.values_list("pk", "contest__code", "number")
        },
        User: _codes(User.objects.order_by().values_list("pk", "username")),
    }


def _codes(rows: Iterable[tuple[Any, str]]) -> dict[Any, str]:
    return dict(rows)
