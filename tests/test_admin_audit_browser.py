"""The audit and the tallies of people in a real browser: readable on a phone, by keyboard, without fault."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from results.declaring.audit import saw
from results.declaring.commands import Evidence, correct, enter
from results.declaring.keys import bypass, confirm, reject
from results.declaring.overriding import override
from results.declaring.refusals import OwnEntry
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import Contest, Policy, Source
from tests.admin_browser import LAPTOP, PHONE, Opener, faults, opener, small_targets
from tests.people import a_reporter, a_second_reporter, an_editor
from tests.services import needs_browser
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = [needs_browser, pytest.mark.django_db(transaction=True)]
SWAPPED = a_count(10_000, 14_246, 3_000, 2_000, 574)


@pytest.fixture
def opened(live_server, chromium: str, client: Client) -> Opener:
    return opener(url=live_server.url, chromium=chromium, client=client)


def a_long_night() -> tuple[Contest, User]:
    """A contest to which everything happened, and a producer."""
    election = a_small_election(contests=0, policy=Policy.SECOND_KEY)
    contest = a_contest(election=election, name="Leicester East")
    alice, bob, edda = a_reporter(contest), a_second_reporter(contest), an_editor()
    set_status(contest_id=contest.pk, status=Contest.Status.RECOUNT, by=alice)
    note = "read from a steward’s photograph, sent by phone at the back of the hall"
    evidence = Evidence(source=Source.OTHER, source_note=note, majority_read=4_246)
    first = enter(contest_id=contest.pk, count=SWAPPED, by=alice, evidence=evidence)
    saw(by=bob, words="The photograph of the sheet.", contest_id=contest.pk)
    with pytest.raises(OwnEntry):
        confirm(declaration_id=first.declaration_id, by=alice)
    reject(declaration_id=first.declaration_id, by=bob, reason="Con read out 14,426, not 14,246.")
    second = enter(contest_id=contest.pk, count=a_count(), by=alice)
    confirm(declaration_id=second.declaration_id, by=bob)
    override(
        declaration_id=second.declaration_id, by=edda, reason="Agreed with the lawyers.", label="Con Ind"
    )
    third = correct(contest_id=contest.pk, count=SWAPPED, by=bob, based_on=2, reason="Digits were swapped.")
    bypass(declaration_id=third.declaration_id, by=edda, reason="Alice has no signal.")
    withdraw(contest_id=contest.pk, by=edda, based_on=3, reason="The returning officer counts again.")
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    return contest, edda


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (LAPTOP, "dark")], ids=["phone", "laptop"])
def test_the_audit_and_the_tallies_are_without_fault(
    opened: Opener, size: dict[str, int], scheme: str
) -> None:
    contest, producer = a_long_night()
    address = reverse("admin:results_contest_audit", args=[contest.pk])
    found = {}
    with opened(producer, address, size, color_scheme=scheme) as page:
        found["folded"] = faults(page) + small_targets(page)
        for summary in page.locator(".act summary").all():
            summary.press("Enter")
        assert page.locator(".act details[open]").count() == 4
        found["unfolded"] = faults(page) + small_targets(page)
        page.goto(reverse("admin:results_people"))
        found["tallies"] = faults(page) + small_targets(page)
    assert found == {"folded": [], "unfolded": [], "tallies": []}
