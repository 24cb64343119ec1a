"""/metrics tells numbers to whoever shows the token, costs little, and goes on without a database."""

import re
from datetime import UTC, datetime
from urllib.request import Request, urlopen

import pytest
from django.db import DatabaseError

from results.boards.duty import Untold
from results.declaring.commands import enter
from results.live import overview as overviews
from results.live.counting import Counted
from results.live.overview import forget, lag
from results.live.pulse import Pulse, pulses, read, tell, text_of
from results.measures.instruments import Recent
from results.measures.remarks import Remark
from results.models import Policy
from tests.desks import PATIENCE_S, Desk, until
from tests.own_redis import a_redis
from tests.people import a_producer
from tests.worlds import a_count, a_small_election

TOKEN = "scrape-me-0123456789"
AT = 1_720_141_200.0
A_PULSE = Pulse(
    host="gallery",
    pid=7,
    version="0.1.0 abc",
    started=AT - 60,
    at=AT,
    counted=Counted({"region": 3}, frozenset({4, 9}), {1: 12}, 0.4),
    times={"told": Recent(5, 0.02, 0.3)},
    remarks=(Remark(AT - 5, "WARNING", "No hints"),),
)


@pytest.fixture(autouse=True)
def _afresh(settings):
    settings.METRICS_TOKEN = TOKEN
    settings.REDIS_URL = ""
    forget()
    yield
    forget()


def asked(client, **headers: str):
    return client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}", **headers})


def sample(text: str, name: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(name)]


@pytest.mark.parametrize(
    ("token", "shown", "status"),
    [
        pytest.param("", "", 403, id="none is set, none shown"),
        pytest.param("", "Bearer ", 403, id="none is set, an empty one shown"),
        pytest.param(TOKEN, "", 401, id="none shown"),
        pytest.param(TOKEN, "Bearer else", 401, id="another shown"),
        pytest.param(TOKEN, "Bearer ünlike", 401, id="one of other letters shown"),
        pytest.param(TOKEN, f"Basic {TOKEN}", 401, id="shown as a password"),
    ],
)
def test_it_is_shut_to_whoever_shows_no_token(client, settings, token, shown, status):
    settings.METRICS_TOKEN = token
    answer = client.get("/metrics", headers={"Authorization": shown})
    assert answer.status_code == status
    assert b"desk_" not in answer.content


@pytest.mark.django_db
def test_the_token_may_stand_in_the_address_too(client):
    answer = client.get(f"/metrics?token={TOKEN}")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain; version=")
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_it_tells_numbers_what_waits_and_how_long_commands_take(client):
    election, priya = a_small_election(contests=2, policy=Policy.SECOND_KEY), a_producer()
    for contest in election.contests.all():
        enter(contest_id=contest.pk, count=a_count(), by=priya)
    text = asked(client).content.decode()
    assert f'desk_seq{{election="{election.slug}"}} 2.0' in text
    assert f'desk_unconfirmed{{election="{election.slug}",state="waiting"}} 2.0' in text
    assert f'desk_unconfirmed{{election="{election.slug}",state="disputed"}} 0.0' in text
    assert sample(text, 'desk_command_seconds_bucket{command="Entering"')
    assert "desk_database_up 1.0" in text
    assert "desk_redis_up" not in text
    assert "14426" not in text


@pytest.mark.django_db
def test_it_asks_the_database_a_fixed_few_times_and_then_not_for_a_second(
    client, django_assert_max_num_queries, django_assert_num_queries
):
    for _ in range(3):
        a_small_election(contests=1)
    with django_assert_max_num_queries(5):
        asked(client)
    with django_assert_num_queries(0):
        asked(client)


@pytest.mark.django_db
def test_without_the_database_it_says_so_and_tells_the_rest(client, monkeypatch):
    def refuse() -> None:
        raise DatabaseError("password=hunter2")

    monkeypatch.setattr(overviews, "elections_now", refuse)
    answer = asked(client)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "desk_database_up 0.0" in text
    assert "desk_process{" in text
    assert "desk_seq" not in text


@pytest.mark.parametrize(
    ("at", "seq", "waits"),
    [
        pytest.param(AT - 4, 13, 4.0, id="not told yet"),
        pytest.param(AT - 4, 12, 0.0, id="told"),
        pytest.param(AT + 1, 13, 0.0, id="after it was asked"),
    ],
)
def test_a_process_lags_by_the_age_of_the_oldest_event_it_has_not_told(at, seq, waits):
    newer = Untold(1, 14, datetime.fromtimestamp(AT - 1, UTC))
    events = [Untold(1, seq, datetime.fromtimestamp(at, UTC)), Untold(2, 99, datetime.fromtimestamp(0, UTC))]
    assert lag(A_PULSE, events) == waits
    assert lag(A_PULSE, [*events, newer]) == max(waits, 1.0)


def test_a_pulse_is_read_as_it_was_told():
    assert read(text_of(A_PULSE)) == A_PULSE


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"host": "gallery"}', text_of(A_PULSE).replace("sockets", "plugs")]
)
def test_a_pulse_of_another_version_is_passed_over(text):
    assert read(text) is None


@pytest.mark.redis
def test_processes_know_of_each_other_through_redis(settings, redis_url):
    settings.REDIS_URL = redis_url
    tell(A_PULSE)
    found, layer = pulses()
    assert layer is True
    assert A_PULSE in found[1:]


def test_without_redis_a_process_knows_of_itself(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    found, layer = pulses()
    assert layer is False
    assert len(found) == 1


@pytest.mark.redis
def test_any_of_two_processes_answers_for_both_and_for_itself_once_redis_is_away(tmp_path):
    with a_redis(tmp_path) as layer:
        desk = Desk(tmp_path, REDIS_URL=layer.url, PROCESSES="2", METRICS_TOKEN=TOKEN)
        desk.migrate()
        with desk.serve() as server:
            # Whichever answers.
            until(lambda: {running(server.url) for _ in range(6)} == {2}, "the other process")
            text = scraped(server.url)
            assert "desk_redis_up 1.0" in text
            assert re.search(r"^desk_hub_looks_total \d", text, re.MULTILINE)
            layer.stop()
            until(lambda: "desk_redis_up 0.0" in scraped(server.url), "word of Redis")
            until(lambda: running(server.url) == 1, "the process itself")


def scraped(url: str) -> str:
    request = Request(f"{url}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    with urlopen(request, timeout=PATIENCE_S) as answer:
        return answer.read().decode()


def running(url: str) -> int:
    return len(sample(scraped(url), "desk_process{"))
