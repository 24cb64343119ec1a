"""Pictures by their addresses: as files, bounded and drawn once, and nothing that may not be seen yet."""

from datetime import timedelta
from io import BytesIO
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from results.declaring.calls import call_winner
from results.declaring.commands import enter
from results.declaring.status import set_status
from results.keeping.once import KeptBytes
from results.models import AccessLink, Contest, Election
from results.people.links import issue_link, revoke_link
from results.rendering.pictures import kinds
from results.rendering.pictures.kept import pictures_here
from tests import midlands
from tests.midlands import CENTRAL, SLUG
from tests.people import a_producer, a_reporter, an_outsider
from tests.worlds import a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db
parsed = ElementTree.fromstring
SVG = "{http://www.w3.org/2000/svg}"
every_picture = pytest.mark.parametrize("name", kinds.OF_A_REGION)


@pytest.fixture(autouse=True)
def a_new_process():
    pictures_here.forget()


@pytest.fixture
def priya():
    return a_producer()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def client(priya):
    return signed_in(priya)


def words_in(svg: str) -> list[str]:
    return [found.text or "" for found in parsed(svg).iter(f"{SVG}text")]


def address(election: Election, name: str = "winner", ext: str = "svg", region: str = "MID") -> str:
    return f"/pictures/{election.slug}/{region}/{name}.{ext}"


def declare(election: Election, by, code: str = "C0001"):
    return enter(contest_id=election.contests.get(code=code).pk, count=a_count(), by=by)


@every_picture
@pytest.mark.parametrize("declared", [0, 1, 3])
def test_every_picture_of_a_region_is_there_before_during_and_after(client, priya, name, declared):
    election = a_small_election(contests=3)
    for contest in election.contests.all()[:declared]:
        declare(election, priya, contest.code)
    svg = client.get(address(election, name))
    assert (svg.status_code, svg["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert f"{declared} of 3 declared" in svg.content.decode()


def test_a_png_is_as_wide_as_it_was_asked_for(client, priya):
    election = a_small_election()
    declare(election, priya)
    for width in (300, 1200, 1777):
        image = Image.open(BytesIO(client.get(address(election, ext="png"), {"width": width}).content))
        assert (image.format, image.width) == ("PNG", width)


@pytest.mark.parametrize(
    "query", [{"width": "0"}, {"width": "99999"}, {"width": "wide"}, {"width": "²"}, {"theme": "pink"}]
)
def test_a_size_or_theme_that_there_is_not_gets_a_sentence(client, query):
    answer = client.get(address(a_small_election(), ext="png"), query)
    assert answer.status_code == 400
    assert answer.content.decode() == "Give a width from 300 to 3840 and a theme that is light or dark."


def test_a_picture_that_did_not_change_is_not_drawn_again(client, priya, monkeypatch):
    election = a_small_election()
    first = client.get(address(election))
    assert client.get(address(election), headers={"if-none-match": first["ETag"]}).status_code == 304
    monkeypatch.setattr("results.views.pictures.region_pictures", None)
    assert client.get(address(election)).content == first.content
    monkeypatch.undo()
    declare(election, priya)
    again = client.get(address(election), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content != first.content) == (200, True)


def test_what_is_kept_is_bounded_and_drawn_once_for_a_number():
    kept, drawn = KeptBytes(most=100), []

    def draw(what: str) -> bytes:
        drawn.append(what)
        return what.encode() * 60

    assert kept.drawn("a", 1, lambda: draw("a")) == kept.drawn("a", 1, lambda: draw("b"))
    kept.drawn("a", 2, lambda: draw("c"))
    kept.drawn("d", 2, lambda: draw("d"))
    kept.drawn("a", 2, lambda: draw("e"))
    assert drawn == ["a", "c", "d", "e"]


@pytest.mark.parametrize(
    "path", ["MID/nothing.svg", "MID/winner.gif", "ZZ/winner.svg", "contest/C0001/x.svg"]
)
def test_what_is_no_picture_is_not_found(client, path):
    assert client.get(f"/pictures/{a_small_election().slug}/{path}").status_code == 404


def test_a_contest_without_figures_has_no_picture_yet(client, priya):
    election = a_small_election()
    path = f"/pictures/{election.slug}/contest/C0001/shares.svg"
    assert client.get(path).status_code == 404
    call_winner(contest_id=election.contests.get(code="C0001").pk, winner=2, by=priya)
    assert client.get(path).status_code == 404
    declare(election, priya)
    assert client.get(path).status_code == 200


def test_nothing_is_drawn_of_a_result_before_polls_close_and_the_hour_alone_changes_it(
    client, priya, monkeypatch
):
    closing = timezone.now() + timedelta(minutes=10)
    election = a_small_election(polls_close=closing)
    declare(election, priya)
    for name in kinds.OF_A_REGION:
        assert "Con gain" not in client.get(address(election, name)).content.decode()
    before = client.get(address(election))
    page = client.get(f"/pictures/{election.slug}/MID/").content.decode()
    assert "4,426" not in page
    assert "gain from" not in page
    monkeypatch.setattr(timezone, "now", lambda: closing + timedelta(seconds=1))
    after = client.get(address(election), headers={"if-none-match": before["ETag"]})
    assert (after.status_code, "1 of 3 declared" in after.content.decode()) == (200, True)


def test_a_rehearsal_is_marked_in_every_picture(client, priya):
    election = a_small_election(rehearsal=True)
    declare(election, priya)
    for name in kinds.OF_A_REGION:
        drawn = client.get(address(election, name)).content.decode()
        assert "REHEARSAL" in drawn
        assert "these are not real results" in drawn
    page = client.get(f"/pictures/{election.slug}/MID/").content.decode()
    assert page.count("REHEARSAL") >= 4


def test_a_poll_that_is_called_off_is_struck_out_and_seats_without_a_hex_stand_in_rows(client, priya):
    election = a_small_election(contests=4)
    set_status(
        contest_id=election.contests.get(code="C0002").pk, status=Contest.Status.COUNTERMANDED, by=priya
    )
    election.contests.filter(code__in=["C0001", "C0002"]).update(hex_q=None, hex_r=None)
    declare(election, priya)
    drawn = client.get(address(election)).content.decode()
    assert drawn.count("<polygon") >= 2
    assert {"Leicester East", "Rugby"} <= set(words_in(drawn))
    assert "Poll countermanded" in client.get(f"/pictures/{election.slug}/MID/").content.decode()


# What it costs


@pytest.mark.parametrize("contests", [4, 200])
@pytest.mark.parametrize(
    ("path", "queries"),
    [
        ("/pictures/{slug}/MID/", 30),
        ("/pictures/{slug}/MID/?map=swing", 30),
        ("/pictures/{slug}/MID/ladder.svg", 24),
        ("/pictures/{slug}/contest/C0001/shares.svg", 11),
    ],
)
def test_queries_do_not_grow_with_the_election(client, priya, path, queries, contests):
    election = a_small_election(contests=contests)
    declare(election, priya)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path.format(slug=election.slug)).status_code == 200
    asked = [query["sql"] for query in seen.captured_queries if query["sql"].startswith("SELECT")]
    assert len(asked) <= queries, "\n".join(asked)


def test_the_page_of_all_106_seats_is_within_its_budget(client):
    midlands.the_night()
    page = client.get(f"/pictures/{SLUG}/{CENTRAL}/?map=lead")
    assert len(page.content) < 150_000


# Doors


def test_people_of_the_desk_see_pictures_and_others_do_not():
    election = a_small_election()
    paths = (
        f"/pictures/{election.slug}/MID/",
        address(election),
        f"/pictures/{election.slug}/contest/C0001/shares.svg",
    )
    reporter, oscar = signed_in(a_reporter()), signed_in(an_outsider())
    assert [reporter.get(path).status_code for path in paths] == [200, 200, 404]
    assert [oscar.get(path).status_code for path in paths] == [403, 403, 403]
    assert [Client().get(path).status_code for path in paths] == [302, 302, 302]


@pytest.mark.parametrize("scope", [AccessLink.Scope.BOARD, AccessLink.Scope.FEED])
def test_a_link_opens_the_pictures_of_its_own_region_until_it_is_revoked(priya, scope):
    election = a_small_election()
    link, token = issue_link(
        name="Web", scope=scope, election=election, region=election.regions.get(code="EM"), by=priya
    )
    anyone, asked = Client(), {"token": token}
    assert anyone.get(address(election, region="EM"), asked).status_code == 200
    assert anyone.get(address(election, region="WM"), asked).status_code == 403
    page = anyone.get(f"/pictures/{election.slug}/EM/", asked)
    assert page.status_code == (200 if scope == AccessLink.Scope.BOARD else 403)
    if scope == AccessLink.Scope.BOARD:
        assert f"winner.svg?token={token}" in page.content.decode()
        assert f"map=gain&amp;token={token}" in page.content.decode()
    revoke_link(link=link, by=priya)
    assert anyone.get(address(election, region="EM"), asked).status_code == 403


def test_a_region_of_councils_says_that_it_has_no_pictures(client):
    election = a_council().election
    assert client.get(f"/pictures/{election.slug}/MID/").status_code == 404
    assert client.get(address(election)).status_code == 404


# The page


def test_the_page_has_the_map_that_was_asked_for_and_a_table_and_files_for_every_picture(client, priya):
    election = a_small_election()
    declare(election, priya)
    page = client.get(f"/pictures/{election.slug}/MID/?map=gain").content.decode()
    for name in ("gain", "compare", "night", "ladder"):
        assert f'id="picture-{name}"' in page
        assert f'id="picture-{name}-table"' in page
        for ext in ("svg", "png"):
            assert f"/pictures/{election.slug}/MID/{name}.{ext}" in page
    assert 'id="picture-mode-gain" href="?map=gain" aria-current="true"' in page
    assert page.count('role="img"') == 4


def test_a_map_that_there_is_not_is_the_first_one(client):
    page = client.get(f"/pictures/{a_small_election().slug}/MID/?map=<nothing>").content.decode()
    assert 'id="picture-winner"' in page


def test_boards_and_contests_lead_to_their_pictures(client, priya):
    election = a_small_election()
    declare(election, priya)
    assert (
        f'href="/pictures/{election.slug}/MID/"'
        in client.get(f"/boards/{election.slug}/MID/").content.decode()
    )
    contest = client.get(f"/contests/{election.slug}/C0001/").content.decode()
    assert 'id="picture-changes"' in contest
    for name in ("shares", "changes"):
        assert f"/pictures/{election.slug}/contest/C0001/{name}.png" in contest
