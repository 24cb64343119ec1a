"""A storm of screens that load a page costs one drawing, and each shows what is true, to its own person."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from results.boards import embargo
from results.declaring.commands import enter
from results.declaring.reference import reference_changed
from results.models import Council, Election, Region
from results.people.links import issue_link
from results.rendering.pictures.kept import pictures_here
from results.views import live_pages, pages
from results.views.live_pages import TOKEN, pages_here
from tests.at_once import at_once
from tests.nights import Night
from tests.people import a_producer, a_reporter
from tests.test_pushed_equals_fetched import EVERY_COMMAND
from tests.worlds import a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def election():
    return a_small_election(slug="ge2024", contests=6)


@pytest.fixture
def priya():
    return a_producer()


BOARD = "/boards/ge2024/EM/"
PAGES = (
    BOARD,
    "/boards/ge2024/EM/?wall=1&theme=light",
    "/contests/ge2024/C0001/",
    "/corrections/ge2024/",
    "/pictures/ge2024/EM/",
    "/pictures/ge2024/EM/?map=swing",
    "/pictures/ge2024/EM/?show=winner&wall=1",
)


def signed_in(person):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def a_link(election, priya):
    region = election.regions.get(code="EM")
    return issue_link(name="Wall", scope="board", election=election, region=region, by=priya)[1]


def as_shown(client, address):
    """A page without what is made anew for each: the secret of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", client.get(address).content.decode())


def drawn_anew(client, address):
    pages_here.forget()
    pictures_here.forget()
    return as_shown(client, address)


@pytest.mark.parametrize("address", PAGES)
def test_a_page_that_was_drawn_costs_who_asks_and_the_number(
    election, priya, address, django_assert_num_queries
):
    client = signed_in(priya)
    client.get(address)
    with django_assert_num_queries(4):
        assert client.get(address).status_code == 200


def test_a_wall_that_comes_by_a_link_costs_the_number_alone(election, priya, django_assert_num_queries):
    walls = [{"token": a_link(election, priya), "wall": "1"} for _ in range(3)]
    for wall in walls:
        Client().get(BOARD, wall)
    for address in (BOARD, "/pictures/ge2024/EM/"):
        Client().get(address, walls[0])
        for wall in walls:
            with django_assert_num_queries(1):
                assert Client().get(address, wall).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_storm_draws_once(election, priya, monkeypatch):
    clients = [signed_in(priya) for _ in range(6)]
    drawn, scoreboard = [], pages.scoreboard
    monkeypatch.setattr(pages, "scoreboard", lambda **of: drawn.append(1) or scoreboard(**of))
    answers = at_once(*[lambda one=one: one.get(BOARD).status_code for one in clients])
    assert answers == [200] * 6
    assert len(drawn) == 1


def test_after_every_command_what_is_kept_is_what_would_be_drawn(election):
    night = Night(election)
    client = signed_in(night.editor)
    for act, place in EVERY_COMMAND:
        night.happens(act, place, [15_000, 10_000 + place, 3_000, 2_000, 500])
        for address in PAGES:
            kept = as_shown(client, address)
            assert as_shown(client, address) == kept == drawn_anew(client, address), (act, address)


@pytest.mark.parametrize("address", [BOARD, "/contests/ge2024/C0001/", "/pictures/ge2024/EM/"])
def test_what_an_hour_uncovers_is_there_when_it_strikes_and_not_before(election, priya, address, monkeypatch):
    client, told = signed_in(priya), "gain from"
    Election.objects.update(polls_close=timezone.now() + timedelta(hours=1))
    enter(contest_id=election.contests.get(code="C0001").pk, count=a_count(), by=priya)
    assert told not in client.get(address).content.decode()
    assert told not in client.get(address).content.decode()
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(embargo.timezone, "now", lambda: later)
    assert told in signed_in(priya).get(address).content.decode()


def test_a_region_of_another_name_is_called_by_it(election, priya):
    client = signed_in(priya)
    client.get(BOARD)
    Region.objects.filter(code="EM").update(name="Mercia")
    reference_changed(election_id=election.pk)
    assert "<h1>Mercia</h1>" in client.get(BOARD).content.decode()


def test_a_council_and_its_region_are_drawn_once(priya, django_assert_num_queries):
    council: Council = a_council()
    slug, client = council.election.slug, signed_in(priya)
    for address in (f"/councils/{slug}/{council.code}/", f"/boards/{slug}/EM/"):
        first = as_shown(client, address)
        with django_assert_num_queries(4):
            assert as_shown(client, address) == first
        assert council.name in first


def test_the_number_of_a_page_is_the_number_of_its_figures(election, priya, monkeypatch):
    """A declaration comes after the number was read, and before the page is drawn."""
    contest, place = election.contests.get(code="C0001"), pages.region_place

    def then_declared(**of):
        found = place(**of)
        enter(contest_id=contest.pk, count=a_count(), by=priya)
        return found

    client = signed_in(priya)
    with monkeypatch.context() as patched:
        patched.setattr(pages, "region_place", then_declared)
        page = client.get(BOARD).content.decode()
    assert 'data-seq="1"' in page
    assert "gain from" in page
    assert as_shown(client, BOARD) == drawn_anew(client, BOARD)


def test_everybody_is_called_by_her_own_name_and_has_her_own_forms(election, priya):
    alice = a_reporter()
    pages_of = {person: signed_in(person).get(BOARD).content.decode() for person in (priya, alice)}
    assert "Priya Nair" in pages_of[priya]
    assert "Headlines" in pages_of[priya]
    assert "Priya Nair" not in pages_of[alice]
    assert "Headlines" not in pages_of[alice]
    secrets = [re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1] for page in pages_of.values()]
    assert len(set(secrets)) == 2


@pytest.mark.parametrize("address", [BOARD, "/pictures/ge2024/EM/"])
def test_a_link_leads_on_by_its_own_token_and_by_no_other(election, priya, address):
    tokens = [a_link(election, priya) for _ in range(2)]
    drawn = {token: Client().get(address, {"token": token}).content.decode() for token in tokens}
    for token, page in drawn.items():
        other = next(one for one in tokens if one != token)
        # In the socket's address and in a link at least.
        assert page.count(f"token={token}") > 1
        assert other not in page
    inside = signed_in(priya).get(address).content.decode()
    assert "token=" not in inside
    assert TOKEN not in inside + "".join(drawn.values())


def test_a_token_that_is_none_is_harmless_on_the_page(election, priya):
    evil = '"><script>alert(1)</script> &'
    page = signed_in(priya).get(BOARD, {"token": evil}).content.decode()
    assert "<script>alert" not in page
    assert "token=%22%3E%3Cscript%3E" in page


def test_a_wall_and_a_page_are_two_drawings_and_a_theme_is_none(election, priya):
    client = signed_in(priya)
    shown = {
        query: client.get(f"{BOARD}{query}").content.decode() for query in ("", "?wall=1", "?theme=dark")
    }
    assert "mast-link" in shown[""]
    assert "mast-link" not in shown["?wall=1"]
    assert 'data-theme="dark"' in shown["?theme=dark"]
    assert 'data-theme="dark"' not in shown[""]


def test_a_person_of_another_name_is_called_by_it_after_half_a_minute(election, priya, monkeypatch):
    enter(contest_id=election.contests.get(code="C0001").pk, count=a_count(), by=priya)
    client, address = signed_in(a_reporter()), "/contests/ge2024/C0001/"
    assert "Priya Nair" in client.get(address).content.decode()
    User.objects.filter(pk=priya.pk).update(last_name="Menon")
    monkeypatch.setattr(pages_here, "_oldest_s", 0.0)
    assert "Priya Menon" in client.get(address).content.decode()
    assert live_pages.OLDEST_S <= 30
