"""A total and its second person at the desk: the form, the page to confirm, and every door to it."""

import re
from http import HTTPStatus

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from results.declaring.commands import enter
from results.declaring.council_keys import bypass_council, confirm_council
from results.declaring.councils import correct_council, enter_council
from results.declaring.keys import bypass
from results.declaring.status import set_status
from results.models import Act, Contest, Council, CouncilDeclaration, Election, Policy
from tests.admin_pages import said
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor, an_operator, an_outsider
from tests.ward_counts import a_ward_count
from tests.worlds import a_council, a_council_election

pytestmark = pytest.mark.django_db


@pytest.fixture
def council() -> Council:
    """Stoke-on-Trent: 12 seats, 9 of them up; Con 2 and Loc 1 are not."""
    election = a_council_election(policy=Policy.SECOND_KEY)
    return a_council(wards=(3, 3, 3), not_up={"Con": 2, "Loc": 1}, election=election)


@pytest.fixture
def alice(council: Council) -> User:
    return a_reporter(council.contests.get(name="Abbey"))


@pytest.fixture
def bob(council: Council) -> User:
    return a_second_reporter(council.contests.get(name="Abbey"))


def form_of(council: Council) -> str:
    return reverse("admin:results_council_total", args=[council.pk])


def page_of(total: int) -> str:
    return reverse("admin:results_council_total_confirm", args=[total])


def progress_of(council: Council) -> str:
    return reverse("admin:results_council_progress", args=[council.pk])


def posted(**changes: str) -> dict[str, str]:
    return {"seats-Lab": "4", "seats-Con": "1", "another": "", "based_on": "0", **changes}


def a_total(council: Council, by: User, **seats: int) -> int:
    given = seats or {"Lab": 4, "Con": 1}
    return enter_council(council_id=council.pk, seats=given, complete=False, by=by).declaration_id


def plain(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def state_of(total: int) -> str:
    return CouncilDeclaration.objects.get(pk=total).state


def test_a_total_that_waits_says_so_and_keeps_its_source(council: Council, alice: User) -> None:
    client = signed_in(alice)
    page = client.get(form_of(council))
    assert "Send total" in plain(page)
    key = page.context["form"].key
    sent = posted(source="council_site", source_note="their results page", key=key)
    response = client.post(form_of(council), sent)
    assert said(response).startswith("Sent: it waits for a second person. Stoke-on-Trent: 5 of 9 seats, 4 to")
    row = CouncilDeclaration.objects.get()
    assert (row.state, row.source, row.source_note, row.key) == (
        "waiting",
        "council_site",
        "their results page",
        key,
    )
    again = client.post(form_of(council), sent)
    assert "was sent this total already, and it waits for a second person" in said(again)
    assert CouncilDeclaration.objects.count() == 1


def test_another_source_without_a_note_is_asked_about_and_nothing_typed_is_lost(
    council: Council, alice: User
) -> None:
    page = signed_in(alice).post(form_of(council), posted(source="other", key="f" * 32))
    form = page.context["form"]
    assert form.errors == {"source_note": ["Say where the figures are from: it is kept with them."]}
    assert (form["seats-Lab"].value(), form.key) == ("4", "f" * 32)
    assert not CouncilDeclaration.objects.exists()


def test_the_verdict_says_that_a_second_person_comes_after(council: Council, alice: User) -> None:
    address = reverse("admin:results_council_total_preview", args=[council.pk])
    verdict = signed_in(alice).post(address, posted()).context["verdict"]
    assert verdict.lines[-1] == "Then a second person confirms it."


def test_the_form_leads_to_anothers_total_and_opens_ones_own(
    council: Council, alice: User, bob: User
) -> None:
    total = a_total(council, alice)
    hers, his = signed_in(alice).get(form_of(council)), signed_in(bob).get(form_of(council))
    assert hers.context["form"]["seats-Lab"].value() == 4
    assert "You sent this total at" in plain(hers)
    assert f'href="{page_of(total)}"' in his.content.decode()
    assert 'id="declaration"' not in his.content.decode()


def test_somebody_who_sends_another_total_meanwhile_is_told_and_keeps_hers(
    council: Council, alice: User, bob: User
) -> None:
    total = a_total(council, alice)
    page = signed_in(bob).post(form_of(council), posted(**{"seats-Lab": "5"}))
    assert "Alice Okafor sent a total of this council at" in plain(page)
    assert page.context["form"]["seats-Lab"].value() == "5"
    assert f'href="{page_of(total)}"' in page.content.decode()
    assert CouncilDeclaration.objects.count() == 1


def test_the_page_shows_what_would_change_and_where_it_is_from(
    council: Council, alice: User, bob: User
) -> None:
    confirm_council(declaration_id=a_total(council, alice), by=bob)
    total = correct_council(
        council_id=council.pk,
        seats={"Lab": 3, "Con": 1, "LD": 1},
        complete=False,
        by=alice,
        based_on=1,
        reason="One was LD",
    ).declaration_id
    page = signed_in(bob).get(page_of(total))
    rows = [(row.party.code, row.keyed, row.in_force) for row in page.context["total"].rows if row.differs]
    assert sorted(rows) == [("LD", 1, 0), ("Lab", 3, 4)]
    assert "2 parties would change" in plain(page)
    assert "One was LD" in plain(page)
    assert "Confirm the total" in plain(page)
    assert Act.objects.get(kind=Act.Kind.SAW).total_id == total


def test_a_second_person_confirms_by_one_press(council: Council, alice: User, bob: User) -> None:
    total = a_total(council, alice)
    response = signed_in(bob).post(page_of(total), {"act": "confirm"})
    assert response["Location"] == progress_of(council)
    assert said(response).startswith("The total of Stoke-on-Trent is confirmed: Lab 4, Con 1. In force")
    assert state_of(total) == "in_force"


def test_a_rejection_wants_a_reason_at_its_field_and_its_sender_reads_it_on_her_front_page(
    council: Council, alice: User, bob: User
) -> None:
    total, client = a_total(council, alice), signed_in(bob)
    page = client.post(page_of(total), {"act": "reject", "reject-reason": " "})
    assert page.context["reasons"]["reject"].errors["reason"]
    assert state_of(total) == "waiting"
    client.post(page_of(total), {"act": "reject", "reject-reason": "Con has 2"})
    assert state_of(total) == "rejected"
    front = plain(signed_in(alice).get("/admin/"))
    assert "total rejected: Con has 2" in front


PRESSES = ("confirm", "reject", "bypass")
OWNERS = {
    "a reporter": lambda council: a_reporter(council.contests.first()),
    "a producer": lambda _: a_producer(),
    "an editor": lambda _: an_editor(),
    "a superuser": lambda _: User.objects.create_superuser("root"),
}


@pytest.mark.parametrize("owner", OWNERS.values(), ids=OWNERS)
def test_her_own_total_has_no_button_but_taking_it_back_and_a_raw_post_is_refused(
    council: Council, owner
) -> None:
    person = owner(council)
    total, client = a_total(council, person), signed_in(person)
    page = client.get(page_of(total))
    assert "Confirm the total" not in plain(page)
    assert "somebody else has to confirm" in plain(page)
    for press in ("confirm", "reject"):
        refused = client.post(page_of(total), {"act": press, "reject-reason": "x"})
        assert refused.status_code == HTTPStatus.FORBIDDEN
        assert "You keyed these figures yourself" in plain(refused)
    assert state_of(total) == "waiting"
    taken = client.post(page_of(total), {"act": "take_back"})
    assert said(taken).startswith("Taken back: total 1 of Stoke-on-Trent.")
    assert state_of(total) == "taken_back"


STRANGERS = {
    "an outsider": an_outsider,
    "a graphics operator": an_operator,
    "a reporter of another council": lambda: a_second_reporter(a_council().contests.first()),
}


@pytest.mark.parametrize("person", STRANGERS.values(), ids=STRANGERS)
def test_whoever_has_no_part_in_the_council_reads_and_presses_nothing(
    council: Council, alice: User, person
) -> None:
    total, client = a_total(council, alice), signed_in(person())
    answers = [client.get(page_of(total)), *(client.post(page_of(total), {"act": act}) for act in PRESSES)]
    assert {answer.status_code for answer in answers} == {HTTPStatus.FORBIDDEN}
    assert state_of(total) == "waiting"


def test_a_bypass_is_the_editors_alone_with_a_reason(council: Council, alice: User, bob: User) -> None:
    total = a_total(council, alice)
    sent = {"act": "bypass", "bypass-reason": "Bob has no signal"}
    refused = signed_in(bob).post(page_of(total), sent)
    assert (refused.status_code, state_of(total)) == (HTTPStatus.FORBIDDEN, "waiting")
    response = signed_in(an_editor()).post(page_of(total), sent)
    assert "is published on a single source: Lab 4, Con 1." in said(response)
    page = plain(signed_in(bob).get(page_of(total)))
    assert "Edda Lindqvist published these figures on a single source: Bob has no signal" in page
    assert "Confirm the total" in page


def test_seats_that_wards_deny_by_now_have_no_button_to_confirm(
    council: Council, alice: User, bob: User
) -> None:
    total = a_total(council, alice)
    ward = council.contests.get(name="Bridge")
    sent = enter(contest_id=ward.pk, count=a_ward_count(ward, LD=3), by=a_producer())
    bypass(declaration_id=sent.declaration_id, by=an_editor(), reason="In")
    page = plain(signed_in(bob).get(page_of(total)))
    assert "These seats do not fit any more" in page
    assert "The wards already in give LD 3; this total gives 0." in page
    assert "Confirm the total" not in page


def test_the_front_page_lists_a_total_to_whoever_may_confirm_it_and_to_nobody_else(
    council: Council, alice: User, bob: User
) -> None:
    total = a_total(council, alice)
    seen = {
        person.username: page_of(total) in signed_in(person).get("/admin/").content.decode()
        for person in (bob, a_producer(), User.objects.create_user("staff", is_staff=True))
        if person.groups.exists()
    }
    assert seen == {"bob": True, "priya": True}
    others = a_council(election=council.election).contests.first()
    stranger = User.objects.create_user("carol", is_staff=True)
    stranger.groups.set(bob.groups.all())
    stranger.assignments.create(contest=others)
    assert page_of(total) not in signed_in(stranger).get("/admin/").content.decode()
    assert "to be confirmed: Lab 4, Con 1" in plain(signed_in(bob).get("/admin/"))
    bypass_council(declaration_id=total, by=an_editor(), reason="Hurry")
    assert "on boards on a single source: Lab 4, Con 1" in plain(signed_in(bob).get("/admin/"))


def test_the_progress_page_tells_every_wards_state_and_what_waits(
    council: Council, alice: User, bob: User
) -> None:
    abbey, bridge, castle = council.contests.order_by("code")
    producer = a_producer()
    enter(contest_id=abbey.pk, count=a_ward_count(abbey, Lab=3), by=alice)
    set_status(contest_id=bridge.pk, status=Contest.Status.RECOUNT, by=producer)
    set_status(contest_id=castle.pk, status=Contest.Status.COUNTERMANDED, by=producer)
    total = a_total(council, alice)
    page = signed_in(producer).get(progress_of(council))
    listed = {title: [ward.name for ward in wards] for title, wards in page.context["sections"]}
    assert listed == {
        "Waiting for a second person": ["Abbey"],
        "To come": ["Bridge"],
        "Called off": ["Castle"],
    }
    shown = plain(page)
    assert "waits for a second person, sent by Alice Okafor" in shown
    assert "recount 1 since" in shown
    assert "6 to come, 3 seats: poll countermanded, 3 not up" in shown
    assert f'href="{page_of(total)}"' in page.content.decode()


def test_what_waits_in_a_ward_is_not_told_to_a_reporter_of_another(council: Council, alice: User) -> None:
    abbey, bridge, _ = council.contests.order_by("code")
    enter(contest_id=abbey.pk, count=a_ward_count(abbey, Lab=3), by=alice)
    shown = plain(signed_in(a_second_reporter(bridge)).get(progress_of(council)))
    assert "waits for a second person, sent by Alice Okafor" in shown
    assert "Lab 3" not in shown


def test_a_total_is_withdrawn_by_clearing_every_seat_with_a_reason(council: Council) -> None:
    Election.objects.update(policy=Policy.DIRECT)
    producer = a_producer()
    a_total(council, producer)
    client = signed_in(producer)
    page = client.get(form_of(council))
    assert "To withdraw the total, clear every seat and say why." in plain(page)
    cleared = posted(**{"based_on": "1", "seats-Lab": "", "seats-Con": ""})
    address = reverse("admin:results_council_total_preview", args=[council.pk])
    assert client.post(address, cleared).context["verdict"].headline == (
        "Without seats, saving withdraws the total"
    )
    refused = client.post(form_of(council), cleared)
    assert list(refused.context["form"].errors) == ["reason"]
    response = client.post(form_of(council), cleared | {"reason": "It was Redditch's"})
    assert said(response).startswith("The total of Stoke-on-Trent is withdrawn: was Lab 4, Con 1. At")
    assert "Withdrawn" in plain(client.get(progress_of(council)))


@pytest.mark.parametrize("wards", [2, 30])
def test_the_page_takes_the_same_queries_however_many_wards(wards: int, django_assert_num_queries) -> None:
    council = a_council(wards=(1,) * wards, election=a_council_election(policy=Policy.SECOND_KEY))
    total = a_total(council, a_reporter(*council.contests.all()), Lab=1)
    client = signed_in(a_producer())
    # Session and person; two for what she may; the total; the council and seven of its sheet; that it was
    # seen; its seats; twice the three that say why it cannot be right; when its polls close.
    with django_assert_num_queries(22):
        client.get(page_of(total))
