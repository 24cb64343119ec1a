"""When figures were read out: typed as a time of the night, kept with them, refused where it cannot be."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.forms import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from results.admin.read_out import moment
from results.declaring.blind import resolve
from results.declaring.commands import Evidence, enter
from results.declaring.keys import confirm
from results.declaring.refusals import Unacceptable
from results.models import Contest, CouncilDeclaration, Declaration, Policy
from tests.declaring_form import declare_address, posted
from tests.people import a_producer, a_reporter, a_second_reporter
from tests.worlds import a_contest, a_council, a_council_election, a_count, a_small_election

LONDON = ZoneInfo("Europe/London")
db = pytest.mark.django_db


def at(day: int, clock: str) -> datetime:
    """A moment of the night of 4 July 2024, by the newsroom's clock."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2024, 7, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "typed", "meant"),
    [
        (at(5, "03:20"), "03:12", at(5, "03:12")),
        (at(5, "03:20"), "0312", at(5, "03:12")),
        (at(5, "03:20"), "03.12", at(5, "03:12")),
        (at(5, "00:10"), "23:55", at(4, "23:55")),
        (at(5, "12:30"), "22:45", at(4, "22:45")),
        (at(4, "22:30"), "22:45", at(4, "22:45")),
        (at(4, "23:50"), "00:10", at(5, "00:10")),
        (at(5, "03:12"), "03:13", at(5, "03:13")),
    ],
    ids=[
        "this hour",
        "without a colon",
        "with a point",
        "before midnight, typed after it",
        "last night, typed at noon",
        "a quarter of an hour ahead",
        "ahead, past midnight",
        "by a phone a minute ahead",
    ],
)
def test_a_time_is_the_last_one_that_the_clock_showed(monkeypatch, now, typed, meant):
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert moment(typed) == meant


@pytest.mark.parametrize("typed", ["25:00", "half past three", "3", "03:61"])
def test_what_is_no_time_is_told_how_to_write_one(typed):
    with pytest.raises(ValidationError, match="Write the time as 03:12"):
        moment(typed)


@pytest.fixture
def contest() -> Contest:
    return a_contest(name="Leicester East")


@pytest.fixture
def reporter(contest: Contest, client: Client) -> Client:
    client.force_login(a_reporter(contest))
    return client


def minutes_ago(minutes: int) -> str:
    return f"{timezone.localtime(timezone.now() - timedelta(minutes=minutes)):%H:%M}"


@db
def test_it_is_kept_with_the_figures_and_a_blank_is_nothing(reporter: Client, contest: Contest) -> None:
    page = reporter.get(declare_address(contest)).content.decode()
    assert 'name="read_out_at"' in page
    assert "Read out at" in page
    reporter.post(declare_address(contest), posted(read_out_at=minutes_ago(4)))
    kept = Declaration.objects.get()
    assert timedelta(minutes=3) < kept.entered_at - kept.read_out_at < timedelta(minutes=6)
    other = a_contest(election=contest.election)
    enter(contest_id=other.pk, count=a_count(), by=a_producer())
    assert other.declarations.get().read_out_at is None


@db
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [(lambda: minutes_ago(-90), "is still to come"), (lambda: "later", "Write the time as 03:12.")],
    ids=["to come", "no time"],
)
def test_one_that_cannot_be_is_refused_at_its_field_and_nothing_typed_is_lost(
    reporter: Client, contest: Contest, typed, sentence
) -> None:
    told = typed()
    page = reporter.post(declare_address(contest), posted(read_out_at=told)).content.decode()
    assert sentence in page
    assert f'value="{told}"' in page
    assert 'value="14,426"' in page
    assert "<details open>" in page
    assert not Declaration.objects.exists()


@db
def test_nothing_is_read_out_before_polls_close_whatever_door_it_comes_by() -> None:
    election = a_small_election(contests=1, polls_close=timezone.now() - timedelta(minutes=10))
    contest = election.contests.get()
    early = Evidence(read_out_at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(Unacceptable, match=r"Polls close at .*: nothing is read out before"):
        enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest), evidence=early)
    assert not Declaration.objects.exists()


@db
def test_it_stays_with_an_entry_that_waits_and_is_shown_to_who_confirms(client: Client) -> None:
    election = a_small_election(contests=1, policy=Policy.SECOND_KEY)
    contest = election.contests.get()
    client.force_login(a_reporter(contest))
    client.post(declare_address(contest), posted(read_out_at=minutes_ago(4)))
    waiting = Declaration.objects.get()
    # Her own form opens with it again.
    clock = f"{timezone.localtime(waiting.read_out_at):%H:%M}"
    assert f'value="{clock}"' in client.get(declare_address(contest)).content.decode()
    bob = a_second_reporter(contest)
    client.force_login(bob)
    page = client.get(reverse("admin:results_declaration_confirm", args=[waiting.pk])).content.decode()
    heard = timezone.localtime(waiting.read_out_at).isoformat()
    assert f'<dt>Read out</dt><dd><time datetime="{heard}">{clock}' in page
    confirm(declaration_id=waiting.pk, by=bob)
    assert Declaration.objects.get().read_out_at == waiting.read_out_at


@db
def test_a_winner_called_before_the_figures_has_it_too(reporter: Client, contest: Contest) -> None:
    address = reverse("admin:results_contest_call", args=[contest.pk])
    page = reporter.post(address, {"winner": "2", "call": "2", "read_out_at": minutes_ago(-90)})
    assert "is still to come" in page.content.decode()
    reporter.post(address, {"winner": "2", "call": "2", "read_out_at": minutes_ago(4)})
    assert Declaration.objects.get().read_out_at is not None


@db
def test_what_a_third_person_resolves_keeps_when_it_was_read_out() -> None:
    election = a_small_election(contests=1, policy=Policy.BLIND)
    contest = election.contests.get()
    heard = timezone.now() - timedelta(minutes=2)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    other = a_count(10_001, 14_426, 3_000, 2_000, 574)
    second = enter(contest_id=contest.pk, count=other, by=bob, evidence=Evidence(read_out_at=heard))
    resolve(contest_id=contest.pk, picks={"votes-1": second.declaration_id}, by=a_producer())
    assert Declaration.objects.in_force().get().read_out_at == heard


@db
def test_a_councils_total_has_it_too(client: Client) -> None:
    council = a_council(election=a_council_election())
    client.force_login(a_producer())
    address = reverse("admin:results_council_total", args=[council.pk])
    sent = {"seats-Lab": "4", "seats-Con": "2", "complete": "on", "based_on": "0"}
    page = client.post(address, {**sent, "read_out_at": minutes_ago(-90)}).content.decode()
    assert "is still to come" in page
    client.post(address, {**sent, "read_out_at": minutes_ago(4)})
    kept = CouncilDeclaration.objects.get()
    assert timedelta(minutes=3) < kept.entered_at - kept.read_out_at < timedelta(minutes=6)
