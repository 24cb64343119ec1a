"""Before polls close nothing that tells how people voted is seen, even where figures are in already."""

from datetime import timedelta
from io import StringIO

import pytest
from asgiref.sync import sync_to_async
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from results.boards.newest import newest
from results.declaring.commands import enter
from results.declaring.reference import reference_changed
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.live import hub, news
from results.models import Contest, Election
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
    polls_closed(election)
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_open_boards_are_told_whole_when_polls_close(election, producer, monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    seq = news.standings([election.pk])[election.pk].seq
    address = f"/ws/boards/{election.slug}/EM/?since={seq}"

    async def night():
        async with a_screen(address, person=producer) as screen:
            await screen.beat()
            await sync_to_async(polls_closed)(election)
            message = await screen.next()
        assert message["snapshot"]
        assert "Con gain from Lab" in message["content"]

    on_the_loop(night)


def test_a_board_that_was_away_when_polls_closed_is_told_whole_though_nothing_happened_since(
    election, producer
):
    seq = news.standings([election.pk])[election.pk].seq
    polls_closed(election)
    address = f"/ws/boards/{election.slug}/EM/?since={seq}"

    async def night():
        async with a_screen(address, person=producer) as screen:
            message = await screen.hears()
            # One snapshot, and then it is in step.
            await screen.beat()
        assert (message["snapshot"], message["seq"]) == (True, seq)
        assert "Con gain from Lab" in message["content"]

    on_the_loop(night)


def test_a_board_that_was_fetched_after_polls_closed_is_told_nothing_twice(election, producer):
    polls_closed(election)
    told = enter(contest_id=election.contests.get(code="C0003").pk, count=a_count(), by=producer)

    async def night():
        address = f"/ws/boards/{election.slug}/EM/?since={told.seq}"
        async with a_screen(address, person=producer) as screen:
            await screen.beat()

    on_the_loop(night)


def polls_closed(election):
    """The hour strikes: no event, and no new number."""
    Election.objects.filter(pk=election.pk).update(polls_close=timezone.now())


@pytest.fixture
def early(election):
    """The contest that is in closes before the others, in half an hour."""
    return keeps_open(election.contests.get(code="C0001"), minutes=30)


def keeps_open(contest, *, minutes):
    contest.polls_close = timezone.now() + timedelta(minutes=minutes)
    contest.save()
    return contest


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_contest_with_an_hour_of_its_own_waits_for_that(election, early, read, address):
    assert not [words for words in TELLING if words in read(address)]
    keeps_open(early, minutes=-1)
    assert [words for words in TELLING if words in read(address)]


def test_a_contest_that_keeps_open_longer_is_not_seen_when_the_others_are(election, read):
    keeps_open(election.contests.get(code="C0001"), minutes=90)
    polls_closed(election)
    assert not [words for words in TELLING if words in read(ADDRESSES[0])]


def test_every_hour_that_is_still_to_strike_counts_once(election):
    assert news.standings([election.pk])[election.pk].closings == 1
    at = timezone.now() + timedelta(minutes=30)
    election.contests.update(polls_close=at)
    assert news.standings([election.pk])[election.pk].closings == 2
    election.contests.filter(code="C0002").update(polls_close=at + timedelta(minutes=5))
    assert news.standings([election.pk])[election.pk].closings == 3
    election.contests.update(polls_close=timezone.now())
    assert news.standings([election.pk])[election.pk].closings == 1


def test_open_boards_are_told_whole_at_each_hour_that_strikes(election, early, producer, monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    seq = news.standings([election.pk])[election.pk].seq

    async def night():
        async with a_screen(f"/ws/boards/{election.slug}/EM/?since={seq}", person=producer) as screen:
            await screen.beat()
            await sync_to_async(keeps_open)(early, minutes=0)
            assert "Con gain from Lab" in (await screen.next())["content"]
            await sync_to_async(polls_closed)(election)
            assert (await screen.next())["snapshot"]

    on_the_loop(night)


def test_a_feed_read_before_one_contests_hour_is_not_unchanged_after(election, early, producer):
    client = Client()
    client.force_login(producer, backend="django.contrib.auth.backends.ModelBackend")
    address = ADDRESSES[2].format(slug=election.slug)
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"if-none-match": tag}).status_code == 304
    keeps_open(early, minutes=0)
    assert client.get(address, headers={"if-none-match": tag}).status_code == 200


def test_what_came_in_while_polls_were_open_is_newest_at_the_hour_in_its_order(election, producer):
    for code in ("C0003", "C0002"):
        enter(contest_id=election.contests.get(code=code).pk, count=a_count(), by=producer)
    polls_closed(election)
    election.refresh_from_db()
    lines = newest(election.regions.get(code="MID").pk)
    assert [line.code for line in lines] == ["C0002", "C0003", "C0001"]
    assert {line.at for line in lines} == {election.polls_close}


def test_before_polls_close_a_recount_is_a_count_and_a_withdrawal_is_nothing(election, producer, read):
    withdraw(
        contest_id=election.contests.get(code="C0001").pk, by=producer, based_on=1, reason="A bundle missing"
    )
    for _ in range(2):
        set_status(
            contest_id=election.contests.get(code="C0003").pk, status=Contest.Status.RECOUNT, by=producer
        )
    page = read(ADDRESSES[0])
    assert "Counting, Lab defending" in page
    assert not [words for words in ("ecount 2", "ithdrawn at", "withdrawn 0", "4,426") if words in page]
    polls_closed(election)
    page = read(ADDRESSES[0])
    assert "Recount 2 since" in page
    assert "was Con gain from Lab, majority 4,426" in page


def test_that_a_poll_is_called_off_is_told_at_once(election, producer, read):
    set_status(
        contest_id=election.contests.get(code="C0003").pk, status=Contest.Status.COUNTERMANDED, by=producer
    )
    page = read(ADDRESSES[0])
    assert "0</span> of 1 declared" in page
    assert "1 countermanded" in page
    assert '<span class="n-words n-told">poll countermanded</span>' in page
