"""Links with an end: they open what they open until then, and nothing from then on."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from results.boards.duty import links_now
from results.live import hub
from results.models import AccessLink
from results.people import (
    LinkRefused,
    end_link_at,
    issue_link,
    issue_output_link,
    open_link,
    open_link_at,
    open_output_link,
    revoke_link,
)
from results.people.open_links import links_here
from results.people.passes import Pass, withdrawn
from tests.onair_rows import an_output
from tests.people import a_producer
from tests.screens import code_after, code_of
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db
ADD = "/admin/results/accesslink/add/"
LIST = "/admin/results/accesslink/"
BOARD, FEED = "/boards/ge2024/EM/", "/feeds/live/ge2024/EM/scoreboard.json"
HOUR = timedelta(hours=1)


@pytest.fixture
def region():
    return a_small_election(slug="ge2024").regions.get(code="EM")


@pytest.fixture
def priya(client):
    producer = a_producer()
    client.force_login(producer)
    return producer


@pytest.fixture
def issue(region, priya):
    """Issues links that are open for another hour."""

    def make(scope="board"):
        given = {"name": "Gallery wall", "by": priya, "expires_at": timezone.now() + HOUR}
        if scope == "output":
            return issue_output_link(output=an_output(region.election, slug="pgm"), **given)
        return issue_link(scope=scope, election=region.election, region=region, **given)

    return make


def its_end_comes(link: AccessLink) -> None:
    """An hour passes, for this link."""
    AccessLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    links_here.forget()


def on_form(moment) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"


def change(link: AccessLink) -> str:
    return reverse("admin:results_accesslink_change", args=[link.pk])


def test_a_link_opens_until_its_end_and_nothing_from_then_on(issue, region):
    link, token = issue()
    assert open_link(token, scope="board", region_id=region.pk).pk == link.pk
    its_end_comes(link)
    assert open_link(token, scope="board", region_id=region.pk) is None
    assert open_link_at(token, scope="board", slug="ge2024", region="EM") is None


def test_a_link_that_is_known_in_memory_ends_by_the_clock(
    issue, region, monkeypatch, django_assert_num_queries
):
    _, token = issue()
    assert open_link(token, scope="board", region_id=region.pk)
    later = SimpleNamespace(now=lambda: datetime.now(UTC) + HOUR)
    monkeypatch.setattr("results.people.open_links.timezone", later)
    with django_assert_num_queries(0):
        assert open_link(token, scope="board", region_id=region.pk) is None


@pytest.mark.parametrize(
    ("scope", "page"), [("board", BOARD), ("feed", FEED), ("output", "/graphics/pgm/")], ids=str
)
def test_no_page_opens_by_a_link_that_ended(client, issue, scope, page):
    link, token = issue(scope)
    client.logout()
    assert client.get(page, {"token": token}).status_code == 200
    its_end_comes(link)
    assert client.get(page, {"token": token}).status_code == 403
    assert open_output_link(token, output="pgm") is None


def test_whoever_opens_a_link_that_ended_reads_so(client, issue):
    link, token = issue()
    its_end_comes(link)
    client.logout()
    assert "its time is over" in client.get(BOARD, {"token": token}).content.decode()


def test_a_screen_that_is_open_by_it_holds_no_longer(issue):
    link, _ = issue()
    held = Pass(link=link.pk)
    assert withdrawn({held}) == frozenset()
    its_end_comes(link)
    assert withdrawn({held}) == {held}


@pytest.mark.django_db(transaction=True)
def test_an_open_wall_closes_at_the_end_of_its_link_and_does_not_come_back(issue, monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    monkeypatch.setattr(hub, "CHECK_S", 0.05)
    link, token = issue()
    address = f"/ws/boards/ge2024/EM/?since=0&token={token}"
    assert code_after(lambda: its_end_comes(link), address) == 4403
    assert code_of(address)[0] == 4403


def test_a_link_is_not_made_to_end_before_it_begins(region, priya):
    with pytest.raises(LinkRefused, match="That time is over"):
        issue_link(
            name="Wall",
            scope="board",
            election=region.election,
            region=region,
            by=priya,
            expires_at=timezone.now(),
        )
    assert not AccessLink.objects.exists()


def test_the_end_of_a_link_is_put_off_and_taken_away(issue, region, priya):
    link, token = issue()
    its_end_comes(link)
    end_link_at(link=link, expires_at=timezone.now() + HOUR, by=priya)
    assert open_link(token, scope="board", region_id=region.pk).pk == link.pk
    end_link_at(link=link, expires_at=None, by=priya)
    assert AccessLink.objects.get().expires_at is None


def test_a_revoked_link_has_no_other_end(issue, priya):
    link, _ = issue()
    revoke_link(link=link, by=priya)
    before = AccessLink.objects.get().expires_at
    with pytest.raises(LinkRefused, match="was revoked"):
        end_link_at(link=link, expires_at=None, by=priya)
    assert AccessLink.objects.get().expires_at == before


def test_the_producer_says_until_when_a_link_is_open(client, priya, region):
    end = (timezone.now() + HOUR).replace(second=0, microsecond=0)
    given = {"name": "Hall", "scope": "board", "region": region.pk, "expires_at": on_form(end)}
    answer = client.post(ADD, given)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert AccessLink.objects.get().expires_at == end
    said = next(str(each) for each in get_messages(answer.wsgi_request) if "token=" in str(each))
    token = parse_qs(urlsplit(said.split()[-1]).query)["token"][0]
    assert open_link(token, scope="board", region_id=region.pk)


def test_the_form_refuses_an_end_that_is_over(client, priya, region):
    end = on_form(timezone.now() - HOUR)
    answer = client.post(ADD, {"name": "Hall", "scope": "board", "region": region.pk, "expires_at": end})
    assert "That time is over" in answer.content.decode()
    assert not AccessLink.objects.exists()


def test_the_producer_puts_off_the_end_of_a_link_and_renames_one_that_ended(client, issue):
    link, _ = issue()
    end = (timezone.now() + 2 * HOUR).replace(second=0, microsecond=0)
    client.post(change(link), {"name": "Hall", "expires_at": on_form(end)})
    assert AccessLink.objects.values_list("name", "expires_at").get() == ("Hall", end)
    over = end - 3 * HOUR
    AccessLink.objects.update(expires_at=over)
    client.post(change(link), {"name": "Foyer", "expires_at": on_form(over)})
    assert AccessLink.objects.values_list("name", "expires_at").get() == ("Foyer", over)


def test_a_link_that_was_revoked_while_its_form_was_open_is_told_so(client, issue, priya, monkeypatch):
    link, _ = issue()
    refuse = LinkRefused("This link was revoked: make a new one.")
    monkeypatch.setattr("results.admin.links.end_link_at", lambda **given: (_ for _ in ()).throw(refuse))
    answer = client.post(change(link), {"name": "Hall", "expires_at": ""}, follow=True)
    assert "This link was revoked: make a new one." in answer.content.decode()
    assert AccessLink.objects.get().name == "Gallery wall"


def test_the_list_tells_links_that_ended_from_open_ones(client, issue):
    link, _ = issue()
    assert "Gallery wall" in client.get(LIST, {"state": "open"}).content.decode()
    its_end_comes(link)
    assert "Gallery wall" not in client.get(LIST, {"state": "open"}).content.decode()
    closed = client.get(LIST, {"state": "closed"}).content.decode()
    assert "Gallery wall" in closed
    assert "ended" in closed


def test_the_status_page_tells_until_when_each_link_is_open(client, issue):
    link, _ = issue()
    assert [one.expires_at for one in links_now()] == [link.expires_at]
    end = timezone.localtime(link.expires_at)
    assert f"{end.day} {end:%b %H:%M}" in client.get("/status/").content.decode()
    its_end_comes(link)
    assert links_now() == ()
