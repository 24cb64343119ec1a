"""What was never published is on no page of the boards: not its figures, not that it is there."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from results.declaring.blind import resolve
from results.declaring.calls import call_winner
from results.declaring.commands import correct, enter
from results.declaring.evidence import Evidence
from results.declaring.keys import confirm, reject, take_back
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import Contest, Declaration, Election, Policy, Sheet
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
# Figures, names and words that only the unpublished entries of these tests have.
SECRET = (
    *("11,111", "11111", "22,222", "22222", "Alice Okafor", "Psst"),
    *("keyed", "waiting", "waits", "rejected by", "disputed", "taken back", "second person"),
)
COUNT = a_count(11_111, 22_222, 3_000, 2_000, 500)
OTHER = a_count(11_111, 22_223, 3_000, 2_000, 500)
OVERHEARD = Evidence(source="other", source_note="Psst")
ADDRESSES = ("/contests/{}/C0001/", "/corrections/{}/")


@pytest.fixture
def read():
    client = Client()
    client.force_login(a_producer(), backend="django.contrib.auth.backends.ModelBackend")

    def read(contest):
        return "".join(
            client.get(address.format(contest.election.slug)).content.decode() for address in ADDRESSES
        )

    return read


def a_contest_under(policy):
    contest = a_small_election(contests=1, policy=policy).contests.get()
    return contest, a_reporter(contest), a_second_reporter(contest)


def sent(contest, by, count=COUNT):
    return enter(contest_id=contest.pk, count=count, by=by, evidence=OVERHEARD)


def leaks(page):
    return [word for word in SECRET if word in page]


def test_figures_that_wait_for_a_second_person_are_on_no_page(read):
    contest, alice, bob = a_contest_under(Policy.SECOND_KEY)
    entry = sent(contest, alice)
    assert not leaks(read(contest))
    confirm(declaration_id=entry.declaration_id, by=bob)
    assert {"22,222", "Alice Okafor", "Psst"} <= set(leaks(read(contest)))


def test_a_called_winner_who_waits_is_on_no_page(read):
    contest, alice, bob = a_contest_under(Policy.SECOND_KEY)
    entry = call_winner(contest_id=contest.pk, winner=2, by=alice)
    page = read(contest)
    assert "c-elected" not in page
    assert "gain from" not in page
    confirm(declaration_id=entry.declaration_id, by=bob)
    assert "Con gain from Lab" in read(contest)


def test_two_entries_that_differ_are_on_no_page_until_a_third_person_resolves_them(read):
    contest, alice, bob = a_contest_under(Policy.BLIND)
    first, second = sent(contest, alice), sent(contest, bob, OTHER)
    assert set(Declaration.objects.values_list("state", flat=True)) == {"disputed"}
    assert not leaks(read(contest))
    resolve(
        contest_id=contest.pk,
        picks={"votes-2": first.declaration_id},
        by=an_editor(),
    )
    page = read(contest)
    assert "22,222" in page
    assert "22,223" not in page
    assert second.revision == 2


def test_a_rejected_entry_and_one_that_was_taken_back_stay_the_desks_own(read):
    contest, alice, bob = a_contest_under(Policy.SECOND_KEY)
    reject(declaration_id=sent(contest, alice).declaration_id, by=bob, reason="Psst")
    assert not leaks(read(contest))
    take_back(declaration_id=sent(contest, alice).declaration_id, by=alice)
    assert not leaks(read(contest))


def test_a_correction_that_waits_neither_shows_nor_marks_what_is_in_force(read):
    contest = a_small_election(contests=1).contests.get()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=bob)
    before = read(contest)
    Election.objects.update(policy=Policy.SECOND_KEY)
    correct(contest_id=contest.pk, count=COUNT, by=alice, based_on=1, reason="Psst")
    page = read(contest)
    assert not leaks(page)
    assert "No corrections." in page
    assert _fragments(page) == _fragments(before)


def test_the_photograph_of_the_sheet_is_on_no_page(read):
    contest, alice, _ = a_contest_under(Policy.DIRECT)
    sheet = Sheet.objects.create(
        election=contest.election, image=b"jpeg", width=3, height=4, sha256="f" * 64, taken_by=alice
    )
    enter(contest_id=contest.pk, count=COUNT, by=alice, evidence=Evidence(sheet_id=sheet.pk))
    page = read(contest)
    assert "22,222" in page
    assert "<img" not in page
    assert "sheet/" not in page
    assert "f" * 64 not in page


@pytest.mark.parametrize("own_hour", [False, True], ids=["the election's hour", "the contest's own hour"])
def test_nothing_of_the_history_is_seen_before_polls_close(read, own_hour):
    contest, alice, _ = a_contest_under(Policy.DIRECT)
    _polls_close(contest, own_hour, in_hours=1)
    entry = enter(contest_id=contest.pk, count=OTHER, by=alice)
    correct(contest_id=contest.pk, count=COUNT, by=alice, based_on=entry.revision, reason="Psst")
    withdraw(contest_id=contest.pk, by=alice, based_on=2, reason="Psst")
    page = read(contest)
    assert not leaks(page)
    assert "No corrections." in page
    assert "Withdrawn" not in page
    assert "withdrawn" not in page.replace("put right or withdrawn", "")
    _polls_close(contest, own_hour, in_hours=-1)
    page = read(contest)
    assert {"22,222", "Alice Okafor", "Psst"} & set(leaks(page)) == {"Alice Okafor", "Psst"}
    assert "Withdrawn" in page
    assert "Majority" in page


def test_a_recount_before_polls_close_is_told_as_counting(read):
    contest, alice, _ = a_contest_under(Policy.DIRECT)
    _polls_close(contest, False, in_hours=1)
    set_status(contest_id=contest.pk, status="recount", by=alice)
    page = read(contest)
    assert "Counting" in page
    assert "Recount" not in page


def _polls_close(contest, own_hour, *, in_hours):
    at = timezone.now() + timedelta(hours=in_hours)
    if own_hour:
        Contest.objects.filter(pk=contest.pk).update(polls_close=at)
    else:
        Election.objects.filter(pk=contest.election_id).update(polls_close=at)


def _fragments(page):
    return page.partition('id="contest-outcome"')[2].partition('id="page-outline"')[0]
