"""The Redis of a real night, behind a password, by TLS, watched by a Sentinel: hints flow, health is told."""

import asyncio
import logging
from collections.abc import Iterator

import pytest
from asgiref.sync import sync_to_async
from channels.layers import get_channel_layer

from results.declaring.commands import enter
from results.live import hub
from results.live.pulse import own_pulse, pulses, tell
from resultsdesk.services import layers
from tests.certificates import Certificate, a_certificate
from tests.desks import until
from tests.own_redis import OwnRedis, OwnSentinel, a_redis, running
from tests.people import a_producer
from tests.screens import a_screen, on_the_loop
from tests.services import needs_redis
from tests.worlds import a_count, a_small_election

pytestmark = needs_redis
PASSWORD = "p@ss/word#1"
BY_TLS = "rediss://127.0.0.1:{{port}}/0?ssl_ca_certs={}"
WRITTEN = "p%40ss%2Fword%231"


@pytest.fixture
def guarded(tmp_path) -> Iterator[OwnRedis]:
    """A Redis behind a password."""
    with a_redis(
        tmp_path, "--requirepass", PASSWORD, url=f"redis://:{WRITTEN}@127.0.0.1:{{port}}/3"
    ) as server:
        yield server


@pytest.fixture
def encrypted(tmp_path) -> Iterator[OwnRedis]:
    """A Redis that speaks TLS and nothing else."""
    made = a_certificate(tmp_path)
    words = [word for line in by_tls(made) for word in f"--{line}".split()]
    with a_redis(tmp_path, *words, url=BY_TLS.format(made.certificate)) as server:
        yield server


def by_tls(made: Certificate) -> list[str]:
    """What has a Redis or a Sentinel speak TLS and nothing else."""
    return [
        "port 0",
        "tls-port {port}",
        f"tls-cert-file {made.certificate}",
        f"tls-key-file {made.key}",
        f"tls-ca-cert-file {made.certificate}",
        "tls-auth-clients no",
        "tls-replication yes",
    ]


@pytest.fixture
def at(settings):
    """Take the desk to a Redis."""

    def take(url: str) -> None:
        settings.REDIS_URL = url
        settings.CHANNEL_LAYERS = {"default": layers(url)}

    return take


def a_hint_arrives() -> bool:
    async def scene() -> bool:
        layer = get_channel_layer()
        try:
            channel = await layer.new_channel()
            await layer.group_add("hints", channel)
            await layer.group_send("hints", {"type": "hint"})
            async with asyncio.timeout(20):
                return await layer.receive(channel) == {"type": "hint"}
        finally:
            await layer.flush()

    return asyncio.run(scene())


@pytest.mark.django_db
def test_it_is_reached_with_its_password(client, at, guarded):
    at(guarded.url)
    assert a_hint_arrives()
    tell(own_pulse())
    assert pulses()[1] is True
    assert client.get("/healthz").json()["redis"] == "ok"


@pytest.mark.django_db
def test_a_wrong_password_is_a_redis_that_is_down_and_is_told_nobody(client, at, guarded, caplog):
    at(guarded.url.replace(WRITTEN, "hunter2"))
    assert pulses()[1] is False
    assert client.get("/healthz").json()["redis"] == "down"
    assert "hunter2" not in caplog.text


@pytest.mark.django_db
def test_it_is_reached_by_tls_where_its_certificate_is_trusted(client, at, encrypted):
    at(encrypted.url)
    assert a_hint_arrives()
    tell(own_pulse())
    assert client.get("/healthz").json()["redis"] == "ok"


@pytest.mark.django_db
@pytest.mark.parametrize("names", ["IP:127.0.0.1", "DNS:cache.example"])
def test_one_whose_certificate_is_not_trusted_is_told_nothing(client, at, tmp_path, names, encrypted):
    """By nobody who is trusted, or for another machine."""
    (tmp_path / "other").mkdir()
    other = a_certificate(tmp_path / "other", names=names)
    at(encrypted.url.replace(str(tmp_path / "own.pem"), str(other.certificate)))
    assert client.get("/healthz").json()["redis"] == "down"
    with pytest.raises(Exception, match="certificate verify failed"):
        a_hint_arrives()


@pytest.mark.django_db
def test_a_sentinel_is_asked_by_tls_and_by_its_own_password(client, at, tmp_path, encrypted):
    made = Certificate(tmp_path / "own.pem", tmp_path / "own.key")
    asks = BY_TLS.format(made.certificate).replace("://", "://:hunter2@")
    lines = [*by_tls(made), "requirepass hunter2"]
    with running(OwnSentinel(tmp_path, encrypted, *lines, url=asks)) as watch:
        said = f"?sentinel_password=hunter2&ssl_ca_certs={made.certificate}"
        at(f"rediss+sentinel://127.0.0.1:{watch.port}/mymaster/0{said}")
        assert a_hint_arrives()
        assert client.get("/healthz").json()["redis"] == "ok"
        at(f"rediss+sentinel://127.0.0.1:{watch.port}/mymaster/0{said.replace('hunter2', 'hunter3')}")
        assert client.get("/healthz").json()["redis"] == "down"


@pytest.fixture
def night(settings, monkeypatch, caplog):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    caplog.set_level(logging.DEBUG, logger="results.live")
    return Night(caplog)


class Night:
    """A producer who declares, and how the board found out."""

    def __init__(self, caplog) -> None:
        self._caplog = caplog
        self.election = a_small_election(contests=40)
        self.producer = a_producer()
        self._contests = iter(self.election.contests.order_by("code"))
        self._declared = 0

    def screen(self):
        return a_screen(f"/ws/boards/{self.election.slug}/MID/?since=0", person=self.producer)

    async def is_seen(self, screen) -> str:
        """Declare, wait for the board; what the hub found it by: "a hint" or "looking"; nothing yet: ""."""
        contest = next(self._contests)
        await sync_to_async(enter)(contest_id=contest.pk, count=a_count(), by=self.producer)
        self._declared += 1
        await screen.until(self._declared)
        found = [one for one in self._caplog.messages if ", found by " in one]
        # A board that was just let in may have been sent it whole.
        return found[-1].rpartition(", found by ")[2] if found else ""

    async def until_seen_by(self, how: str, screen) -> None:
        """Declare until the board finds out in this way."""
        async with asyncio.timeout(25):
            while await self.is_seen(screen) != how:
                await asyncio.sleep(0.3)


@pytest.mark.django_db(transaction=True)
def test_a_master_that_dies_is_replaced_and_boards_follow_by_looking_meanwhile(tmp_path, at, night, client):
    with (
        a_redis(tmp_path, *GUARD, url=HERE) as first,
        _a_replica(tmp_path, first) as second,
        running(OwnSentinel(tmp_path, first, password=PASSWORD)) as watch,
    ):
        until(lambda: watch.replicas() == 1, "the Sentinel's word of the replica")
        at(f"redis+sentinel://:{WRITTEN}@127.0.0.1:1,127.0.0.1:{watch.port}/mymaster/0")
        on_the_loop(lambda: _scene(night, first))
        assert watch.master_port() == second.port
        assert client.get("/healthz").json()["redis"] == "ok"
        assert pulses()[1] is True
    assert PASSWORD not in night._caplog.text


GUARD = ("--requirepass", PASSWORD, "--masterauth", PASSWORD)
HERE = f"redis://:{WRITTEN}@127.0.0.1:{{port}}/0"


def _a_replica(folder, master: OwnRedis):
    (folder / "replica").mkdir()
    words = (*GUARD, "--replicaof", f"127.0.0.1 {master.port}")
    return running(OwnRedis(folder / "replica", *words, url=HERE))


async def _scene(night: Night, first: OwnRedis) -> None:
    async with night.screen() as screen:
        await night.until_seen_by("a hint", screen)
        first.stop()
        assert await night.is_seen(screen) == "looking"
        await night.until_seen_by("a hint", screen)
