"""A night of more declarations than SQLite takes names in one question: it is learnt, and goes on."""

import pytest

from results.declaring import night
from results.declaring.commands import enter
from results.declaring.night import night_of
from tests.bench.late_nights import a_late_night, count_for
from tests.people import a_second_reporter

pytestmark = pytest.mark.django_db

MANY = 1_010


def test_a_night_of_a_thousand_declarations_is_caught_up_with_and_learnt_from_the_beginning():
    election, (last,) = a_late_night(MANY, 1)
    # Two were declared here, and the others, as it were, by another process.
    caught_up = night_of(election.pk)
    assert caught_up.turnout.results == MANY - 1
    night._nights.clear()
    assert night_of(election.pk) == caught_up
    enter(contest_id=last.pk, count=count_for(MANY - 1), by=a_second_reporter(last))
    assert night_of(election.pk).turnout.results == MANY
