"""Open pages are ordered to load themselves anew: all are told, it is no news, and what is on air stays."""

import re
from io import StringIO

import pytest
from asgiref.sync import sync_to_async
from django.core.management import CommandError, call_command
from django.test import Client

from results.declaring.commands import enter
from results.live import hub
from results.models import DeskEvent, Election
from results.rendering.version import PAGES, version_of
from tests.onair_rows import an_output
from tests.people import a_producer
from tests.screens import a_screen, on_the_loop
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick_beats(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    monkeypatch.setattr(hub, "LOOK_S", 0.05)


@pytest.fixture
def election():
    return a_small_election(slug="ge2024", contests=2)


@pytest.fixture
def priya():
    return a_producer()


def order(*args):
    out = StringIO()
    call_command("reload_boards", "ge2024", *args, stdout=out)
    return out.getvalue()


def mark_of(client, address):
    """The order that a page was drawn after, and what it was drawn with."""
    page = client.get(address).content.decode()
    return int(re.search(r'data-reload="(\d+)"', page)[1]), re.search(r'data-version="(\w+)"', page)[1]


async def told(screen, *, after=0):
    """The order in the first beat that has a newer one."""
    while (beat := await screen.beat()).get("reload", {}).get("mark", 0) <= after:
        pass
    return beat["reload"]


SOCKETS = {
    "/ws/boards/ge2024/EM/?since=0": "/boards/ge2024/EM/",
    "/ws/contests/ge2024/C0001/?since=0": "/contests/ge2024/C0001/",
    "/ws/corrections/ge2024/?since=0": "/corrections/ge2024/",
    "/ws/pictures/ge2024/EM/?since=0": "/pictures/ge2024/EM/",
    "/ws/desk/ge2024/?since=0": "/desk/ge2024/",
    "/ws/desk/ge2024/key/?since=0": "/desk/ge2024/key/",
}


@pytest.mark.parametrize("socket", SOCKETS)
def test_an_open_page_is_told_and_the_page_it_loads_is_of_that_order(election, priya, socket):
    client = Client()
    client.force_login(priya, backend="django.contrib.auth.backends.ModelBackend")
    assert mark_of(client, SOCKETS[socket]) == (0, PAGES)

    async def night():
        async with a_screen(socket, person=priya) as screen:
            beat = await screen.beat()
            assert "reload" not in beat
            assert beat["version"] == PAGES
            await sync_to_async(order)("--over", "30")
            given = await told(screen)
            assert given["over"] == 30
            assert await sync_to_async(mark_of)(client, SOCKETS[socket]) == (given["mark"], PAGES)
            await sync_to_async(order)()
            assert (await told(screen, after=given["mark"]))["over"] == 60

    on_the_loop(night)


def test_a_page_that_was_away_is_told_when_it_is_back(election, priya):
    order()

    async def night():
        async with a_screen("/ws/boards/ge2024/EM/?since=0", person=priya) as screen:
            assert (await screen.beat())["reload"]["mark"]

    on_the_loop(night)


@pytest.mark.parametrize("door", ["program", "preview", "panel"])
def test_what_is_on_air_and_its_panel_are_never_told(election, priya, door):
    an_output(election, slug="pgm")
    order()

    async def night():
        async with a_screen(f"/ws/outputs/pgm/{door}/?since=0", person=priya) as screen:
            while not (message := await screen.hears()).get("beat"):
                pass
            assert not {"reload", "version"} & set(message)

    on_the_loop(night)


def test_it_is_no_news(election, priya):
    enter(contest_id=election.contests.get(code="C0001").pk, count=a_count(), by=priya)
    before = Election.objects.values("seq", "seq_at").get()
    assert "within 60 s" in order()
    assert Election.objects.values("seq", "seq_at").get() == before
    assert DeskEvent.objects.count() == 1


def test_a_declaration_after_it_does_not_take_it_back(election, priya):
    order()
    enter(contest_id=election.contests.get(code="C0001").pk, count=a_count(), by=priya)
    assert Election.objects.get().reload_at is not None


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nowhere",), "no election nowhere"),
        (("ge2024", "--over", "-1"), "0 to 3600"),
        (("ge2024", "--over", "9999"), "not over 9999"),
    ],
)
def test_what_cannot_be_ordered_is_refused_with_a_sentence(election, args, words):
    with pytest.raises(CommandError, match=words):
        call_command("reload_boards", *args)
    assert Election.objects.get().reload_at is None


def test_the_version_changes_with_any_template_script_or_style(tmp_path):
    (tmp_path / "board.html").write_text("<p>")
    (tmp_path / "notes.txt").write_text("")
    first = version_of(tmp_path)
    (tmp_path / "notes.txt").write_text("More.")
    assert version_of(tmp_path) == first
    (tmp_path / "board.css").write_text("p {}")
    second = version_of(tmp_path)
    (tmp_path / "board.css").rename(tmp_path / "desk.css")
    assert len({first, second, version_of(tmp_path)}) == 3
