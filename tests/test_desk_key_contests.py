"""The page of key contests: told live, changed by producers with ordinary forms, closed to others."""

from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.test import Client
from django.utils import timezone

from results.declaring.commands import enter
from results.declaring.status import set_status
from results.live import hub
from results.live.codes import NO_SUCH_PAGE, NOT_FOR_YOU, SIGN_IN
from results.live.news import news
from results.live.topics import keys_topic
from results.models import Contest, KeyContest
from results.producing.keys import mark_key, move_key, unmark_key
from tests.fragments import pushed_onto
from tests.people import a_producer, a_reporter, an_editor, an_operator, an_outsider
from tests.screens import a_screen, code_of, on_the_loop
from tests.test_pushed_equals_fetched import fetched
from tests.worlds import a_count, a_small_election

db = pytest.mark.django_db
REASON = "Number 4 target of the Greens"


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def election():
    return a_small_election(contests=3)


def contests_of(election) -> list[Contest]:
    return list(election.contests.order_by("code"))


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page(election) -> str:
    return f"/desk/{election.slug}/key/"


def marked(election, by) -> list[Contest]:
    contests = contests_of(election)
    for contest in contests:
        mark_key(contest_id=contest.pk, reason=f"{REASON} in {contest.name}", by=by)
    return contests


def order() -> list[str]:
    return list(KeyContest.objects.order_by("position").values_list("contest__code", flat=True))


@db
def test_what_is_to_come_says_when_it_is_expected_and_what_is_in_who_won(election, priya):
    first, second, third = marked(election, priya)
    enter(contest_id=first.pk, count=a_count(), by=priya)
    set_status(contest_id=second.pk, status=Contest.Status.RECOUNT, by=priya)
    drawn = signed_in(priya).get(page(election)).content.decode()
    assert "1 of 3 in" in drawn
    awaited, arrived = drawn.split('id="keys-arrived"')
    assert f"{REASON} in {second.name}" in awaited
    assert "Recount 1 since" in awaited
    assert f"Expected {timezone.localtime(third.expected_at):%H:%M}" in awaited
    assert f'data-due="{timezone.localtime(third.expected_at).isoformat()}"' in awaited
    assert "Con gain from Lab" in arrived
    assert "majority 4,426" in arrived


@db
def test_before_polls_close_it_says_when_and_nothing_more(priya):
    election = a_small_election(contests=1, polls_close=timezone.now() + timedelta(hours=1))
    (contest,) = marked(election, priya)
    enter(contest_id=contest.pk, count=a_count(), by=priya)
    drawn = signed_in(priya).get(page(election)).content.decode()
    assert f"Polls close {timezone.localtime(election.polls_close):%H:%M}" in drawn
    assert "Con" not in drawn.split('id="keys-awaited"')[1].split("</section>")[0].replace("Contests", "")
    assert "data-due" not in drawn


@db
def test_a_desk_without_key_contests_says_so(election, priya):
    assert "No key contests yet" in signed_in(priya).get(page(election)).content.decode()


@db
@pytest.mark.parametrize(
    ("person", "sees", "keeps"),
    [
        (a_producer, 200, 200),
        (an_editor, 200, 200),
        (an_operator, 200, 403),
        (a_reporter, 403, 403),
        (an_outsider, 403, 403),
    ],
    ids=["producer", "editor", "graphics", "reporter", "outsider"],
)
def test_who_sees_the_page_and_who_the_list(election, person, sees, keeps):
    client = signed_in(person())
    assert client.get(page(election)).status_code == sees
    assert client.get(f"{page(election)}list/").status_code == keeps


@db
@pytest.mark.parametrize("person", [an_operator, a_reporter, an_outsider])
@pytest.mark.parametrize("act", ["mark", "up", "down", "unmark"])
def test_nobody_else_changes_the_list_by_a_post_of_her_own(election, priya, person, act):
    contests = marked(election, priya)
    sent = {"act": act, "contest": contests[1].pk, "reason": "Because"}
    assert signed_in(person()).post(f"{page(election)}list/", sent).status_code == 403
    assert order() == ["C0001", "C0002", "C0003"]
    assert KeyContest.objects.filter(reason="Because").count() == 0


@db
def test_signed_out_one_is_asked_to_sign_in(election):
    for address in (page(election), f"{page(election)}list/"):
        assert Client().get(address).headers["Location"].startswith("/accounts/login/")


@db
def test_a_producer_adds_moves_and_takes_off_by_ordinary_forms(election, priya):
    contests = contests_of(election)
    client = signed_in(priya)
    for contest in contests[:2]:
        sent = {"act": "mark", "contest": contest.pk, "reason": REASON}
        assert client.post(f"{page(election)}list/", sent).status_code == 303
    client.post(f"{page(election)}list/", {"act": "up", "contest": contests[1].pk})
    assert order() == ["C0002", "C0001"]
    client.post(f"{page(election)}list/", {"act": "down", "contest": contests[1].pk})
    assert order() == ["C0001", "C0002"]
    client.post(f"{page(election)}list/", {"act": "mark", "contest": contests[0].pk, "reason": "A recount"})
    assert KeyContest.objects.get(contest=contests[0]).reason == "A recount"
    client.post(f"{page(election)}list/", {"act": "unmark", "contest": contests[0].pk})
    assert order() == ["C0002"]


@db
@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "Say why it is a key contest"), ("x" * 201, "Keep the reason under")]
)
def test_what_is_refused_stands_at_its_field_with_what_was_typed(election, priya, reason, sentence):
    contests = contests_of(election)
    client = signed_in(priya)
    mark_key(contest_id=contests[0].pk, reason=REASON, by=priya)
    for contest in contests[:2]:
        answer = client.post(
            f"{page(election)}list/", {"act": "mark", "contest": contest.pk, "reason": reason}
        )
        assert answer.status_code == 422
        assert sentence in answer.content.decode()
        assert f'value="{reason}"' in answer.content.decode()
    assert [row.reason for row in KeyContest.objects.all()] == [REASON]


@db
@pytest.mark.parametrize("contest", ["", "none", "999999", "9" * 30])
def test_a_contest_that_is_none_is_refused_with_a_sentence(election, priya, contest):
    sent = {"act": "mark", "contest": contest, "reason": REASON}
    answer = signed_in(priya).post(f"{page(election)}list/", sent)
    assert answer.status_code == 422
    assert 'id="wrong-added"' in answer.content.decode()
    assert f'value="{REASON}"' in answer.content.decode()


@db
def test_pages_that_were_pushed_to_equal_pages_that_are_fetched(election, priya):
    first, second, third = contests_of(election)
    client, topic, seen = signed_in(priya), keys_topic(election=election.pk), 0
    open_page = fetched(client, page(election))
    for act in (
        lambda: mark_key(contest_id=first.pk, reason=REASON, by=priya),
        lambda: mark_key(contest_id=second.pk, reason=REASON, by=priya),
        lambda: move_key(contest_id=second.pk, places=-1, by=priya),
        lambda: set_status(contest_id=first.pk, status=Contest.Status.RECOUNT, by=priya),
        lambda: enter(contest_id=second.pk, count=a_count(), by=priya),
        lambda: enter(contest_id=third.pk, count=a_count(), by=priya),
        lambda: unmark_key(contest_id=second.pk, by=priya),
    ):
        act()
        told = news(election=election.pk, since=seen, topics=[topic])
        assert told.content, "a page of key contests hears of every act"
        seen = told.standing.seq
        pushed_onto(open_page, told.content[topic])
        assert str(open_page) == str(fetched(client, page(election)))


@pytest.mark.django_db(transaction=True)
def test_the_open_page_is_told_what_a_producer_marks(election, priya, monkeypatch):
    monkeypatch.setattr(hub, "BEAT_S", 0.05)
    contest = contests_of(election)[0]

    async def night():
        async with a_screen(f"/ws/desk/{election.slug}/key/?since=0", person=priya) as screen:
            await screen.beat()
            await sync_to_async(mark_key)(contest_id=contest.pk, reason=REASON, by=priya)
            assert REASON in (await screen.next())["content"]

    on_the_loop(night)


@pytest.mark.django_db(transaction=True)
def test_the_socket_lets_in_whom_the_page_lets_in(election):
    address = f"/ws/desk/{election.slug}/key/?since=0"
    assert code_of(address)[0] == SIGN_IN
    for person in (a_reporter(), an_outsider()):
        assert code_of(address, person)[0] == NOT_FOR_YOU
    assert code_of("/ws/desk/no-such-night/key/", an_operator())[0] == NO_SUCH_PAGE


@db
@pytest.mark.parametrize("contests", [1, 9])
def test_drawing_it_takes_three_queries_whatever_the_number(priya, contests, django_assert_num_queries):
    from results.live.drawing import draw

    election = a_small_election(contests=contests)
    marked(election, priya)
    with django_assert_num_queries(3):
        draw(keys_topic(election=election.pk))
