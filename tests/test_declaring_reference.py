"""Reference data mended after a declaration: the figures stay, what they mean is worked out again."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from results.boards.contest import contest_card
from results.declaring.commands import enter
from results.declaring.reference import contests_with, reference_changed
from results.models import Candidacy, DeskEvent, Outcome, Party, PreviousTally
from tests.admin_pages import filled, page_of
from tests.people import a_producer
from tests.worlds import a_contest, a_count

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest():
    contest = a_contest(name="Leicester East")
    enter(contest_id=contest.pk, count=a_count(), by=a_producer())
    return contest


def mend(contest):
    reference_changed(election_id=contest.election_id, contests=[contest.pk])
    return contest_card(contest_id=contest.pk).figures.outcome


def test_a_candidate_with_the_wrong_party_is_put_right_on_every_board(contest):
    party = Party.objects.get(election=contest.election, code="LD")
    Candidacy.objects.filter(contest=contest, number=2).update(party=party)
    outcome = mend(contest)
    assert (outcome.phrase, outcome.majority) == ("LD gain from Lab", 4_426)
    parties = Outcome.objects.get().parties
    assert parties.get(party__code="LD").seats == 1
    assert not parties.filter(party__code="Con", seats=1).exists()


def test_last_times_winner_put_right_turns_a_gain_into_a_hold(contest):
    PreviousTally.objects.filter(contest=contest).update(winner=False)
    PreviousTally.objects.filter(contest=contest, party__code="Con").update(winner=True)
    assert mend(contest).phrase == "Con hold"


def test_the_figures_and_the_revision_stay_as_they_were(contest):
    before = list(contest.declarations.get().tallies.order_by("pk").values_list("pk", "votes", "elected"))
    mend(contest)
    declaration = contest.declarations.get()
    assert list(declaration.tallies.order_by("pk").values_list("pk", "votes", "elected")) == before
    assert (declaration.revision, Outcome.objects.count()) == (1, 1)
    assert list(DeskEvent.objects.order_by("seq").values_list("kind", flat=True)) == ["declared", "reference"]


def test_a_contest_that_is_not_declared_has_nothing_to_judge():
    contest = a_contest()
    reference_changed(election_id=contest.election_id, contests=[contest.pk])
    assert not Outcome.objects.exists()


def test_a_party_knows_the_declared_contests_it_has_a_part_in(contest):
    other = a_contest(election=contest.election)
    party = Party.objects.get(election=contest.election, code="Lab")
    assert contests_with(party_id=party.pk) == {contest.pk}
    assert other.pk not in contests_with(party_id=party.pk)


def test_a_producer_puts_a_partys_label_right_and_the_boards_follow(contest):
    producer = User.objects.get(username="priya")
    client = Client()
    client.force_login(producer, backend="django.contrib.auth.backends.ModelBackend")
    winner = Candidacy.objects.get(contest=contest, number=2)
    libdems = Party.objects.get(election=contest.election, code="LD")
    response = client.post(page_of(winner), {**filled(client, winner), "party": libdems.pk})
    assert response.status_code == 302, response.content
    assert contest_card(contest_id=contest.pk).figures.outcome.phrase == "LD gain from Lab"
