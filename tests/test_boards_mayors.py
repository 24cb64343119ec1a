"""Mayoralties beside councils and alone: never a seat, and their voters never counted twice."""

import pytest
from django.test import Client

from results.boards.councils import council_board, council_card
from results.declaring.commands import enter
from results.declaring.councils import enter_council
from results.feeds.regions import region_json
from results.models import Candidacy, Contest
from tests.people import a_producer
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_council_election, a_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer():
    return a_producer()


def a_mayoralty(election) -> Contest:
    contest = Contest.objects.create(
        election=election, code="MAYOR", name="Mayor", kind=Contest.Kind.MAYORALTY, electorate=75_000
    )
    contest.regions.set(election.regions.filter(code="EM"))
    for number, code in enumerate(("Lab", "Con"), start=1):
        party = election.parties.get(code=code)
        Candidacy.objects.create(contest=contest, number=number, name=f"Candidate {number}", party=party)
    return contest


def test_the_votes_for_a_mayor_are_not_added_to_those_of_the_wards(producer):
    council = a_council(wards=(1, 2))
    region = council.regions.get(code="EM")
    ward = council.contests.order_by("code").first()
    count = a_ward_count(ward, Lab=1)
    enter(contest_id=ward.pk, count=count, by=producer)
    enter(contest_id=a_mayoralty(council.election).pk, count=a_count(9_000, 8_000), by=producer)
    told = region_json(region.pk)
    assert (told["valid"], told["electorate"]) == (sum(count.votes.values()), count.electorate)
    assert {row["party"]: row["seats"] for row in told["rows"]}["Lab"] == 1


def test_a_mayoralty_alone_is_no_seat(producer):
    election = a_council_election()
    mayoralty, region = a_mayoralty(election), election.regions.get(code="EM")
    enter(contest_id=mayoralty.pk, count=a_count(9_000, 8_000), by=producer)
    told = region_json(region.pk)
    assert (told["rows"], told["councils"]) == ([], [])
    board = council_board(region_id=region.pk)
    assert [mayor.outcome.party.code for mayor in board.mayors if mayor.outcome] == ["Lab"]
    client = Client()
    client.force_login(producer, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/boards/{election.slug}/EM/").content.decode()
    assert "Candidate 1" in page


def test_a_new_council_has_no_net_change_though_seats_before_are_known(producer):
    council = a_council(wards=(1, 2), control_before="")
    enter_council(council_id=council.pk, seats={"Lab": 3}, complete=True, by=producer)
    state = council_card(council_id=council.pk).state
    assert state.phrase == "Lab win (new council)"
    assert {(row.net_last_fought, row.net_eve_of_poll) for row in state.rows} == {(None, None)}
