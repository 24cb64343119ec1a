"""Before polls close nothing that tells how people voted is seen, even where figures are in already."""

from datetime import timedelta
from io import StringIO

import pytest
from asgiref.sync import sync_to_async
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from results.declaring.commands import enter
from results.declaring.reference import reference_changed
from results.live import hub, news
from results.models import Election
from tests.people import a_producer
from tests.screens import a_screen, on_the_loop
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db(transaction=True)
TELLING = (
    "gain from",
    "4,426",
    "14,426",
    "14426",
    "Turnout",
    '"declared": 1',
    "1 of 2 declared",
    ">1</b> of 2",
)


@pytest.fixture
def producer():
    return a_producer()


@pytest.fixture
def election(producer):
    """One contest is in; then it turns out that polls stay open."""
    made = a_small_election(contests=3)
    enter(contest_id=made.contests.get(code="C0001").pk, count=a_count(), by=producer)
    polls_close(made, in_hours=1)
    return made


def polls_close(election, *, in_hours):
    at = timezone.now() + timedelta(hours=in_hours)
    Election.objects.filter(pk=election.pk).update(polls_close=at)
    reference_changed(election_id=election.pk)


@pytest.fixture
def read(election, producer):
    client = Client()
    client.force_login(producer, backend="django.contrib.auth.backends.ModelBackend")

    def read(address):
        return client.get(address.format(slug=election.slug)).content.decode()

    return read


ADDRESSES = (
    "/boards/{slug}/EM/",
    "/contests/{slug}/C0001/",
    "/feeds/live/{slug}/EM/scoreboard.json",
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_page_and_no_feed_tells_before_polls_close_and_each_tells_after(election, read, address):
    assert not [words for words in TELLING if words in read(address)]
    polls_close(election, in_hours=-1)
    assert [words for words in TELLING if words in read(address)]


def test_the_index_counts_nothing_before_polls_close(election, read):
    assert "<b>1</b> of" not in read("/")
    polls_close(election, in_hours=-1)
    assert "<b>1</b> of" in read("/")


def test_a_terminal_is_told_nothing_before_polls_close(election):
    out = StringIO()
    call_command("scoreboard", election.slug, "EM", stdout=out)
    assert "0 of 2 declared" in out.getvalue()
    assert "14,426" not in out.getvalue()


def test_a_feed_read_before_polls_close_is_not_unchanged_after(election, producer):
    client = Client()
    client.force_login(producer, backend="django.contrib.auth.backends.ModelBackend")
    address = ADDRESSES[2].format(slug=election.slug)
    tag = client.get(address)["ETag"]
    # The clock strikes: no event, and no new number.
    Election.objects.filter(pk=election.pk).update(polls_close=timezone.now())
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_open_boards_are_told_whole_when_polls_close(election, producer, monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)

    def strike():
        Election.objects.filter(pk=election.pk).update(polls_close=timezone.now())

    seq = news.standings([election.pk])[election.pk].seq
    address = f"/ws/boards/{election.slug}/EM/?since={seq}"

    async def night():
        async with a_screen(address, person=producer) as screen:
            await screen.beat()
            await sync_to_async(strike)()
            message = await screen.next()
        assert message["snapshot"]
        assert "Con gain from Lab" in message["content"]

    on_the_loop(night)
