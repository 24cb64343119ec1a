"""The form where a second person is needed: what it opens with, what it says, and what it never shows."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from results.declaring.commands import correct, enter
from results.declaring.keys import bypass
from results.declaring.withdrawing import withdraw
from results.models import Contest, Declaration, Election, Policy
from tests.admin_pages import said
from tests.declaring_form import declare_address, posted
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.worlds import a_count, a_small_election

pytestmark = pytest.mark.django_db
OTHERS = a_count(10_000, 14_246, 3_000, 2_000, 574)


def a_contest_under(policy: str) -> Contest:
    contest = a_small_election(contests=1, policy=policy).contests.get()
    Contest.objects.update(name="Leicester East")
    contest.refresh_from_db()
    return contest


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def state_of(client: Client):
    """Where her one count is, on My counts."""
    (count,) = client.get("/admin/").context["counts"]
    return count.state


@pytest.fixture
def second_key() -> Contest:
    return a_contest_under(Policy.SECOND_KEY)


@pytest.fixture
def blind() -> Contest:
    return a_contest_under(Policy.BLIND)


def test_the_button_says_that_figures_are_sent_and_the_verdict_that_somebody_confirms_them(
    second_key: Contest,
) -> None:
    alice = signed_in(a_reporter(second_key))
    assert alice.get(declare_address(second_key)).context["save"] == "Send Leicester East"
    checked = alice.post(declare_address(second_key), posted(check="1"))
    assert checked.context["verdict"].lines[-1] == "Then a second person confirms it."


def test_what_was_sent_waits_and_she_is_told(second_key: Contest) -> None:
    alice = signed_in(a_reporter(second_key))
    response = alice.post(declare_address(second_key), posted())
    assert re.fullmatch(
        r"Sent: Leicester East waits for a second person\. Con gain from Lab, majority 4,426\. "
        r"Sent [\d:]{8}, event 1\.",
        said(response),
    )
    state = state_of(alice)
    assert (state.tone, state.words) == ("waits", "waits for a second person, sent by you")
    assert state.more == "Con gain from Lab, majority 4,426"


def test_her_own_entry_opens_as_an_edit_with_a_way_to_take_it_back(second_key: Contest) -> None:
    alice = signed_in(a_reporter(second_key))
    alice.post(declare_address(second_key), posted(source="agency", majority_read="4,426"))
    page = alice.get(declare_address(second_key))
    form = page.context["form"]
    assert (form["votes-2"].value(), form["source"].value(), form["majority_read"].value()) == (
        14_426,
        "agency",
        4_426,
    )
    assert "they wait for a second person" in page.content.decode()
    confirm = reverse("admin:results_declaration_confirm", args=[Declaration.objects.get().pk])
    alice.post(confirm, {"act": "take_back"})
    assert Declaration.objects.get().state == "taken_back"
    assert alice.get(declare_address(second_key)).context["form"]["votes-2"].value() is None


def test_sending_again_puts_new_figures_in_the_place_of_her_own(second_key: Contest) -> None:
    alice = signed_in(a_reporter(second_key))
    alice.post(declare_address(second_key), posted())
    alice.post(declare_address(second_key), posted(**{"votes-2": "14,246"}))
    assert list(Declaration.objects.order_by("revision").values_list("state", flat=True)) == [
        "taken_back",
        "waiting",
    ]


def test_a_draft_of_what_was_sent_is_not_taken_for_unsent(second_key: Contest) -> None:
    alice = signed_in(a_reporter(second_key))
    before = alice.get(declare_address(second_key)).context["opening"].draft
    alice.post(declare_address(second_key), posted())
    assert alice.get(declare_address(second_key)).context["opening"].draft > before


def test_another_who_opens_the_form_is_pointed_at_the_confirmation(second_key: Contest) -> None:
    sent = enter(contest_id=second_key.pk, count=a_count(), by=a_reporter(second_key))
    bob = signed_in(a_second_reporter(second_key))
    page = bob.get(declare_address(second_key)).content.decode()
    confirm = reverse("admin:results_declaration_confirm", args=[sent.declaration_id])
    assert f'href="{confirm}">Read and confirm</a>' in page
    assert 'id="declaration"' not in page
    state = state_of(bob)
    assert (state.words, state.act, state.address) == (
        "waits for a second person, sent by Alice Okafor",
        "Confirm",
        confirm,
    )


def test_another_whose_form_was_open_keeps_what_he_typed_and_is_pointed_there_too(
    second_key: Contest,
) -> None:
    sent = enter(contest_id=second_key.pk, count=a_count(), by=a_reporter(second_key))
    bob = signed_in(a_second_reporter(second_key))
    response = bob.post(declare_address(second_key), posted(**{"votes-2": "14,246"}))
    page = response.content.decode()
    assert response.context["form"]["votes-2"].value() == "14,246"
    assert "Someone was quicker: yours are not saved" in page
    assert reverse("admin:results_declaration_confirm", args=[sent.declaration_id]) in page
    assert Declaration.objects.count() == 1


def test_figures_that_are_carried_over_are_drawn_though_anothers_wait_by_now(second_key: Contest) -> None:
    enter(contest_id=second_key.pk, count=a_count(), by=a_reporter(second_key))
    bob = signed_in(a_second_reporter(second_key))
    response = bob.post(declare_address(second_key), posted(**{"votes-2": "14,246"}, carry_over="1"))
    assert response.context["form"]["votes-2"].value() == "14,246"
    assert 'id="declaration"' in response.content.decode()


def test_a_single_source_is_told_as_such(second_key: Contest) -> None:
    alice = a_reporter(second_key)
    sent = enter(contest_id=second_key.pk, count=a_count(), by=alice)
    bypass(declaration_id=sent.declaration_id, by=an_editor(), reason="The hall is closing.")
    state = state_of(signed_in(alice))
    assert state.words == "declared"
    assert state.more.endswith("Single source: nobody has confirmed it yet")


def test_the_second_key_opens_empty_and_shows_nobodys_figures(blind: Contest) -> None:
    enter(contest_id=blind.pk, count=a_count(), by=a_reporter(blind))
    bob = signed_in(a_second_reporter(blind))
    response = bob.get(declare_address(blind))
    page = response.content.decode()
    form = response.context["form"]
    assert {form[f"votes-{number}"].value() for number in range(1, 6)} == {None}
    assert response.context["marked"] == []
    assert "without looking at the first entry" in page
    for figure in ("14426", "14,426", "4,426"):
        assert figure not in page
    state = state_of(bob)
    assert (state.words, state.more, state.act) == (
        "waits for a second key, sent by Alice Okafor",
        "",
        "Key it too",
    )
    assert "4,426" not in bob.get("/admin/").content.decode()


def test_equal_figures_are_published_as_key_two_of_two(blind: Contest) -> None:
    enter(contest_id=blind.pk, count=a_count(), by=a_reporter(blind))
    response = signed_in(a_second_reporter(blind)).post(declare_address(blind), posted())
    assert said(response).startswith(
        "Key 2 of 2: figures agree, published. Leicester East is in: Con gain from Lab, majority 4,426."
    )
    assert Declaration.objects.in_force().get().confirmed_by.username == "bob"


def test_unequal_figures_are_told_field_by_field_and_never_in_figures(blind: Contest) -> None:
    enter(contest_id=blind.pk, count=a_count(), by=a_reporter(blind))
    bob = signed_in(a_second_reporter(blind))
    response = bob.post(
        declare_address(blind), posted(**{"votes-2": "14,246", "rejected": "90"}), follow=True
    )
    assert response.redirect_chain[-1][0] == declare_address(blind)
    page = response.content.decode()
    assert (
        "Your figures and another person’s differ in 2 fields: Votes for Margaret Holt and Rejected papers."
        in page
    )
    assert [label for _, label in response.context["differing"]] == [
        "Votes for Margaret Holt",
        "Rejected papers",
    ]
    assert [line.entrant.number for line in response.context["rows"] if line.differs] == [2]
    assert response.context["form"]["votes-2"].value() == 14_246
    assert "14426" not in page
    assert not Declaration.objects.in_force().exists()
    assert state_of(bob).act == "Key again"


def test_a_keyer_who_finds_her_slip_keys_again_and_it_is_published(blind: Contest) -> None:
    alice = a_reporter(blind)
    enter(contest_id=blind.pk, count=OTHERS, by=alice)
    enter(contest_id=blind.pk, count=a_count(), by=a_second_reporter(blind))
    response = signed_in(alice).post(declare_address(blind), posted())
    assert said(response).startswith("Key 2 of 2: figures agree, published.")


def test_a_third_person_is_pointed_at_the_resolver_and_sees_no_figures(blind: Contest) -> None:
    enter(contest_id=blind.pk, count=OTHERS, by=a_reporter(blind))
    enter(contest_id=blind.pk, count=a_count(), by=a_second_reporter(blind))
    page = signed_in(a_producer()).get(declare_address(blind)).content.decode()
    assert f'href="{reverse("admin:results_contest_resolve", args=[blind.pk])}">Resolve</a>' in page
    assert "Alice Okafor and Bob Hussain keyed this contest, and their figures differ" in page
    assert "14,246" not in page
    assert 'id="declaration"' not in page


def test_a_second_key_to_a_correction_starts_from_nothing_and_needs_no_reason(blind: Contest) -> None:
    alice, bob = a_reporter(blind), a_second_reporter(blind)
    enter(contest_id=blind.pk, count=OTHERS, by=alice)
    enter(contest_id=blind.pk, count=OTHERS, by=bob)
    correct(contest_id=blind.pk, count=a_count(), by=alice, based_on=1, reason="A box was found.")
    client = signed_in(bob)
    form = client.get(declare_address(blind)).context["form"]
    assert form["votes-2"].value() is None
    response = client.post(declare_address(blind), posted(based_on="1", reason=""))
    assert "is corrected: Con gain from Lab, majority 4,426 (majority was 4,246)" in said(response)


def test_a_marginal_result_says_that_it_waits_where_its_election_is_direct_else() -> None:
    contest = a_contest_under(Policy.DIRECT)
    Election.objects.update(marginal_policy=Policy.SECOND_KEY, gains_are_marginal=True)
    alice = signed_in(a_reporter(contest))
    checked = alice.post(declare_address(contest), posted(check="1"))
    assert checked.context["verdict"].lines[-1] == "Then a second person confirms it."
    assert said(alice.post(declare_address(contest), posted())).startswith("Sent: Leicester East waits")


def test_before_polls_close_figures_are_saved_and_wait_for_the_hour() -> None:
    contest = a_contest_under(Policy.DIRECT)
    closing = timezone.localtime(timezone.now() + timedelta(minutes=30))
    Election.objects.update(polls_close=closing)
    alice = signed_in(a_reporter(contest))
    notice = alice.get(declare_address(contest)).context["notice"]
    assert notice.endswith(f"what you save waits for {closing:%H:%M} on boards.")
    response = alice.post(declare_address(contest), posted())
    assert re.search(rf"Saved [\d:]{{8}}, waits for {closing:%H:%M} on boards\.", said(response))
    state = state_of(alice)
    assert (state.words, f"{timezone.localtime(state.at):%H:%M}") == (
        "declared, waits for",
        f"{closing:%H:%M}",
    )


def test_a_contest_with_a_closing_time_of_its_own_waits_for_that() -> None:
    contest = a_contest_under(Policy.DIRECT)
    closing = timezone.localtime(timezone.now() + timedelta(minutes=30))
    Contest.objects.update(polls_close=closing)
    alice = signed_in(a_reporter(contest))
    assert f"waits for {closing:%H:%M} on boards" in alice.get(declare_address(contest)).context["notice"]


def test_after_a_withdrawal_the_form_is_empty_and_my_counts_say_so() -> None:
    contest = a_contest_under(Policy.DIRECT)
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    withdraw(contest_id=contest.pk, by=alice, based_on=1, reason="The wrong sheet.")
    client = signed_in(alice)
    form = client.get(declare_address(contest)).context["form"]
    assert (form.based_on, form["votes-2"].value()) == (0, None)
    state = state_of(client)
    assert (state.tone, state.words) == ("moving", "result withdrawn since")


@pytest.mark.parametrize("declared", [False, True], ids=["nothing yet", "in force"])
def test_the_form_takes_the_same_queries_however_large_the_election(
    declared: bool, django_assert_num_queries
) -> None:
    election = a_small_election(contests=20)
    contest = election.contests.get(code="C0001")
    alice = a_reporter(contest)
    if declared:
        enter(contest_id=contest.pk, count=a_count(), by=alice)
    client = signed_in(alice)
    # Session and person; three for what she may; the contest; three facts; the ballot paper; revisions;
    # and the figures in force.
    with django_assert_num_queries(11 + declared):
        client.get(declare_address(contest))
