"""Key contests in the admin: the same commands as on the desk's page, reached from the list of contests."""

import pytest
from django.test import Client
from django.urls import reverse

from results.models import Contest, DeskEvent, KeyContest
from results.producing.keys import mark_key
from tests.people import a_producer, a_reporter, an_operator
from tests.worlds import a_small_election

pytestmark = pytest.mark.django_db
LIST = reverse("admin:results_keycontest_changelist")
ADD = reverse("admin:results_keycontest_add")
REASON = "Number 4 target of the Greens"


@pytest.fixture
def priya():
    return a_producer()


@pytest.fixture
def producer(client: Client, priya) -> Client:
    client.force_login(priya)
    return client


@pytest.fixture
def contests() -> list[Contest]:
    return list(a_small_election(contests=3).contests.order_by("code"))


def order() -> list[str]:
    return list(KeyContest.objects.order_by("position").values_list("contest__code", flat=True))


def test_the_list_of_contests_leads_to_marking_one_and_to_one_that_is(producer, priya, contests):
    mark_key(contest_id=contests[0].pk, reason=REASON, by=priya)
    page = producer.get(reverse("admin:results_contest_changelist")).content.decode()
    assert f'{ADD}?contest={contests[1].pk}" aria-label="Mark {contests[1].name} as a key contest"' in page
    change = reverse("admin:results_keycontest_change", args=[KeyContest.objects.get().pk])
    assert f'<a href="{change}" title="{REASON}">Key 1</a>' in page
    assert (
        f'<option value="{contests[1].pk}" selected>'
        in producer.get(f"{ADD}?contest={contests[1].pk}").content.decode()
    )


def test_one_that_is_added_stands_last_and_the_desk_is_told(producer, priya, contests):
    mark_key(contest_id=contests[0].pk, reason=REASON, by=priya)
    producer.post(ADD, {"contest": contests[1].pk, "reason": "A recount is likely"})
    assert order() == ["C0001", "C0002"]
    assert KeyContest.objects.get(position=2).by == priya
    assert list(DeskEvent.objects.values_list("kind", flat=True)) == ["noted", "noted"]


def test_one_without_a_reason_is_refused_at_its_field(producer, contests):
    page = producer.post(ADD, {"contest": contests[1].pk, "reason": " "}).content.decode()
    assert "This field is required." in page
    assert not KeyContest.objects.exists()


def test_the_list_changes_order_and_reasons_and_leaves_no_gap(producer, priya, contests):
    for contest in contests:
        mark_key(contest_id=contest.pk, reason=REASON, by=priya)
    rows = list(KeyContest.objects.order_by("contest__election", "position"))
    sent = {"form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 3, "_save": "Save"}
    for number, (row, position) in enumerate(zip(rows, (3, 1, 2), strict=True)):
        sent |= {f"form-{number}-id": row.pk, f"form-{number}-position": position}
        sent[f"form-{number}-reason"] = "A recount" if number == 1 else row.reason
    producer.post(LIST, sent)
    assert order() == ["C0002", "C0003", "C0001"]
    assert list(KeyContest.objects.order_by("position").values_list("position", flat=True)) == [1, 2, 3]
    assert KeyContest.objects.get(position=1).reason == "A recount"


def test_one_that_is_taken_off_leaves_no_gap(producer, priya, contests):
    for contest in contests:
        mark_key(contest_id=contest.pk, reason=REASON, by=priya)
    row = KeyContest.objects.get(contest=contests[0])
    producer.post(reverse("admin:results_keycontest_delete", args=[row.pk]), {"post": "yes"})
    assert order() == ["C0002", "C0003"]
    assert KeyContest.objects.get(contest=contests[1]).position == 1


@pytest.mark.parametrize("person", [a_reporter, an_operator])
def test_nobody_else_has_the_list(client, person, contests):
    client.force_login(person())
    for address in (LIST, ADD):
        assert client.get(address).status_code in {302, 403}
    assert client.post(ADD, {"contest": contests[0].pk, "reason": REASON}).status_code in {302, 403}
    assert not KeyContest.objects.exists()
