"""/status/ tells the engineer on duty what is wrong and what to do, and whether she is looking at now."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError
from playwright.sync_api import expect

from results.boards.duty import ElectionNow, LinkNow
from results.declaring.commands import enter
from results.live import overview as overviews
from results.live.counting import Counted
from results.live.overview import Overview, ProcessNow, forget
from results.live.pulse import Pulse
from results.measures.instruments import Recent
from results.measures.remarks import Remark
from results.models import Policy
from results.people.links import issue_link
from results.views import status
from results.views.machine import Machine, machine
from results.views.status_words import (
    DATABASE_AWAY,
    LAYER_AWAY,
    process_line,
    remarks,
    sockets,
    span,
    troubles,
)
from tests.admin_browser import LAPTOP, PHONE, faults, opener
from tests.people import a_producer, a_reporter, an_operator, an_outsider
from tests.worlds import a_count, a_small_election

AT = datetime(2024, 7, 5, 3, 12, 8, tzinfo=UTC)
PULSE = Pulse(
    host="gallery",
    pid=7,
    version="0.1.0 abc",
    started=AT.timestamp() - 60,
    at=AT.timestamp(),
    counted=Counted({"region": 14, "desk": 2}, frozenset({1}), {1: 812}, 0.4),
    times={"told": Recent(200, 0.042, 1.31), "drawn": Recent(3, 0.01, 0.02), "commands": Recent()},
    remarks=(Remark(AT.timestamp() - 9, "WARNING", "No hints: boards follow by looking once a second."),),
)
WELL = Overview(
    at=AT,
    processes=(ProcessNow(PULSE, 0.0), ProcessNow(replace(PULSE, pid=8, remarks=()), 0.0)),
    redis=True,
    database=True,
    elections=(ElectionNow(1, "ge", "General election 2024", 812, AT, False, 2, 1),),
    links=(LinkNow(1, "Gallery wall, left", "board", None), LinkNow(2, "Web", "feed", AT)),
)
HERE = Machine(free_bytes=50, total_bytes=100, watched=False, backup_at=None, draining=False)


@pytest.fixture(autouse=True)
def _afresh(settings):
    settings.REDIS_URL = ""
    forget()
    yield
    forget()


def with_process(**changes: object) -> Overview:
    first, second = WELL.processes
    counted = {key: changes.pop(key) for key in ("blind_s",) if key in changes}
    pulse = replace(first.pulse, counted=replace(first.pulse.counted, **counted))
    version = changes.pop("version", pulse.version)
    return replace(WELL, processes=(replace(first, pulse=replace(pulse, version=version), **changes), second))


@pytest.mark.parametrize(
    ("now", "here", "wanted", "said"),
    [
        pytest.param(WELL, HERE, 2, [], id="all is well"),
        pytest.param(replace(WELL, database=False), HERE, 2, [DATABASE_AWAY], id="no database"),
        pytest.param(replace(WELL, redis=False), HERE, 2, [LAYER_AWAY], id="no Redis"),
        pytest.param(replace(WELL, redis=None), HERE, 2, [], id="no Redis needed"),
        pytest.param(
            with_process(blind_s=8.0),
            HERE,
            2,
            ["gallery:7 has not looked at the database for 8.0 s."],
            id="hung",
        ),
        pytest.param(
            with_process(lag_s=90.0),
            HERE,
            2,
            ["gallery:7 has told its screens nothing of an event that is 2 min old."],
            id="behind",
        ),
        pytest.param(
            with_process(version="0.2.0"),
            HERE,
            2,
            ["Processes run different versions. Restart those that run the older one."],
            id="two versions",
        ),
        pytest.param(
            WELL,
            HERE,
            3,
            ["2 of 3 processes of this machine give a sign of life."],
            id="a process is missing",
        ),
        pytest.param(
            WELL,
            replace(HERE, free_bytes=9),
            2,
            ["The disk is nearly full: 0.0 GB of 0.0 GB are free."],
            id="no room",
        ),
        pytest.param(
            WELL,
            replace(HERE, watched=True),
            2,
            ["There is no backup in BACKUP_DIR. Make one."],
            id="no backup",
        ),
        pytest.param(
            WELL,
            replace(HERE, watched=True, backup_at=AT - timedelta(hours=25)),
            2,
            ["The newest backup is more than a day old. Make one."],
            id="an old backup",
        ),
        pytest.param(
            WELL, replace(HERE, watched=True, backup_at=AT - timedelta(hours=2)), 2, [], id="a fresh backup"
        ),
    ],
)
def test_what_is_wrong_is_told_in_words(now, here, wanted, said):
    assert troubles(now, here, wanted=wanted) == said


def test_a_machine_that_is_taken_out_says_so():
    (said,) = troubles(WELL, replace(HERE, draining=True), wanted=2)
    assert said.startswith("This machine is being taken out")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, "–"),
        (0.0421, "42 ms"),
        (0.9994, "999 ms"),
        (1.31, "1.3 s"),
        (59.9, "59.9 s"),
        (754.0, "13 min"),
    ],
)
def test_a_length_of_time_is_read_at_a_glance(seconds, words):
    assert span(seconds) == words


def test_a_process_is_ready_to_print():
    line = process_line(WELL.processes[0])
    assert (line.name, line.sockets, line.lag, line.looked, line.late) == (
        "gallery:7", 16, "none", "400 ms ago", False,
    )  # fmt: skip
    told, _, commands = line.times
    assert (told.what, told.count, told.p50, told.p95) == ("Event to board", 200, "42 ms", "1.3 s")
    assert (commands.count, commands.p50) == (0, "–")
    assert sockets(WELL.processes) == [("boards of regions", 28), ("producers’ desks", 4)]
    assert [line.process for line in remarks(WELL.processes)] == ["gallery:7"]


def test_the_newest_backup_is_the_newest_file_that_is_not_empty(settings, tmp_path):
    settings.BACKUP_DIR = str(tmp_path)
    assert machine().backup_at is None
    for name, age in (("old.dump", 900), ("new.dump", 300)):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (AT.timestamp() - age,) * 2)
    (tmp_path / "half.dump").touch()
    assert machine().backup_at == AT - timedelta(seconds=300)
    settings.BACKUP_DIR = str(tmp_path / "nowhere")
    assert machine().backup_at is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "code"),
    [
        pytest.param(a_producer, 200, id="a producer"),
        pytest.param(lambda: User.objects.create_superuser("sam", password="x"), 200, id="a superuser"),
        pytest.param(a_reporter, 403, id="a reporter"),
        pytest.param(an_operator, 403, id="an operator"),
        pytest.param(an_outsider, 403, id="an outsider"),
    ],
)
def test_producers_and_superusers_see_it(client, person, code):
    client.force_login(person(), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/status/").status_code == code


@pytest.mark.django_db
def test_who_is_signed_out_signs_in_and_a_page_that_refreshes_is_told(client):
    assert client.get("/status/")["Location"] == "/accounts/login/?next=/status/"
    assert client.get("/status/", headers={"X-Desk-Page": "1"}).status_code == 403


@pytest.fixture
def night():
    """An election with an entry that waits and a link that nobody has used."""
    election, priya = a_small_election(contests=1, policy=Policy.SECOND_KEY), a_producer()
    enter(contest_id=election.contests.get().pk, count=a_count(), by=priya)
    region = election.regions.get(code="EM")
    issue_link(name="Gallery wall, left", scope="board", election=election, region=region, by=priya)
    return priya


@pytest.mark.django_db
def test_it_tells_what_waits_and_which_links_there_are_and_no_figure(
    client, night, django_assert_max_num_queries
):
    client.force_login(night, backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_max_num_queries(9):
        page = client.get("/status/").content.decode()
    assert "General election 2024</th><td>1</td>" in page
    assert "<td>1</td><td>0</td></tr>" in page
    assert "Gallery wall, left</th><td>board</td><td>never</td>" in page
    assert "Commands</th>" in page
    assert "14426" not in page
    assert "14,426" not in page


@pytest.mark.django_db
def test_it_says_so_where_the_database_does_not_tell(client, night, monkeypatch):
    def refuse() -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr(overviews, "elections_now", refuse)
    client.force_login(night, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/status/").content.decode()
    assert DATABASE_AWAY in page
    assert "The database does not tell." in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_it_follows_by_itself_has_no_faults_and_turns_amber_without_an_answer(
    live_server, chromium, client, night, monkeypatch
):
    shown = [WELL]
    monkeypatch.setattr(status, "overview", lambda: shown[0])
    open_as = opener(url=live_server.url, chromium=chromium, client=client)
    with open_as(night, "/status/", LAPTOP) as page:
        page.clock.install()
        page.reload()
        expect(page.locator(".duty-well")).to_have_text("All is well.")
        assert faults(page) == []
        page.set_viewport_size(PHONE)
        assert faults(page) == []
        shown[0] = replace(WELL, redis=False)
        page.clock.run_for(5_000)
        expect(page.locator(".duty-troubles")).to_have_text(LAYER_AWAY)
        expect(page.locator("#duty-said")).to_have_text("Something is wrong.")
        expect(page.locator("#lamp")).to_contain_text("Live")
        assert faults(page) == []
        page.context.clear_cookies()
        page.clock.run_for(14_000)
        expect(page.locator("#lamp")).to_contain_text("No answer, this is old")
