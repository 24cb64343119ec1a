"""Roles: who has which, what each may do, and that nobody has more."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from django.core.management import call_command

from results.people import give_role, is_editor, is_graphics, is_producer, is_reporter, may_see_desk
from results.people.roles import PERMISSIONS
from tests.people import a_producer, a_reporter, an_editor, an_operator, an_outsider

pytestmark = pytest.mark.django_db


def again(user: User) -> User:
    """The same person at her next request."""
    return User.objects.get(pk=user.pk)


def test_a_reporter_is_a_reporter_and_nothing_else():
    alice = a_reporter()
    assert is_reporter(alice)
    assert not is_producer(alice)
    assert not is_graphics(alice)


def test_a_producer_and_an_operator_are_what_they_are():
    assert is_producer(a_producer())
    assert is_graphics(an_operator())


def test_an_editor_is_a_producer_who_may_publish_on_a_single_source():
    edda = again(an_editor())
    assert is_editor(edda)
    assert is_producer(edda)
    assert edda.is_staff
    assert edda.has_perm("results.bypass_second_key")


@pytest.mark.parametrize("person", [a_reporter, a_producer, an_operator, an_outsider])
def test_nobody_else_publishes_on_a_single_source(person):
    someone = again(person())
    assert not is_editor(someone)
    assert not someone.has_perm("results.bypass_second_key")


def test_everyone_with_a_role_sees_the_desk():
    assert all(may_see_desk(user) for user in [a_reporter(), a_producer(), an_operator()])


def test_an_outsider_and_a_signed_out_visitor_do_not():
    assert not may_see_desk(an_outsider())
    assert not may_see_desk(AnonymousUser())


def test_a_superuser_has_every_role():
    chief = User.objects.create_superuser("chief")
    assert is_reporter(chief)
    assert is_producer(chief)
    assert is_graphics(chief)
    assert is_editor(chief)


def test_a_person_whose_account_was_closed_has_no_role():
    alice = a_reporter()
    alice.is_active = False
    assert not may_see_desk(alice)


def test_roles_cost_one_query_a_request(django_assert_num_queries):
    alice = again(a_reporter())
    with django_assert_num_queries(1):
        assert is_reporter(alice)
        assert not is_producer(alice)
        assert may_see_desk(alice)


def test_a_reporter_may_declare_but_not_any_contest():
    alice = again(a_reporter())
    assert alice.has_perm("results.add_declaration")
    assert not alice.has_perm("results.enter_any_contest")
    assert not alice.has_perm("results.change_contest")
    assert not alice.has_perm("results.override_call")
    assert not alice.has_perm("results.call_off_contest")


@pytest.mark.parametrize(
    "permission",
    [
        "results.enter_any_contest",
        "results.add_declaration",
        "results.change_contest",
        "results.delete_candidacy",
        "results.add_assignment",
        "results.add_accesslink",
        "results.view_deskevent",
        "results.override_call",
        "results.call_off_contest",
        "auth.view_user",
    ],
)
def test_a_producer_may(permission):
    assert again(a_producer()).has_perm(permission)


@pytest.mark.parametrize(
    "permission",
    [
        "results.change_declaration",
        "results.delete_declaration",
        "results.change_tally",
        "results.delete_deskevent",
        "results.bypass_second_key",
        "results.delete_accesslink",
        "auth.change_user",
        "auth.add_user",
    ],
)
def test_a_producer_may_not_rewrite_history_or_make_people(permission):
    assert not again(a_producer()).has_perm(permission)


def test_an_operator_looks_at_results_and_works_the_outputs():
    may = {name.split(".")[1] for name in again(an_operator()).get_all_permissions()}
    assert {name for name in may if not name.startswith("view_")} == {"operate_output", "prepare_cue"}


def test_every_permission_of_a_role_exists():
    for role, names in PERMISSIONS.items():
        kept = Group.objects.get(name=role).permissions.select_related("content_type")
        assert {f"{p.content_type.app_label}.{p.codename}" for p in kept} == names


def test_migrate_puts_a_role_back_as_it_was_written():
    reporters = Group.objects.get(name="reporter")
    reporters.permissions.set([Permission.objects.get(codename="delete_declaration")])
    call_command("migrate", verbosity=0)
    assert [p.codename for p in reporters.permissions.all()] == ["add_declaration"]


def test_a_role_that_works_in_admin_comes_with_the_staff_flag():
    oscar = an_outsider()
    give_role(user=oscar, role="reporter")
    assert is_reporter(oscar)
    assert again(oscar).is_staff


def test_the_graphics_role_comes_without_it():
    oscar = an_outsider()
    give_role(user=oscar, role="graphics")
    assert not again(oscar).is_staff


def test_it_refuses_a_role_that_is_not_there():
    with pytest.raises(ValueError, match="no role 'barista'"):
        give_role(user=an_outsider(), role="barista")
