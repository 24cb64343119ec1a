"""When the first boards were sent a declaration is kept: after the frames, once, and never in their way."""

from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.utils import timezone

from results.declaring.commands import correct, enter
from results.declaring.status import set_status
from results.live import hub, telling
from results.live.telling import Sent, all_noted, note_sent
from results.live.topics import region_topic
from results.models import Contest, DeskEvent, Told
from tests.people import a_producer
from tests.screens import a_screen, on_the_loop
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick_beats(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def election():
    return a_small_election(contests=2)


def declare(election, priya, code="C0001"):
    return enter(contest_id=election.contests.get(code=code).pk, count=a_count(), by=priya)


def watched(election, priya, *acts, region="EM"):
    """These acts, one after the other, while somebody watches a region's board."""

    async def night():
        address = f"/ws/boards/{election.slug}/{region}/?since=0"
        async with a_screen(address, person=priya) as screen:
            await screen.beat()
            for act in acts:
                entered = await sync_to_async(act)()
                await screen.until(entered.seq)
            await all_noted()

    on_the_loop(night)


def told() -> list[tuple[int, str]]:
    return list(Told.objects.order_by("event__seq").values_list("event__seq", "event__kind"))


def test_what_a_board_was_sent_is_kept_with_the_time_and_so_is_what_puts_it_right(election, priya):
    contest = election.contests.get(code="C0001")
    watched(
        election,
        priya,
        lambda: declare(election, priya),
        lambda: correct(
            contest_id=contest.pk,
            count=a_count(10_001, 14_426, 3_000, 2_000, 574),
            by=priya,
            based_on=1,
            reason="One more paper",
        ),
    )
    assert told() == [(1, "declared"), (2, "corrected")]
    first = Told.objects.select_related("event").first()
    assert first.event.at <= first.at <= timezone.now()


def test_what_publishes_nothing_is_not_kept(election, priya):
    contest = election.contests.get(code="C0001")
    watched(
        election,
        priya,
        lambda: set_status(contest_id=contest.pk, status=Contest.Status.COUNTING, by=priya),
    )
    assert told() == []


def test_a_declaration_that_no_open_board_shows_was_told_to_nobody(election, priya):
    async def night():
        address = f"/ws/boards/{election.slug}/WM/?since=0"
        async with a_screen(address, person=priya) as screen:
            await screen.beat()
            await sync_to_async(declare)(election, priya, "C0001")
            other = await sync_to_async(declare)(election, priya, "C0002")
            await screen.until(other.seq)
            await all_noted()

    on_the_loop(night)
    assert told() == [(2, "declared")]


def test_what_polls_that_are_open_hide_was_not_told(priya):
    election = a_small_election(contests=1, polls_close=timezone.now() + timedelta(hours=1))
    watched(election, priya, lambda: declare(election, priya))
    assert told() == []


def test_the_first_time_stands_whichever_process_comes_second(election, priya):
    declare(election, priya)
    topic = region_topic(election=election.pk, region=election.regions.get(code="EM").pk)
    first = timezone.now()

    async def night():
        for at in (first, first + timedelta(seconds=1)):
            note_sent(Sent(election.pk, 0, 1, [topic], at))
        await all_noted()

    on_the_loop(night)
    assert Told.objects.get().at == first


def test_a_time_that_cannot_be_kept_keeps_no_board_from_the_next(election, priya, monkeypatch, caplog):
    def away(sent):
        raise OSError("the disk is full")

    monkeypatch.setattr(telling, "_events", away)
    watched(
        election,
        priya,
        lambda: declare(election, priya),
        lambda: declare(election, priya, "C0002"),
        region="MID",
    )
    assert told() == []
    assert DeskEvent.objects.count() == 2
    assert "was not kept" in caplog.text
