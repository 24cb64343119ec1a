"""The list of corrections is live: told of what stands in it, of nothing else, and to the desk alone."""

import pytest
from asgiref.sync import sync_to_async
from django.test import Client

from results.declaring.commands import correct, enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.reference import reference_changed
from results.declaring.withdrawing import withdraw
from results.live import hub
from results.live.audience import screens_showing
from results.models import AccessLink
from results.people.links import issue_link
from tests.people import a_producer, a_reporter, an_operator, an_outsider
from tests.screens import a_screen, on_the_loop
from tests.worlds import a_council, a_council_election, a_count, a_small_election

pytestmark = pytest.mark.django_db(transaction=True)
WRONG = a_count(10_180, 14_426, 3_000, 2_000, 394)


@pytest.fixture(autouse=True)
def _quick_beats(monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)


@pytest.fixture
def election():
    return a_small_election(contests=3)


@pytest.fixture
def priya():
    return a_producer()


def socket(election, since=0):
    return f"/ws/corrections/{election.slug}/?since={since}"


def declare(election, code, by, count=WRONG):
    return enter(contest_id=election.contests.get(code=code).pk, count=count, by=by)


def put_right(contest_id, by):
    return correct(contest_id=contest_id, count=a_count(), by=by, based_on=1, reason="Two bundles swapped")


def test_a_correction_and_a_withdrawal_reach_the_open_list(election, priya):
    first = declare(election, "C0001", priya)

    async def night():
        async with a_screen(socket(election, since=1), person=priya) as screen:
            await screen.beat()
            await sync_to_async(put_right)(first.contest_id, priya)
            message = await screen.next()
            assert (message["since"] <= 1, message["seq"]) == (True, 2)
            assert "Two bundles swapped" in message["content"]
            await sync_to_async(withdraw)(
                contest_id=first.contest_id, by=priya, based_on=2, reason="Counted again"
            )
            message = await screen.next()
            assert (message["since"], message["seq"]) == (2, 3)
            assert "Counted again" in message["content"]

    on_the_loop(night)


def test_a_declaration_of_another_contest_does_not_redraw_the_list(election, priya):
    put_right(declare(election, "C0001", priya).contest_id, priya)

    async def night():
        async with a_screen(socket(election, since=2), person=priya) as screen:
            await screen.beat()
            await sync_to_async(declare)(election, "C0002", priya)
            while (beat := await screen.beat())["seq"] == 2:
                pass
        assert (beat["seq"], beat["since"]) == (3, 2)

    on_the_loop(night)


def test_a_list_that_was_away_while_nothing_was_put_right_missed_nothing(election, priya):
    put_right(declare(election, "C0001", priya).contest_id, priya)
    declare(election, "C0002", priya)

    async def night():
        async with a_screen(socket(election, since=2), person=priya) as screen:
            assert (await screen.beat())["since"] == 2

    on_the_loop(night)


def test_a_list_that_was_away_for_a_correction_gets_it_whole(election, priya):
    put_right(declare(election, "C0001", priya).contest_id, priya)

    async def night():
        async with a_screen(socket(election, since=1), person=priya) as screen:
            message = await screen.hears()
        assert (message["seq"], message["snapshot"]) == (2, True)
        assert "Two bundles swapped" in message["content"]

    on_the_loop(night)


def test_a_councils_corrected_total_reaches_the_open_list(priya):
    election = a_council_election()
    council = a_council(election=election)
    enter_council(council_id=council.pk, seats={"Lab": 2}, complete=False, by=priya)

    def put_right():
        correct_council(
            council_id=council.pk,
            seats={"Lab": 1},
            complete=False,
            by=priya,
            based_on=1,
            reason="One ward read twice",
        )

    async def night():
        async with a_screen(socket(election, since=1), person=priya) as screen:
            await screen.beat()
            await sync_to_async(put_right)()
            assert "One ward read twice" in (await screen.next())["content"]

    on_the_loop(night)


def test_changed_reference_data_redraws_the_list(election, priya):
    async def night():
        async with a_screen(socket(election), person=priya) as screen:
            await screen.beat()
            await sync_to_async(reference_changed)(election_id=election.pk)
            assert (await screen.next())["snapshot"]

    on_the_loop(night)


def test_an_open_list_counts_among_the_screens_that_show_a_corrected_contest(election, priya, settings):
    settings.REDIS_URL = ""
    first = declare(election, "C0001", priya)

    async def night():
        async with a_screen(socket(election, since=1), person=priya) as screen:
            await screen.beat()
            assert await sync_to_async(screens_showing)(first.contest_id) == 0
            await sync_to_async(put_right)(first.contest_id, priya)
            await screen.next()
            assert await sync_to_async(screens_showing)(first.contest_id) == 1

    on_the_loop(night)


@pytest.mark.parametrize("person", [a_reporter, a_producer, an_operator])
def test_everyone_of_the_desk_opens_the_list(election, person):
    who = person()

    async def night():
        async with a_screen(socket(election), person=who) as screen:
            assert (await screen.beat())["seq"] == 0

    on_the_loop(night)
    assert page(election, who).status_code == 200


def test_who_is_signed_out_or_has_no_role_or_comes_by_a_boards_link_is_not_let_in(election, priya):
    _, token = issue_link(
        name="Gallery wall",
        scope=AccessLink.Scope.BOARD,
        election=election,
        region=election.regions.get(code="EM"),
        by=priya,
    )
    oscar = an_outsider()
    codes = []

    async def night():
        for address, person in (
            (socket(election), None),
            (f"{socket(election)}&token={token}", None),
            (socket(election), oscar),
            ("/ws/corrections/nowhere/", priya),
        ):
            async with a_screen(address, person=person) as screen:
                codes.append((await screen.closed())[0])

    on_the_loop(night)
    assert codes == [4401, 4401, 4403, 4404]
    assert page(election, None).status_code == 302
    assert page(election, None, f"?token={token}").status_code == 302
    assert page(election, oscar).status_code == 403


def test_an_election_that_is_not_there_has_no_list(priya):
    client = Client()
    client.force_login(priya, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/corrections/nowhere/").status_code == 404


def test_boards_and_contests_lead_to_the_list(election, priya):
    client = Client()
    client.force_login(priya, backend="django.contrib.auth.backends.ModelBackend")
    link = f'<a href="/corrections/{election.slug}/">'
    for address in (f"/boards/{election.slug}/EM/", f"/contests/{election.slug}/C0001/"):
        assert link in client.get(address).content.decode()
    assert "/corrections/" not in client.get("/").content.decode()


def page(election, person, query=""):
    client = Client()
    if person:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(f"/corrections/{election.slug}/{query}")
