"""What the database itself refuses, whoever writes to it."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DataError

from results.declaring.commands import enter
from results.models import Declaration, DeskEvent, Tally
from tests.people import a_reporter
from tests.worlds import a_contest, a_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def declaration():
    contest = a_contest()
    entered = enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    return Declaration.objects.get(pk=entered.declaration_id)


def copy(row, **changes):
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    with transaction.atomic():
        row.save()


def test_a_second_declaration_in_force_for_a_contest(declaration):
    with pytest.raises(IntegrityError, match=r"declaration_one_in_force|contest_id"):
        copy(declaration, revision=2, reason="Forced")


def test_the_same_revision_twice(declaration):
    with pytest.raises(IntegrityError):
        copy(declaration, state=Declaration.State.SUPERSEDED)


def test_a_correction_without_a_reason(declaration):
    with pytest.raises(IntegrityError, match="declaration_correction_has_a_reason"):
        copy(declaration, revision=2, based_on=1, state=Declaration.State.SUPERSEDED)


def test_negative_votes(declaration):
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        Tally.objects.filter(declaration=declaration).update(votes=-1)


def test_two_tallies_of_a_candidacy_in_a_declaration(declaration):
    with pytest.raises(IntegrityError):
        copy(Tally.objects.filter(declaration=declaration).first())


def test_two_events_with_one_number(declaration):
    with pytest.raises(IntegrityError):
        copy(DeskEvent.objects.get())
