"""Replaying running totals of a council: one follows the other, at speed as at once."""

import pytest

from results.boards.councils import council_card
from results.declaring.councils import enter_council
from results.declaring.reference import reference_changed
from results.management.replaying import acts_of, play, replay_account
from results.models import Council, CouncilDeclaration, Election
from results.packs.loading import load
from tests.packs.folder import a_pack
from tests.people import a_producer

pytestmark = pytest.mark.django_db
TOTALS = """\
council,recorded_at,party,seats,complete
barton,2025-05-02T02:00:00+01:00,Lab,1,
barton,2025-05-02T03:00:00+01:00,Lab,2,
barton,2025-05-02T04:00:00+01:00,Lab,2,1
barton,2025-05-02T04:00:00+01:00,Con,1,1
"""


@pytest.fixture
def council(tmp_path):
    folder = a_pack(tmp_path / "pack")
    (folder / "council_results.csv").write_text(TOTALS)
    for file in ("results.csv", "votes.csv"):
        (folder / file).unlink()
    load(folder=folder, reference_changed=reference_changed)
    return Council.objects.get()


def replay(council, *, until=None, speed=60.0):
    acts = acts_of(Election.objects.get(), by=replay_account())
    return [
        (step.number, step.words) for step in play(acts=acts, speed=speed, until=until, wait=lambda _s: False)
    ]


def test_at_speed_every_total_is_declared_in_its_turn(council):
    assert replay(council) == [(1, "Lab 1"), (2, "Lab 2"), (3, "Lab 2, Con 1")]
    assert council_card(council_id=council.pk).state.complete


def test_at_speed_it_goes_on_where_it_was(council):
    replay(council, until=2)
    assert replay(council) == [(3, "Lab 2, Con 1")]


def test_at_once_a_total_that_was_overtaken_is_in_already(council):
    replay(council, speed=None)
    said = [words for _, words in replay(council, speed=None)]
    assert said == ["in already", "in already", "in already"]
    assert CouncilDeclaration.objects.count() == 3


def test_it_leaves_a_total_that_a_reporter_entered(council):
    enter_council(council_id=council.pk, seats={"Con": 1}, complete=False, by=a_producer())
    assert {words for _, words in replay(council)} == {"left as Priya Nair declared it"}
    assert CouncilDeclaration.objects.count() == 1
