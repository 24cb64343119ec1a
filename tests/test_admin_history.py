"""What was declared stays: no deleting what it stands on, no touching the record, plain words about it."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from results.declaring.commands import enter
from results.declaring.keys import bypass, confirm
from results.declaring.withdrawing import withdraw
from results.models import Candidacy, Contest, Declaration, DeskEvent, Election, Party, Policy, Region
from tests.admin_pages import deletion_of, events, filled, list_of, page_of, said
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.worlds import a_contest, a_count, a_small_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def producer(client: Client) -> Client:
    client.force_login(a_producer())
    return client


@pytest.mark.parametrize(
    ("model", "lookup"),
    [
        (Election, {}),
        (Region, {"code": "EM"}),
        (Party, {"code": "Green"}),
        (Contest, {}),
        (Candidacy, {"number": 3}),
    ],
    ids=["election", "region", "party", "contest", "candidate"],
)
def test_what_figures_were_declared_for_stays(producer: Client, model, lookup: dict[str, object]) -> None:
    contest = a_contest()
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    row = model.objects.get(**lookup)
    response = producer.post(deletion_of(row), {"post": "yes"})
    assert said(response) == f"{row} stays: figures were declared for it, and history is kept."
    assert model.objects.filter(pk=row.pk).exists()


def test_an_undeclared_contest_can_go_and_boards_are_told(producer: Client) -> None:
    contest = a_contest()
    producer.post(deletion_of(contest), {"post": "yes"})
    assert not Contest.objects.exists()
    assert events(contest.election) == ["reference"]


def test_the_ballot_paper_of_a_declared_contest_keeps_its_length(producer: Client) -> None:
    contest = a_contest()
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    data = filled(producer, contest) | {"candidacies-0-DELETE": "on"}
    producer.post(page_of(contest), data)
    assert contest.candidacies.count() == 5
    formsets = producer.get(page_of(contest)).context["inline_admin_formsets"]
    assert not formsets[0].has_add_permission
    assert not formsets[0].has_delete_permission


def test_nobody_joins_a_ballot_paper_after_its_figures(producer: Client) -> None:
    contest = a_contest()
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    party = contest.election.parties.get(code="Green")
    late = {"contest": contest.pk, "number": 6, "name": "Late Comer", "party": party.pk}
    response = producer.post(reverse("admin:results_candidacy_add"), late)
    assert "Figures were declared for Leicester East: no line can be added" in response.content.decode()
    assert contest.candidacies.count() == 5


@pytest.mark.parametrize("model", [Declaration, DeskEvent])
def test_history_can_be_read_and_not_touched_even_by_a_superuser(
    client: Client, django_user_model, model
) -> None:
    contest = a_contest()
    enter(contest_id=contest.pk, count=a_count(), by=a_reporter(contest))
    client.force_login(django_user_model.objects.create_superuser("sue"))
    row = model.objects.get()
    assert client.get(page_of(row)).status_code == HTTPStatus.OK
    add = reverse(f"admin:results_{model._meta.model_name}_add")
    tried = [client.post(address, {"post": "yes"}) for address in (add, page_of(row), deletion_of(row))]
    assert [response.status_code for response in tried] == [HTTPStatus.FORBIDDEN] * 3


@pytest.mark.parametrize("policy", [Policy.SECOND_KEY, Policy.BLIND])
def test_an_entry_that_waits_is_not_in_the_history_until_it_is_published(
    producer: Client, policy: Policy
) -> None:
    contest = a_small_election(contests=1, policy=policy).contests.get()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = enter(contest_id=contest.pk, count=a_count(), by=alice)
    row = Declaration.objects.get()
    history = reverse("admin:results_declaration_history", args=[row.pk])
    assert "Alice" not in producer.get(list_of("declaration")).content.decode()
    for address in (page_of(row), history):
        assert producer.get(address).status_code == HTTPStatus.FOUND
    if policy == Policy.BLIND:
        enter(contest_id=contest.pk, count=a_count(), by=bob)
    else:
        confirm(declaration_id=sent.declaration_id, by=bob)
    assert "4,426" in producer.get(list_of("declaration")).content.decode()
    assert producer.get(page_of(row)).status_code == HTTPStatus.OK


def test_the_history_says_who_stood_beside_whoever_keyed_it(producer: Client) -> None:
    election = a_small_election(contests=3, policy=Policy.SECOND_KEY)
    confirmed, single, gone = election.contests.order_by("code")
    alice, bob = a_reporter(confirmed, single, gone), a_second_reporter(confirmed, gone)
    kept = [enter(contest_id=contest.pk, count=a_count(), by=alice) for contest in (confirmed, single, gone)]
    confirm(declaration_id=kept[0].declaration_id, by=bob)
    bypass(declaration_id=kept[1].declaration_id, by=an_editor(), reason="The hall is closing.")
    confirm(declaration_id=kept[2].declaration_id, by=bob)
    withdraw(contest_id=gone.pk, by=bob, based_on=1, reason="Wrong contest.")
    page = producer.get(list_of("declaration")).content.decode()
    assert '<td class="field-second">Bob Hussain</td>' in page
    assert '<td class="field-second">single source, Edda Lindqvist: The hall is closing.</td>' in page
    assert '<td class="field-outcome_words">was Con gain from Lab, majority 4,426</td>' in page


def test_a_deletion_is_asked_and_refused_in_plain_words(producer: Client) -> None:
    contest = a_contest()
    asked = producer.get(deletion_of(contest)).content.decode()
    assert "Delete Leicester East, with everything below?" in asked
    leaning = contest.election.parties.get(code="Lab")
    refused = producer.get(deletion_of(leaning)).content.decode()
    assert "Labour cannot be deleted, because this still leans on it:" in refused
    for page in (asked, refused):
        assert "objects" not in page.replace('id="deleted-objects"', "")
