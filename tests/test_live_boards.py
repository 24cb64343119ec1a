"""Open boards follow the desk: one frame a change, one snapshot for who was away, nothing for who was not."""

import pytest
from asgiref.sync import sync_to_async

from results.declaring.commands import correct, enter
from results.declaring.reference import reference_changed
from results.live import hub, news
from tests.people import a_producer
from tests.screens import a_screen, on_the_loop
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db(transaction=True)
LAB_HOLD = a_count(15_000, 10_000, 3_000, 2_000, 500)


@pytest.fixture(autouse=True)
def _quick_beats(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)


@pytest.fixture
def election():
    return a_small_election(contests=60)


@pytest.fixture
def producer():
    return a_producer()


def declare(election, code, producer, count=LAB_HOLD):
    contest = election.contests.get(code=code)
    return enter(contest_id=contest.pk, count=count, by=producer)


def board(election, region="EM", since=0):
    return f"/ws/boards/{election.slug}/{region}/?since={since}"


def test_a_declaration_reaches_the_board_of_its_region_with_tile_tally_count_and_newest(election, producer):
    async def night():
        async with a_screen(board(election), person=producer) as screen:
            await screen.beat()
            await sync_to_async(declare)(election, "C0001", producer)
            message = await screen.next()
        contest = await election.contests.aget(code="C0001")
        assert (message["seq"], message["since"]) == (1, 0)
        for part in ("board-count", "board-tally", "board-newest", f"tile-{contest.pk}"):
            assert f'id="{part}"' in message["content"]
        assert message["content"].count('class="tile ') == 1

    on_the_loop(night)


def test_a_board_of_another_region_hears_nothing_but_the_new_number(election, producer):
    async def night():
        async with a_screen(board(election, "WM"), person=producer) as screen:
            await screen.beat()
            await sync_to_async(declare)(election, "C0001", producer)
            while (beat := await screen.beat())["seq"] == 0:
                pass
        assert (beat["seq"], beat["since"]) == (1, 0)

    on_the_loop(night)


def test_a_screen_that_was_away_for_50_declarations_gets_one_snapshot(election, producer):
    for number in range(1, 51):
        declare(election, f"C{number:04}", producer)

    async def night():
        async with a_screen(board(election, "MID"), person=producer) as screen:
            message = await screen.hears()
            await screen.beat()
        assert (message["seq"], message["snapshot"]) == (50, True)
        assert message["content"].count('class="tile ') == 60

    on_the_loop(night)


def test_a_screen_that_missed_nothing_gets_nothing(election, producer):
    declare(election, "C0001", producer)

    async def night():
        async with a_screen(board(election, since=1), person=producer) as screen:
            beat = await screen.beat()
        assert (beat["seq"], beat["since"]) == (1, 1)

    on_the_loop(night)


def test_a_screen_whose_region_was_quiet_gets_nothing_although_the_number_went_on(election, producer):
    declare(election, "C0001", producer)
    declare(election, "C0002", producer)

    async def night():
        async with a_screen(board(election, "EM", since=1), person=producer) as screen:
            assert (await screen.beat())["since"] == 1

    on_the_loop(night)


def test_a_change_is_drawn_once_whatever_the_number_of_screens(election, producer, monkeypatch):
    drawn = []
    draw = news.draw
    monkeypatch.setattr(news, "draw", lambda *args: drawn.append(args[0]) or draw(*args))

    async def night():
        async with (
            a_screen(board(election), person=producer) as one,
            a_screen(board(election), person=producer) as two,
            a_screen(board(election), person=producer) as three,
        ):
            for screen in (one, two, three):
                await screen.beat()
            await sync_to_async(declare)(election, "C0001", producer)
            messages = [await screen.next() for screen in (one, two, three)]
        assert messages[0] == messages[1] == messages[2]

    on_the_loop(night)
    assert len(drawn) == 1


def test_a_storm_of_returning_screens_costs_one_drawing(election, producer, monkeypatch):
    declare(election, "C0001", producer)
    drawn = []
    draw = news.draw
    monkeypatch.setattr(news, "draw", lambda *args: drawn.append(args[0]) or draw(*args))

    async def night():
        for _ in range(5):
            async with (
                a_screen(board(election), person=producer) as screen,
                a_screen(board(election), person=producer) as another,
            ):
                assert (await screen.hears())["snapshot"]
                assert (await another.hears())["snapshot"]

    on_the_loop(night)
    # An empty room is forgotten with its snapshot, so each of the five visits draws one.
    assert len(drawn) == 5


def test_a_correction_reaches_the_board_and_the_contest_page(election, producer):
    first = declare(election, "C0001", producer)

    async def night():
        page = f"/ws/contests/{election.slug}/C0001/?since=1"
        async with (
            a_screen(board(election, since=1), person=producer) as on_board,
            a_screen(page, person=producer) as on_page,
        ):
            await on_board.beat()
            await on_page.beat()
            await sync_to_async(correct)(
                contest_id=first.contest_id,
                count=a_count(),
                by=producer,
                based_on=1,
                reason="Two bundles swapped",
            )
            board_message, page_message = await on_board.next(), await on_page.next()
        assert (board_message["since"], board_message["seq"]) == (1, 2)
        assert "corrected" in board_message["content"]
        assert "Two bundles swapped" in page_message["content"]

    on_the_loop(night)


def test_changed_reference_data_redraws_every_board_whole(election, producer):
    async def night():
        async with a_screen(board(election), person=producer) as screen:
            await screen.beat()
            await sync_to_async(reference_changed)(election_id=election.pk)
            assert (await screen.next())["snapshot"]

    on_the_loop(night)


def test_a_page_from_before_the_desk_was_loaded_afresh_gets_the_lower_number(election, producer):
    declare(election, "C0001", producer)

    async def night():
        async with a_screen(board(election, since=812), person=producer) as screen:
            message = await screen.hears()
        assert (message["seq"], message["snapshot"]) == (1, True)

    on_the_loop(night)


def test_screens_of_an_election_that_is_gone_are_told_to_come_back(election, producer):
    async def night():
        async with a_screen(board(election), person=producer) as screen:
            await screen.beat()
            await sync_to_async(election.delete)()
            assert (await screen.closed())[0] == 4000

    on_the_loop(night)


def test_messages_are_only_hints_and_a_lost_one_costs_a_look(election, producer, monkeypatch):
    monkeypatch.setattr("results.declaring.announce._send", lambda election_id, seq: None)

    async def night():
        async with a_screen(board(election), person=producer) as screen:
            await screen.beat()
            await sync_to_async(declare)(election, "C0001", producer)
            assert (await screen.next())["seq"] == 1

    on_the_loop(night)
