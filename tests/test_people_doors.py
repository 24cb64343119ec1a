"""The desk's doors: who gets in, who is asked to sign in, who is turned away and what she reads."""

import pytest
from django.contrib.auth.models import User

from results.models import AccessLink
from results.people import issue_link, revoke_link
from tests.people import PASSWORD, a_producer, a_reporter, an_operator, an_outsider
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db
BOARD = "/boards/ge2024/EM/"
FEED = "/feeds/live/ge2024/EM/scoreboard.json"
PAGES = ["/", "/about/", BOARD, FEED]


@pytest.fixture(autouse=True)
def election():
    return a_small_election(slug="ge2024")


@pytest.fixture
def issue(election):
    """Issues links, by Priya."""
    priya = a_producer()

    def make(scope: str = "board", region: str = "EM") -> tuple[AccessLink, str]:
        place = election.regions.get(code=region)
        return issue_link(name="Wall", scope=scope, election=election, region=place, by=priya)

    return make


@pytest.mark.parametrize("page", PAGES)
def test_a_signed_out_visitor_is_asked_to_sign_in_and_comes_back(client, page):
    answer = client.get(page, {"wall": "1"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert "wall%3D1" in answer["Location"]


@pytest.mark.parametrize("someone", [a_reporter, a_producer, an_operator])
@pytest.mark.parametrize("page", PAGES)
def test_anyone_with_a_role_comes_in(client, someone, page):
    client.force_login(someone())
    assert client.get(page).status_code == 200


@pytest.mark.parametrize("page", PAGES)
def test_an_outsider_is_turned_away_with_a_sentence(client, page):
    client.force_login(an_outsider())
    answer = client.get(page)
    assert answer.status_code == 403
    assert "nobody has given you a role" in answer.content.decode()


def test_a_superuser_comes_in(client):
    client.force_login(User.objects.create_superuser("chief"))
    assert client.get(BOARD).status_code == 200


def test_a_link_opens_its_board_and_no_other_page(client, issue):
    _, token = issue()
    assert client.get(BOARD, {"token": token}).status_code == 200
    assert client.get("/boards/ge2024/WM/", {"token": token}).status_code == 403
    assert client.get(FEED, {"token": token}).status_code == 403
    assert client.get("/", {"token": token}).status_code == 302


def test_a_feed_link_opens_its_feed_and_not_the_board(client, issue):
    _, token = issue("feed")
    assert client.get(FEED, {"token": token}).status_code == 200
    assert client.get(BOARD, {"token": token}).status_code == 403


def test_a_revoked_link_is_told_so(client, issue):
    link, token = issue()
    revoke_link(link=link, by=link.created_by)
    answer = client.get(BOARD, {"token": token})
    assert answer.status_code == 403
    assert "revoked" in answer.content.decode()


def test_a_link_opens_no_door_of_the_admin(client, issue):
    _, token = issue()
    assert client.get("/admin/", {"token": token}).status_code == 302


def test_someone_with_a_role_comes_in_whatever_the_token(client):
    client.force_login(a_reporter())
    assert client.get(BOARD, {"token": "worn-out"}).status_code == 200


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client):
    a_reporter()
    answer = client.post(f"/accounts/login/?next={BOARD}", {"username": "alice", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, BOARD)


def test_signing_in_leads_to_no_other_site(client):
    a_reporter()
    answer = client.post(
        "/accounts/login/?next=https://elsewhere.example/", {"username": "alice", "password": PASSWORD}
    )
    assert answer["Location"] == "/"


def test_signing_out_is_a_post(client):
    client.force_login(a_reporter())
    assert client.get("/accounts/logout/").status_code == 405
    assert client.post("/accounts/logout/").status_code == 302
    assert client.get("/").status_code == 302
