"""A reporter comes to her own counts and to no other, whichever of the admin's doors she tries."""

import logging
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from results.declaring.commands import enter
from results.declaring.councils import enter_council
from results.declaring.evidence import Evidence
from results.declaring.sheets import keep_sheet
from results.models import Contest, Council, Declaration, Policy
from tests.declaring_form import declare_address, posted
from tests.doors.walking import BLANK, patterns
from tests.doors.world import World, a_world, id_of
from tests.photographs import a_photograph
from tests.worlds import a_council, a_count

pytestmark = pytest.mark.django_db
ALICE, PRIYA = "a reporter of the count", "a producer"
# Whatever is asked of a list beside its rows: filters, searches, orders, and what pop-ups ask.
QUERIES = (
    "",
    "?q=Bassetlaw",
    "?e=1",
    "?all=",
    "?o=1&p=0",
    "?id__exact=1",
    "?_popup=1",
    "?_to_field=id",
    "?_to_field=id&_popup=1&q=Bassetlaw",
    "?election__id__exact=1",
)
FOREIGN = "Bassetlaw"


@pytest.fixture
def world(caplog: pytest.LogCaptureFixture) -> World:
    caplog.set_level(logging.CRITICAL, "django")
    return a_world()


@pytest.fixture
def foreign(world: World) -> Contest:
    """A count that is not Alice's, with a photograph and an entry that waits."""
    contest, priya = world.contests[3], world.people[PRIYA]
    assert contest.name == FOREIGN
    Contest.objects.filter(pk=contest.pk).update(policy=Policy.SECOND_KEY)
    sheet = keep_sheet(election_id=contest.election_id, data=a_photograph(width=310), by=priya)
    enter(contest_id=contest.pk, count=a_count(), by=priya, evidence=Evidence(sheet_id=sheet))
    return contest


@pytest.fixture
def foreign_council(world: World) -> Council:
    """A council of the same election as Alice's, with a total that waits."""
    council = a_council(wards=(2,), election=world.council.election)
    enter_council(council_id=council.pk, seats={"Lab": 1}, complete=False, by=world.people[PRIYA])
    return council


@pytest.fixture
def alice(world: World) -> Client:
    client = Client()
    client.force_login(world.people[ALICE], backend="django.contrib.auth.backends.ModelBackend")
    return client


def everything() -> dict[str, int]:
    """How many rows there are of each of the desk's models."""
    return {model.__name__: model._default_manager.count() for model in apps.get_models() if _is_ours(model)}


def _is_ours(model: type[Model]) -> bool:
    return model._meta.app_label in {"results", "auth"}


def lists() -> Iterator[tuple[type[Model], str]]:
    """Every model that the admin keeps, and the beginning of its addresses."""
    for model in admin.site._registry:
        yield model, f"/admin/{model._meta.app_label}/{model._meta.model_name}/"


def test_no_list_tells_her_anything_whatever_it_is_asked(alice: Client, foreign: Contest) -> None:
    asked = [start + query for _, start in lists() for query in QUERIES]
    assert {address: alice.get(address).status_code for address in asked} == dict.fromkeys(asked, 403)


def test_no_bulk_act_of_any_list_is_hers(alice: Client, world: World, foreign: Contest) -> None:
    before = everything()
    for model, start in lists():
        row = id_of(world, model)
        for name in actions_of(model):
            sent = {"action": name, "_selected_action": row, "select_across": "1", "post": "yes"}
            assert alice.post(start, sent).status_code == 403, (start, name)
    assert everything() == before


def actions_of(model: type[Model]) -> set[str]:
    """The acts that a model's list knows, and the one that the desk switched off."""
    named = admin.site._registry[model].actions or ()
    return {getattr(name, "__name__", name) for name in named} | {"delete_selected"}


def test_no_row_is_hers_to_see_to_change_to_delete_or_to_look_up(
    alice: Client, world: World, foreign: Contest
) -> None:
    before = everything()
    for model, start in lists():
        row = foreign.pk if model is Contest else id_of(world, model)
        for page in ("add/", f"{row}/change/", f"{row}/history/", f"{row}/delete/"):
            address = f"{start}{page}?_popup=1&_to_field=id"
            told = [alice.get(address), alice.post(address, {"post": "yes", "name": "Mine"})]
            assert [answer.status_code for answer in told] == [403, 403], address
            assert all(FOREIGN not in answer.content.decode() for answer in told), address
    assert everything() == before


def test_a_row_that_there_is_not_is_refused_like_one_that_there_is(alice: Client) -> None:
    for _, start in lists():
        for page in ("4711/change/", "4711/delete/"):
            assert alice.get(start + page).status_code == 403, start + page


def test_no_search_for_related_rows_answers_her(alice: Client, foreign: Contest) -> None:
    searched = [
        {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": field.name}
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and _is_ours(model)
    ]
    assert len(searched) > 50
    for asked in searched:
        assert alice.get(reverse("admin:autocomplete"), {**asked, "term": "Bass"}).status_code == 403, asked


def foreign_pages(foreign: Contest, council: Council) -> list[str]:
    """Every page of a count, of a council, of an entry and of a photograph, of ones that are not hers."""
    entry = Declaration.objects.get(contest=foreign)
    given = {
        "contest": foreign.pk,
        "council": council.pk,
        "declaration": entry.pk,
        "councildeclaration": council.declarations.get().pk,
        "sheet": entry.sheet_id,
        "election": foreign.election_id,
    }
    own = [pattern for pattern in patterns() if pattern.startswith("admin/results/") and "<row:" in pattern]
    return [f"/{BLANK.sub(str(given[pattern.split('/')[2]]), pattern)}" for pattern in own]


def test_no_page_of_another_count_or_council_opens_and_nothing_that_is_sent_there_stays(
    alice: Client, foreign: Contest, foreign_council: Council
) -> None:
    before = everything()
    pages = foreign_pages(foreign, foreign_council)
    assert len(pages) > 18
    for address in pages:
        answers = [alice.get(address), alice.post(address, posted())]
        assert {answer.status_code for answer in answers} <= {403, 405}, address
        assert all("14,426" not in answer.content.decode() for answer in answers), address
    # That she was refused is itself on record.
    assert everything() | {"Act": 0} == before | {"Act": 0}


def test_a_photograph_of_another_count_comes_with_no_form_of_hers(
    alice: Client, world: World, foreign: Contest
) -> None:
    sheet = Declaration.objects.get(contest=foreign).sheet_id
    own = world.contests[1]
    answer = alice.post(declare_address(own), {**posted(), "sheet": sheet})
    assert "That photograph is not one of this contest." in answer.content.decode()
    assert not Declaration.objects.filter(contest=own, sheet=sheet).exists()


def test_her_front_page_and_what_waits_tell_of_her_counts_alone(alice: Client, foreign: Contest) -> None:
    for address in (
        "/admin/",
        "/admin/results/my-counts/",
        "/admin/results/waiting/",
        "/admin/results/sent/",
    ):
        answer = alice.get(address)
        assert answer.status_code == 200
        assert FOREIGN not in answer.content.decode()


def test_what_waits_elsewhere_is_on_no_page_that_she_may_read(alice: Client, foreign: Contest) -> None:
    slug, code = foreign.election.slug, foreign.code
    pages = [
        f"/contests/{slug}/{code}/",
        f"/boards/{slug}/WM/",
        f"/jump/?q={FOREIGN}",
        f"/feeds/live/{slug}/WM/scoreboard.json",
        f"/feeds/live/{slug}/WM/ticker.rows.json",
    ]
    for address in pages:
        answer = alice.get(address)
        assert answer.status_code == 200, address
        told = answer.content.decode()
        assert not [figure for figure in ("14,426", "14426", "4,426") if figure in told], address
