"""The producers' desk: who comes in, what stands on it in each state, and acts with and without script."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from results.boards import headline_night
from results.declaring.commands import correct, enter
from results.declaring.status import set_status
from results.models import Contest, DeskEvent, HeadlineMark, KeyContest, Policy, Told, Watch
from results.rendering.desk_lately import took
from results.views.desk import lately_here
from tests.people import a_producer, a_reporter, an_editor, an_operator, an_outsider
from tests.worlds import a_council, a_council_election, a_count, a_small_election

pytestmark = pytest.mark.django_db
LAB = (16_000, 12_000, 2_500, 900, 300)
SCRIPT = {"X-Desk-Page": "1"}


@pytest.fixture(autouse=True)
def _nothing_kept():
    headline_night.forget()
    lately_here.forget()
    yield
    headline_night.forget()


@pytest.fixture
def election():
    return a_small_election(contests=6)


@pytest.fixture
def priya():
    return a_producer()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def declare(by, election, *codes, votes=()):
    for code in codes:
        enter(contest_id=election.contests.get(code=code).pk, count=a_count(*votes), by=by)


def page(person, election, query="") -> str:
    answer = signed_in(person).get(f"/desk/{election.slug}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def press(person, election, act, what, **more):
    address = f"/desk/{election.slug}/acts/{act}/"
    headers = more.pop("headers", {})
    return signed_in(person).post(address, {"what": what, **more}, headers=headers)


@pytest.mark.parametrize(
    ("who", "status"),
    [(a_producer, 200), (an_editor, 200), (an_operator, 200), (a_reporter, 403), (an_outsider, 403)],
    ids=["producer", "editor", "graphics", "reporter", "outsider"],
)
def test_producers_editors_and_graphics_come_in(election, who, status):
    client = signed_in(who())
    assert client.get(f"/desk/{election.slug}/").status_code == status
    assert client.get(f"/desk/{election.slug}/lately/").status_code == status


def test_who_is_signed_out_is_asked_to_sign_in(election):
    answer = Client().get(f"/desk/{election.slug}/?region=EM")
    assert (answer.status_code, answer["Location"].startswith("/accounts/login/")) == (302, True)


@pytest.mark.parametrize(
    "address", ["/desk/nowhere/", "/desk/{slug}/?region=ZZ", "/desk/{slug}/lately/?region=ZZ"]
)
def test_an_election_or_a_region_that_is_not_there_is_not_found(election, priya, address):
    assert signed_in(priya).get(address.format(slug=election.slug)).status_code == 404


def test_graphics_look_and_neither_act_nor_see_what_waits(priya):
    election = a_small_election(contests=3, policy=Policy.SECOND_KEY)
    declare(priya, election, "C0001")
    KeyContest.objects.create(contest=election.contests.get(code="C0002"), position=1, reason="Target")
    assert "Not out yet" in page(priya, election)
    gwen = an_operator()
    seen = page(gwen, election)
    assert "Priya Nair" not in seen
    assert 'id="desk-pressing" class="d-pressing" hidden' in seen
    assert "acts/pin/" not in seen.replace('action="/desk/' + election.slug + '/acts/pin/" data-lately', "")
    assert press(gwen, election, "pin", "gain:C0001", headers=SCRIPT).status_code in {403, 422}
    assert not HeadlineMark.objects.exists()


def test_a_reporter_who_posts_changes_nothing(election, priya):
    declare(priya, election, "C0001")
    for person in (a_reporter(), an_outsider()):
        for act in ("pin", "put-aside", "bring-back", "follow"):
            assert press(person, election, act, "gain:C0001").status_code == 403
    assert not HeadlineMark.objects.exists()
    assert not Watch.objects.exists()


def test_a_line_is_pinned_put_aside_and_brought_back_without_script(election, priya):
    declare(priya, election, "C0001")
    answer = press(priya, election, "pin", "gain:C0001", region="EM")
    assert (answer.status_code, answer["Location"]) == (303, f"/desk/{election.slug}/?region=EM")
    mark = HeadlineMark.objects.get()
    assert (mark.mark, "Leicester East" in mark.words) == ("pinned", True)
    assert "Pinned by Priya Nair" in page(priya, election)
    press(priya, election, "put-aside", "gain:C0001")
    assert HeadlineMark.objects.get().mark == "dismissed"
    assert "Bring back" in page(priya, election)
    press(priya, election, "bring-back", "gain:C0001")
    assert not HeadlineMark.objects.exists()


def test_a_script_is_answered_with_the_lines(election, priya):
    declare(priya, election, "C0001")
    answer = press(priya, election, "pin", "gain:C0001", headers=SCRIPT)
    told = answer.content.decode()
    assert told.index('id="desk-headlines"') < told.index('id="desk-aside"')
    assert "Pinned by Priya Nair" in told
    election.refresh_from_db()
    assert answer["X-Desk-Seq"] == str(election.seq)


@pytest.mark.parametrize(
    ("act", "what", "sentence"),
    [
        ("pin", "gain:C0009", "That line is not there any more"),
        ("pin", "", "That line is not there any more"),
        ("put-aside", "nonsense", "That line is not there any more"),
        ("follow", "nonsense", "nothing was done"),
        ("follow", "99999999", "There is no such contest"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_sentence(election, priya, act, what, sentence):
    declare(priya, election, "C0001")
    answer = press(priya, election, act, what, headers=SCRIPT)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    client = signed_in(priya)
    assert client.post(f"/desk/{election.slug}/acts/{act}/", {"what": what}).status_code == 303
    assert sentence in client.get(f"/desk/{election.slug}/").content.decode()


def test_an_act_of_another_name_is_not_there_and_none_is_done_by_a_link(election, priya):
    assert press(priya, election, "explode", "gain:C0001").status_code == 404
    assert signed_in(priya).get(f"/desk/{election.slug}/acts/pin/").status_code == 405


def test_an_act_wants_its_token(election, priya):
    client = Client(enforce_csrf_checks=True)
    client.force_login(priya, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(f"/desk/{election.slug}/acts/pin/", {"what": "gain:C0001"}).status_code == 403


def test_a_contest_is_followed_and_followed_no_more_by_the_same_button(election, priya):
    contest = election.contests.get(code="C0001")
    answer = press(priya, election, "follow", str(contest.pk), headers=SCRIPT)
    assert f'data-followed="{contest.pk} "' in answer.content.decode()
    assert "Leicester East" in page(priya, election)
    assert f'data-followed="{contest.pk} "' not in page(an_editor(), election)
    press(priya, election, "follow", str(contest.pk))
    assert not Watch.objects.exists()


def test_before_polls_close_it_says_so_and_tells_nothing(priya):
    election = a_small_election(contests=2, polls_close=timezone.now() + timedelta(hours=1))
    declare(priya, election, "C0001")
    told = page(priya, election)
    assert "Nothing is told before." in told
    assert "Nothing declared yet." in told
    assert "<b>0</b> of 2 results in" in told
    seen = page(an_operator(), election)
    assert "Nothing is told before." in seen
    assert "Con gain from Lab" not in seen


def test_with_nothing_declared_it_says_what_comes_next(election, priya):
    told = page(priya, election)
    assert "No headlines yet." in told
    assert "Next and late <small>6 to come</small>" in told
    assert 'data-expected="2024-07-04T23:30:00+01:00"' in told


def test_when_all_are_in_it_says_so(election, priya):
    declare(priya, election, *[f"C000{number}" for number in range(1, 7)])
    told = page(priya, election)
    assert "Everything is in." in told
    assert "<b>6</b> of 6 results in" in told


def test_a_region_has_its_own_lines(election, priya):
    declare(priya, election, "C0001", "C0002")
    told = page(priya, election, "?region=WM")
    assert "Rugby" in told
    assert "Leicester East: " not in told
    assert '<option value="WM" selected>' in told


def test_a_correction_leaves_what_was_told_crossed_out(election, priya):
    declare(priya, election, "C0001")
    page(priya, election)
    contest = election.contests.get(code="C0001")
    correct(contest_id=contest.pk, count=a_count(*LAB), by=priya, based_on=1, reason="Read out again")
    told = page(priya, election)
    assert "<s>Leicester East: Con gain from Lab" in told


def test_key_contests_and_recounts_stand_at_the_side(election, priya):
    contest = election.contests.get(code="C0003")
    KeyContest.objects.create(contest=contest, position=1, reason="Number 4 target of the Greens")
    set_status(contest_id=contest.pk, status=Contest.Status.RECOUNT, by=priya)
    told = page(priya, election)
    assert "Number 4 target of the Greens" in told
    assert "recount 1 since" in told


def test_what_waits_for_a_second_person_is_told_with_what_it_would_decide(priya):
    election = a_small_election(contests=3, policy=Policy.SECOND_KEY)
    declare(priya, election, "C0001")
    told = page(priya, election)
    assert "<strong>Con gain from Lab</strong>" in told
    assert "1 waits for a second person" in told


def test_a_rehearsal_says_so(priya):
    assert "These are not real results" in page(priya, a_small_election(contests=2, rehearsal=True))


def test_councils_have_their_lines(priya):
    council = a_council(election=a_council_election(), wards=(1, 1, 1), control_before="Con")
    for ward in council.contests.order_by("code"):
        enter(contest_id=ward.pk, count=a_count(900, 500, 300, 100, electorate=6_000), by=priya)
    told = page(priya, council.election)
    assert f"/councils/{council.election.slug}/{council.code}/" in told


@pytest.mark.parametrize("contests", [6, 300])
def test_a_desk_costs_the_same_in_a_large_election(priya, contests, django_assert_num_queries):
    election = a_small_election(contests=contests)
    client = signed_in(priya)
    declare(priya, election, "C0001", "C0002")
    client.get(f"/desk/{election.slug}/")
    lately_here.forget()
    with django_assert_num_queries(38):
        client.get(f"/desk/{election.slug}/")


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(0.42, "0.4 s"), (48, "48 s"), (125, "2 min 05 s"), (4_810, "1 h 20 min"), (None, "–")],
)
def test_times_are_told_as_a_person_would(seconds, told):
    assert took(None if seconds is None else timedelta(seconds=seconds)) == told


def test_the_stopwatch_stands_on_the_desk_once_a_time_is_known(election, priya):
    declare(priya, election, "C0001")
    assert 'class="d-stopwatch" hidden' in page(priya, election)
    event = DeskEvent.objects.get(declaration__isnull=False)
    Told.objects.create(event=event, at=event.declaration.published_at + timedelta(seconds=2))
    lately_here.forget()
    told = page(priya, election)
    assert "In force to boards" in told
    assert "<td>2.0 s, 2.0 s</td>" in told
    assert "1 of 1" in signed_in(priya).get(f"/desk/{election.slug}/lately/").content.decode()
