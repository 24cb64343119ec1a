"""The second key holds where every command is bypassed: rows written by hand, in bulk and in plain SQL."""

from collections.abc import Callable
from itertools import count

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from results.models import CouncilDeclaration, Declaration, Policy, State
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.worlds import a_contest, a_council

pytestmark = pytest.mark.django_db
TABLES = ["declaration", "council_total"]
NEEDS_A_SECOND = [Policy.SECOND_KEY, Policy.BLIND]
ONCE = {"one_in_force", "one_waiting", "disputed_once_a_person", "sent_once"}
PEOPLE = {
    "a reporter": a_reporter,
    "a producer": a_producer,
    "an editor": an_editor,
    "a superuser": lambda: User.objects.create_superuser("sue", first_name="Sue", last_name="Chief"),
}


@pytest.fixture(params=TABLES)
def table(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def keyed(table: str) -> Callable[..., Declaration | CouncilDeclaration]:
    """Writes a revision of one contest, or of one council, past every command."""
    revisions = count(1)
    contest = a_contest() if table == "declaration" else None
    council = a_council() if table == "council_total" else None

    def write(by: User, **given: object) -> Declaration | CouncilDeclaration:
        whole = {
            "state": State.WAITING,
            "policy": Policy.SECOND_KEY,
            "revision": next(revisions),
            "entered_by": by,
            "entered_at": timezone.now(),
            "published_at": timezone.now(),
            **given,
        }
        with transaction.atomic():
            if contest:
                return Declaration.objects.create(contest=contest, electorate=75_000, **whole)
            return CouncilDeclaration.objects.create(council=council, complete=False, **whole)

    return write


def changed(row: Declaration | CouncilDeclaration, **values: object) -> None:
    """An update in the database, of which no model's code hears."""
    with transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**values)


def refused(table: str, constraint: str):
    """The database names the constraint; of a second row SQLite names the columns."""
    columns = "|UNIQUE constraint failed" if constraint in ONCE else ""
    return pytest.raises(IntegrityError, match=f"{table}_{constraint}{columns}")


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
@pytest.mark.parametrize("policy", Policy.values)
@pytest.mark.parametrize("state", [State.WAITING, State.IN_FORCE])
def test_nobody_confirms_her_own_figures(table: str, keyed, person, policy: str, state: str) -> None:
    her = person()
    row = keyed(her, policy=policy, state=state, bypassed_by=her, bypass_reason="The hall is closing.")
    with refused(table, "confirmed_by_another"):
        changed(row, state=State.IN_FORCE, confirmed_by=her, confirmed_at=timezone.now())
    row.refresh_from_db()
    assert (row.state, row.confirmed_by) == (state, None)


def test_somebody_else_confirms_them(keyed) -> None:
    row = keyed(a_reporter())
    changed(row, state=State.IN_FORCE, confirmed_by=a_second_reporter())
    row.refresh_from_db()
    assert row.state == State.IN_FORCE


@pytest.mark.parametrize("policy", NEEDS_A_SECOND)
@pytest.mark.parametrize("state", [State.IN_FORCE, State.SUPERSEDED])
def test_nothing_that_needs_a_second_person_comes_into_force_without_one(
    table: str, keyed, policy: str, state: str
) -> None:
    row = keyed(a_reporter(), policy=policy)
    with refused(table, "second_key_or_bypass"):
        changed(row, state=state)


@pytest.mark.parametrize("policy", NEEDS_A_SECOND)
def test_nor_is_it_written_in_force_to_begin_with(table: str, keyed, policy: str) -> None:
    with refused(table, "second_key_or_bypass"):
        keyed(a_reporter(), policy=policy, state=State.IN_FORCE)


def test_what_is_published_at_once_needs_nobody_else(keyed) -> None:
    assert keyed(a_reporter(), policy=Policy.DIRECT, state=State.IN_FORCE).pk


@pytest.mark.parametrize("policy", NEEDS_A_SECOND)
def test_a_single_source_is_answered_for_by_name_and_with_a_reason(table: str, keyed, policy: str) -> None:
    row = keyed(a_reporter(), policy=policy)
    edda = an_editor()
    with refused(table, "bypass_has_a_reason"):
        changed(row, state=State.IN_FORCE, bypassed_by=edda)
    with refused(table, "second_key_or_bypass"):
        changed(row, state=State.IN_FORCE, bypass_reason="The hall is closing.")
    changed(row, state=State.IN_FORCE, bypassed_by=edda, bypass_reason="The hall is closing.")
    row.refresh_from_db()
    assert row.single_source


@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_nobody_rejects_her_own_figures(table: str, keyed, person) -> None:
    her = person()
    row = keyed(her)
    with refused(table, "rejected_by_another_with_a_reason"):
        changed(row, state=State.REJECTED, rejected_by=her, rejection="Two digits changed round.")


def test_a_rejection_has_a_person_and_a_reason(table: str, keyed) -> None:
    row, bob = keyed(a_reporter()), a_second_reporter()
    with refused(table, "rejected_by_another_with_a_reason"):
        changed(row, state=State.REJECTED, rejected_by=bob)
    with refused(table, "rejected_by_another_with_a_reason"):
        changed(row, state=State.REJECTED, rejection="Two digits changed round.")
    changed(row, state=State.REJECTED, rejected_by=bob, rejection="Two digits changed round.")
    row.refresh_from_db()
    assert row.state == State.REJECTED


def test_there_are_never_two_in_force(table: str, keyed) -> None:
    alice = a_reporter()
    keyed(alice, policy=Policy.DIRECT, state=State.IN_FORCE)
    with refused(table, "one_in_force"):
        keyed(alice, policy=Policy.DIRECT, state=State.IN_FORCE, reason="A recount.")


def test_a_confirmed_entry_does_not_join_the_one_that_is_in_force(table: str, keyed) -> None:
    keyed(a_reporter(), policy=Policy.DIRECT, state=State.IN_FORCE)
    waiting = keyed(a_producer())
    with refused(table, "one_in_force"):
        changed(waiting, state=State.IN_FORCE, confirmed_by=a_second_reporter())


def test_one_entry_waits_at_a_time(table: str, keyed) -> None:
    keyed(a_reporter())
    with refused(table, "one_waiting"):
        keyed(a_second_reporter())


def test_two_people_differ_and_nobody_differs_with_herself(table: str, keyed) -> None:
    alice = a_reporter()
    keyed(alice, policy=Policy.BLIND, state=State.DISPUTED)
    with refused(table, "disputed_once_a_person"):
        keyed(alice, policy=Policy.BLIND, state=State.DISPUTED)
    assert keyed(a_second_reporter(), policy=Policy.BLIND, state=State.DISPUTED).pk


def test_a_form_that_is_sent_twice_is_kept_once(table: str, keyed) -> None:
    alice = a_reporter()
    keyed(alice, state=State.TAKEN_BACK, key="f00d")
    with refused(table, "sent_once"):
        keyed(alice, key="f00d")
    assert keyed(a_second_reporter(), key="f00d").pk


def test_what_is_in_force_says_since_when(table: str, keyed) -> None:
    row = keyed(a_reporter(), policy=Policy.DIRECT)
    with refused(table, "published_at_a_time"):
        changed(row, state=State.IN_FORCE, published_at=None)


def test_plain_sql_is_refused_alike(table: str, keyed) -> None:
    alice = a_reporter()
    row = keyed(alice)
    name = connection.ops.quote_name(type(row)._meta.db_table)
    with (
        refused(table, "confirmed_by_another"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"UPDATE {name} SET state = 'in_force', confirmed_by_id = %s WHERE id = %s",  # noqa: S608
            [alice.pk, row.pk],
        )
