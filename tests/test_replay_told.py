"""A replay's line of progress: who won, and how."""

import pytest

from results.declaring.commands import enter
from results.management.commands.replay import sentence
from results.management.replaying import Step, words_of
from tests.people import a_producer
from tests.worlds import a_contest, a_count

pytestmark = pytest.mark.django_db
TIE = a_count(10_000, 10_000, 3_000, 2_000, 500, elected=[2], by_lot=True)


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (a_count(), "12/106 Stone: Con gain, majority 4,426"),
        (TIE, "12/106 Stone: Con gain, decided by lot"),
    ],
    ids=["a majority", "a tie, without a majority of nought"],
)
def test_it_tells_who_won_and_how(count, told):
    entered = enter(contest_id=a_contest(name="Stone").pk, count=count, by=a_producer())
    assert sentence(Step("Stone", 12, 106, words_of(entered.result), True)) == told
