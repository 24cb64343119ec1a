"""A producer makes a link, sees its address once, and revokes it."""

import re

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from results.models import AccessLink
from tests.onair_rows import an_output
from tests.people import a_producer, a_reporter, an_operator
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db
ADD = "/admin/results/accesslink/add/"
LIST = "/admin/results/accesslink/"


@pytest.fixture
def region():
    return a_small_election(slug="ge2024").regions.get(code="EM")


@pytest.fixture
def priya(client):
    producer = a_producer()
    client.force_login(producer)
    return producer


def make(client, region, *, scope="board") -> str:
    """Makes a link as the form does; the address that was shown."""
    answer = client.post(ADD, {"name": "Gallery wall", "scope": scope, "region": region.pk})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    return re.search(r"http://testserver(\S+)", said).group(1)


def test_the_address_in_the_message_opens_the_board_without_signing_in(client, priya, region):
    address = make(client, region)
    client.logout()
    assert client.get(address).status_code == 200


def test_a_feed_link_opens_the_feed_and_not_the_board(client, priya, region):
    address = make(client, region, scope="feed")
    client.logout()
    assert client.get(address).json()["region"] == "EM"
    token = address.partition("?")[2]
    assert client.get(f"/boards/ge2024/EM/?{token}").status_code == 403


def test_the_address_is_not_shown_again(client, priya, region):
    token = make(client, region).partition("token=")[2]
    link = AccessLink.objects.get()
    assert token in client.get(LIST).content.decode()
    for page in [LIST, reverse("admin:results_accesslink_change", args=[link.pk])]:
        assert token not in client.get(page).content.decode()


def test_the_link_keeps_who_made_it_and_its_regions_election(client, priya, region):
    make(client, region)
    link = AccessLink.objects.get()
    assert (link.created_by, link.election, link.region) == (priya, region.election, region)


def test_a_revoked_link_opens_nothing_and_stays_in_the_list(client, priya, region):
    address = make(client, region)
    link = AccessLink.objects.get()
    client.post(LIST, {"action": "revoke", "_selected_action": [link.pk]})
    page = client.get(LIST).content.decode()
    assert "Gallery wall" in page
    assert "revoked" in page
    client.logout()
    assert client.get(address).status_code == 403


def test_only_the_name_of_a_made_link_can_change(client, priya, region):
    make(client, region)
    link = AccessLink.objects.get()
    before = link.token_hash
    changed = {"name": "Studio wall", "scope": "feed", "region": region.election.regions.get(code="WM").pk}
    client.post(reverse("admin:results_accesslink_change", args=[link.pk]), changed)
    link.refresh_from_db()
    assert (link.name, link.scope, link.region, link.token_hash) == ("Studio wall", "board", region, before)


def test_a_link_is_never_deleted(client, priya, region):
    make(client, region)
    link = AccessLink.objects.get()
    answer = client.post(reverse("admin:results_accesslink_delete", args=[link.pk]), {"post": "yes"})
    assert answer.status_code == 403
    assert AccessLink.objects.exists()


@pytest.mark.parametrize("someone", [a_reporter, an_operator])
def test_nobody_else_makes_links(client, someone, region):
    client.force_login(someone())
    answer = client.post(ADD, {"name": "Mine", "scope": "board", "region": region.pk})
    assert answer.status_code in {302, 403}
    assert not AccessLink.objects.exists()


def test_a_link_to_an_output_opens_its_pages_and_keeps_its_election(client, priya, region):
    output = an_output(region.election, slug="pgm")
    answer = client.post(ADD, {"name": "OBS", "scope": "output", "output": output.pk})
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    address = re.search(r"http://testserver(\S+)", said).group(1)
    client.logout()
    assert client.get(address).status_code == 200
    link = AccessLink.objects.get()
    assert (link.output, link.region, link.election) == (output, None, region.election)


@pytest.mark.parametrize(
    ("scope", "given", "errors"),
    [
        ("output", [], {"output": ["Choose the output that the link opens."]}),
        ("board", [], {"region": ["Choose the region that the link opens."]}),
        (
            "output",
            ["output", "region"],
            {"region": ["This link opens the output alone: leave the region empty."]},
        ),
        (
            "feed",
            ["output", "region"],
            {"output": ["This link opens the region alone: leave the output empty."]},
        ),
    ],
)
@pytest.mark.usefixtures("priya")
def test_a_link_opens_one_thing_and_the_form_says_what_is_missing(client, region, scope, given, errors):
    ids = {"region": region.pk, "output": an_output(region.election).pk}
    chosen = {name: ids[name] for name in given}
    answer = client.post(ADD, {"name": "OBS", "scope": scope, **chosen})
    assert answer.context["adminform"].form.errors == errors
    assert not AccessLink.objects.exists()
