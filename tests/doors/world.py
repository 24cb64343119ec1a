"""A night with one of everything that an address can name, and everybody who may come to one.

Alice reports C0001 to C0003 of the general election and the one ward of a council; Bob reports nothing.
Priya keyed what waits. Nothing here is like a real night but in its shape.
"""

from collections.abc import Callable
from dataclasses import dataclass

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from results.declaring.commands import enter
from results.declaring.council_keys import confirm_council
from results.declaring.councils import correct_council, enter_council
from results.declaring.evidence import Evidence
from results.declaring.sheets import keep_sheet
from results.models import (
    AccessLink,
    Candidacy,
    Contest,
    Council,
    Cue,
    Declaration,
    Election,
    Hold,
    Output,
    Policy,
    State,
)
from results.onair.holds import hold
from results.people import issue_link, issue_output_link, revoke_link
from results.producing.keys import mark_key
from tests.onair_rows import an_output
from tests.panels import taken
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor, an_operator, an_outsider
from tests.photographs import a_photograph
from tests.worlds import a_council, a_council_election, a_count, a_small_election

SLUG, OUTPUT = "ge2024", "pgm"
# In the order of the table's columns.
PEOPLE: tuple[tuple[str, Callable[[], User] | None], ...] = (
    ("signed out", None),
    ("an outsider", an_outsider),
    ("a reporter of the count", a_reporter),
    ("a reporter of no count", a_second_reporter),
    ("a producer", a_producer),
    ("an editor", an_editor),
    ("graphics", an_operator),
    ("a superuser", lambda: User.objects.create_superuser("sue")),
)
LINKS = ("a board’s link", "a feed’s link", "an output’s link", "a revoked link")


@dataclass(frozen=True, slots=True)
class World:
    """The people by what they are, the tokens of the links, and the night's rows."""

    people: dict[str, User]
    tokens: dict[str, str]
    election: Election
    contests: tuple[Contest, ...]
    sheet: int
    cue: Cue
    hold: Hold
    council: Council
    total: int
    rows: dict[str, int | str]

    @property
    def everybody(self) -> tuple[str, ...]:
        """Whoever may come, in the order of the table's columns."""
        return (*self.people_and_nobody, *self.tokens)

    @property
    def people_and_nobody(self) -> tuple[str, ...]:
        """The same without the links."""
        return tuple(name for name, _ in PEOPLE)


def a_world() -> World:
    """A night in which every address leads to something."""
    people = {name: make() for name, make in PEOPLE if make is not None}
    alice, priya = people["a reporter of the count"], people["a producer"]
    election = a_small_election(slug=SLUG, contests=4)
    contests = tuple(election.contests.order_by("code"))
    alice.assignments.bulk_create(
        alice.assignments.model(reporter=alice, contest=each) for each in contests[:3]
    )
    sheet = _declared(contests, alice, priya, people["an editor"])
    council, total = _totals(alice, priya)
    mark_key(contest_id=contests[0].pk, reason="On a knife's edge", by=priya)
    output = an_output(slug=OUTPUT, name="PGM 1")
    cue = taken(output, people["graphics"])
    hold(output_id=output.pk, cue_id=cue.pk, by=people["graphics"], reason="A recount is asked for")
    _failed_sign_ins()
    return World(
        people=people,
        tokens=_tokens(election, output, priya),
        election=election,
        contests=contests,
        sheet=sheet,
        cue=cue,
        hold=Hold.objects.get(),
        council=council,
        total=total,
        rows={"auth.group": Group.objects.get(name="reporter").pk, "auth.user": alice.pk},
    )


def id_of(world: World, model: type[Model]) -> int | str:
    """A row of a model that is registered with the admin; of those that matter, Alice's."""
    label = model._meta.label_lower
    if label in world.rows:
        return world.rows[label]
    if model is Candidacy:
        return Candidacy.objects.filter(contest=world.contests[0]).values_list("pk", flat=True)[0]
    if model is Declaration:
        return Declaration.objects.get(contest=world.contests[0]).pk
    if model is Contest:
        return world.contests[0].pk
    row = model._default_manager.order_by("pk").first()
    assert row is not None, f"no {label} in the world: its addresses would lead nowhere"
    return row.pk


def content_type() -> int:
    """The number by which the admin's way to a site names contests."""
    return ContentType.objects.get_for_model(Contest).pk


def waiting(contest: Contest) -> int:
    """The entry of a contest that waits for its second person."""
    return Declaration.objects.get(contest=contest, state=State.WAITING).pk


def _declared(contests: tuple[Contest, ...], alice: User, priya: User, edda: User) -> int:
    """In force with a photograph; waiting for a second person; keyed blind by two, and different."""
    first, second, third, _ = contests
    sheet = keep_sheet(election_id=first.election_id, data=a_photograph(), by=alice)
    enter(contest_id=first.pk, count=a_count(), by=alice, evidence=Evidence(sheet_id=sheet))
    Contest.objects.filter(pk=second.pk).update(policy=Policy.SECOND_KEY)
    Contest.objects.filter(pk=third.pk).update(policy=Policy.BLIND)
    enter(contest_id=second.pk, count=a_count(), by=priya)
    enter(contest_id=third.pk, count=a_count(), by=priya)
    enter(contest_id=third.pk, count=a_count(10_000, 14_427, 3_000, 2_000, 574), by=edda)
    return sheet


def _totals(alice: User, priya: User) -> tuple[Council, int]:
    """A council with a total in force, and the correction that waits."""
    council = a_council(wards=(3,), election=a_council_election(policy=Policy.SECOND_KEY))
    alice.assignments.create(contest=council.contests.get())
    seats = {"Lab": 2, "Con": 1}
    entered = enter_council(council_id=council.pk, seats=seats, complete=False, by=priya)
    confirm_council(declaration_id=entered.declaration_id, by=alice)
    corrected = correct_council(
        council_id=council.pk, seats={"Lab": 3}, complete=False, by=priya, based_on=1, reason="Misheard"
    )
    return council, corrected.declaration_id


def _tokens(election: Election, output: Output, priya: User) -> dict[str, str]:
    given = {"name": "Wall", "election": election, "region": election.regions.get(code="EM"), "by": priya}
    board, feed = (issue_link(scope=scope, **given) for scope in ("board", "feed"))
    link, revoked = issue_link(scope=AccessLink.Scope.BOARD, **given)
    revoke_link(link=link, by=priya)
    _, opens_output = issue_output_link(name="OBS", output=output, by=priya)
    return dict(zip(LINKS, (board[1], feed[1], opens_output, revoked), strict=True))


def _failed_sign_ins() -> None:
    given = {"username": "mallory", "ip_address": "192.0.2.7", "path_info": "/accounts/login/"}
    AccessAttempt.objects.create(**given, failures_since_start=3)
    AccessLog.objects.create(**given)
    AccessFailureLog.objects.create(**given)
