"""What the desk times of itself: half, nineteen in twenty, and that nothing but ids goes on the record."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
from asgiref.sync import sync_to_async

from results.declaring.commands import enter
from results.declaring.refusals import Refused
from results.live import hub
from results.live.counting import Counted, together
from results.live.frames import beat_frame
from results.live.hubs import hubs
from results.live.lines import SentLine
from results.live.sockets import Socket
from results.measures.instruments import REGISTRY, Recent, Times
from results.measures.noting import note_told
from results.people.links import issue_link
from results.people.passes import Pass
from tests.people import a_producer, a_reporter
from tests.screens import a_screen, on_the_loop
from tests.worlds import a_count, a_small_election

AT = datetime(2024, 7, 5, 1, 0, tzinfo=UTC)


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_half_and_nineteen_in_twenty_are_times_that_were_taken():
    times = Times("made_up_seconds", "For this test.")
    assert times.recent() == Recent()
    for hundredth in range(1, 101):
        times.note(hundredth / 100)
    assert times.recent() == Recent(100, 0.5, 0.95)


def test_only_the_newest_times_count():
    times = Times("made_up_again_seconds", "For this test.")
    for seconds in [9.0] * 50 + [1.0] * 200:
        times.note(seconds)
    assert times.recent() == Recent(200, 1.0, 1.0)


def test_a_clock_that_was_stepped_back_is_no_time_below_nothing():
    times = Times("made_up_once_more_seconds", "For this test.")
    times.note(-3)
    assert times.recent() == Recent(1, 0.0, 0.0)


def test_what_screens_were_told_is_timed_from_each_event(caplog):
    before = value("desk_told_seconds_count"), value("desk_told_seconds_sum")
    with caplog.at_level(logging.INFO, "results.record"):
        happened = [AT, AT + timedelta(seconds=1)]
        note_told(3, 812, happened, at=AT + timedelta(seconds=2), spent=(0.02, 0.03))
    assert value("desk_told_seconds_count") == before[0] + 2
    assert value("desk_told_seconds_sum") == pytest.approx(before[1] + 3)
    (line,) = caplog.records
    assert (line.event, line.election, line.seq, line.ms) == ("told", 3, 812, 2000.0)
    assert (line.draw_ms, line.write_ms) == (20.0, 30.0)


@pytest.mark.django_db
def test_a_declaration_and_a_refusal_are_timed_by_their_command(caplog):
    contest = a_small_election(contests=1).contests.get()
    alice = a_reporter(contest)
    done = value("desk_command_seconds_count", command="Entering", result="done")
    refused = value("desk_command_seconds_count", command="Entering", result="refused")
    with caplog.at_level(logging.INFO, "results.record"):
        enter(contest_id=contest.pk, count=a_count(), by=alice)
        with pytest.raises(Refused):
            enter(contest_id=contest.pk, count=a_count(99_999, 1, 1, 1, 1), by=alice)
    assert value("desk_command_seconds_count", command="Entering", result="done") == done + 1
    assert value("desk_command_seconds_count", command="Entering", result="refused") == refused + 1
    said = [record for record in caplog.records if record.name == "results.record"]
    assert [(line.result, line.contest, line.person) for line in said] == [
        ("done", contest.pk, alice.pk),
        ("refused", contest.pk, alice.pk),
    ]
    assert not any("99,999" in line.getMessage() or "99999" in str(line.__dict__) for line in said)


@pytest.mark.django_db(transaction=True)
def test_the_hub_tells_what_is_open_and_how_far_it_is(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    election, priya = a_small_election(contests=2), a_producer()
    region = election.regions.get(code="EM")
    link, token = issue_link(name="Wall", scope="board", election=election, region=region, by=priya)
    drawn = value("desk_draw_seconds_count", topic="region")
    found: list[Counted] = []

    async def night() -> None:
        address = f"/ws/boards/{election.slug}/EM/?since=0"
        async with a_screen(address, person=priya) as hers, a_screen(f"{address}&token={token}") as wall:
            await asyncio.gather(hers.beat(), wall.beat())
            contest = await sync_to_async(election.contests.get)(code="C0001")
            await sync_to_async(enter)(contest_id=contest.pk, count=a_count(), by=priya)
            await asyncio.gather(hers.until(1), wall.until(1))
            found.append(together(hub.counted() for hub in hubs()))
        found.append(together(hub.counted() for hub in hubs()))

    on_the_loop(night)
    assert found[0].sockets == {"region": 2}
    assert found[0].links == {link.pk}
    assert found[0].seen == {election.pk: 1}
    assert found[0].blind_s < 5
    assert found[1] == Counted()
    assert value("desk_draw_seconds_count", topic="region") == drawn + 1


def test_several_hubs_are_as_far_and_as_blind_as_the_last_of_them():
    boards = Counted({"region": 2, "contest": 1}, frozenset({1}), {7: 12, 8: 3}, 0.5)
    desks = Counted({"desk": 1}, frozenset({2}), {7: 10}, 6.0)
    assert together([boards, desks]) == Counted(
        {"region": 2, "contest": 1, "desk": 1}, frozenset({1, 2}), {7: 10, 8: 3}, 6.0
    )


def test_a_frame_that_a_slow_socket_was_not_offered_is_counted():
    before = value("desk_frames_skipped_total")
    frame = beat_frame(seq=1, since=0, as_at=None, now=AT)

    async def never(what: object = None) -> None:
        await asyncio.Event().wait()

    async def scene() -> None:
        slow = Socket(held=Pass(), line=SentLine(never), fresh=never)
        slow.offer(frame)
        slow.offer(frame)
        slow.offer(frame)
        slow.drop()

    asyncio.run(scene())
    assert value("desk_frames_skipped_total") == before + 2
