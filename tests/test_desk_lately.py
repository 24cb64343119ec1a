"""What the clock moves on producers' desks: read once for all that ask, and never older than the number."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from results.boards import headline_night
from results.declaring.commands import enter
from results.models import Contest
from results.views import desk as desk_views
from tests.people import a_producer, an_operator
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch):
    monkeypatch.setattr(desk_views, "time", lambda: 0.0)
    headline_night.forget()
    desk_views.lately_here.forget()
    yield
    headline_night.forget()
    desk_views.lately_here.forget()


@pytest.fixture
def priya():
    return a_producer()


def asking(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def lately(client: Client, election, query: str = "") -> str:
    return client.get(f"/desk/{election.slug}/lately/{query}").content.decode()


def test_whoever_asks_at_the_same_number_costs_no_reading_of_the_night(priya, django_assert_num_queries):
    election = a_small_election(contests=6)
    for contest in election.contests.all():
        enter(contest_id=contest.pk, count=a_count(), by=priya)
    seen, others = lately(asking(priya), election), asking(an_operator())
    # The session, the person and her roles, the place, and the number.
    with django_assert_num_queries(5):
        assert lately(others, election) == seen


def test_the_next_declaration_is_told_to_the_first_who_asks_and_a_region_has_its_own(priya):
    election = a_small_election(contests=4)
    first, second = election.contests.filter(code__in=["C0001", "C0003"]).order_by("code")
    client = asking(priya)
    for contest, told in ((first, "1 in"), (second, "2 in")):
        enter(contest_id=contest.pk, count=a_count(), by=priya)
        assert f"East Midlands</b> <span>{told}" in lately(client, election, "?region=EM")
        assert "Nothing changed" in lately(client, election, "?region=WM")


def test_what_an_hour_hid_is_told_when_it_strikes_with_no_event(priya):
    election = a_small_election(contests=2)
    contest = election.contests.get(code="C0001")
    Contest.objects.filter(pk=contest.pk).update(polls_close=timezone.now() + timedelta(hours=1))
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    client = asking(priya)
    assert "Nothing changed" in lately(client, election)
    Contest.objects.filter(pk=contest.pk).update(polls_close=timezone.now() - timedelta(seconds=1))
    assert "1 in" in lately(client, election)


def test_the_clock_alone_moves_it_after_some_seconds(priya, monkeypatch):
    election = a_small_election(contests=2)
    client = asking(priya)
    before = lately(client, election)
    now = timezone.now() + timedelta(minutes=2)
    monkeypatch.setattr("results.boards.changed.timezone.now", lambda: now)
    assert lately(client, election) == before
    monkeypatch.setattr(desk_views, "time", lambda: 10.0)
    assert lately(client, election) != before
