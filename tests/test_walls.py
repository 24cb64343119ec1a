"""A wall shows chosen views in turn, each the very page it is elsewhere, and only what its viewer may see."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from results.models import AccessLink
from results.people.links import issue_link
from tests.people import a_producer, a_reporter, an_outsider
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db
ALL = "view=board&view=headlines&view=key&view=picture-lead"


def frames(answer):
    assert answer.status_code == 200
    return re.findall(r'<iframe src="([^"]+)" title="([^"]+)"', answer.content.decode())


@pytest.fixture
def board():
    return reverse("board", args=[a_small_election(contests=2).slug, "EM"])


def test_the_views_stand_in_the_order_in_which_they_are_named(board, client):
    client.force_login(a_producer())
    asked = "view=key&view=board&view=picture-lead&view=board&every=30"
    found = frames(client.get(f"{board}?wall=1&{asked}"))
    assert [title for _, title in found] == ["Key contests", "The board", "Map by lead"]


def test_every_view_opens_in_a_frame_of_the_desk_and_of_nobody_else(board, client):
    client.force_login(a_producer())
    for address, title in frames(client.get(f"{board}?wall=1&{ALL}")):
        view = client.get(address.replace("&amp;", "&"))
        assert (title, view.status_code, view["X-Frame-Options"]) == (title, 200, "SAMEORIGIN")
        assert "frame-ancestors 'self'" in view["Content-Security-Policy"]
        assert 'class="nav"' not in view.content.decode(), title


def test_off_the_wall_a_page_is_framed_by_nobody(board, client):
    client.force_login(a_producer())
    answer = client.get(board)
    assert answer["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_reporters_wall_has_no_view_of_the_producers_desk(board, client):
    client.force_login(a_reporter())
    titles = [title for _, title in frames(client.get(f"{board}?wall=1&{ALL}"))]
    assert titles == ["The board", "Map by lead"]


def test_a_link_to_a_board_opens_the_board_and_its_pictures_on_a_wall(board):
    priya = a_producer()
    election = a_small_election(contests=1, slug="another")
    region = election.regions.get(code="EM")
    _, token = issue_link(
        name="Wall", scope=AccessLink.Scope.BOARD, election=election, region=region, by=priya
    )
    address = reverse("board", args=[election.slug, "EM"])
    found = frames(Client().get(f"{address}?wall=1&{ALL}&token={token}"))
    assert [title for _, title in found] == ["The board", "Map by lead"]
    for view, _ in found:
        assert Client().get(view.replace("&amp;", "&")).status_code == 200


@pytest.mark.parametrize("asked", ["view=nothing", "view=board&every=-5", "view=board&every=１２", "view="])
def test_what_is_not_known_is_left_out(board, client, asked):
    client.force_login(a_producer())
    assert [title for _, title in frames(client.get(f"{board}?wall=1&{asked}"))] == ["The board"]


def test_the_views_are_chosen_on_a_form_that_leads_to_the_wall(board, client):
    client.force_login(a_producer())
    page = client.get(reverse("wall", args=board.strip("/").split("/")[1:]))
    text = page.content.decode()
    assert f'action="{board}"' in text
    assert 'name="view" value="headlines"' in text
    client.force_login(an_outsider())
    assert client.get(page.request["PATH_INFO"]).status_code == 403
