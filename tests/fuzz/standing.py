"""The desk that is tried: two elections in the middle of a night, an output on air, everybody signed in."""

from dataclasses import dataclass, field

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore

from results.declaring.calls import call_winner
from results.declaring.commands import enter
from results.declaring.councils import enter_council
from results.declaring.overriding import override
from results.declaring.withdrawing import withdraw
from results.models import AccessLink, Contest, Council, Election, Output, Policy
from results.onair.air import take
from results.onair.holds import hold
from results.people.links import issue_link, issue_output_link
from results.producing.keys import mark_key
from tests.fuzz.asking import Door
from tests.onair_rows import a_cue, an_output
from tests.people import (
    a_producer,
    a_reporter,
    a_second_reporter,
    an_editor,
    an_operator,
    an_outsider,
)
from tests.worlds import a_contest, a_council, a_council_election, a_count, a_small_election

BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass(slots=True)
class Standing:
    """Everything an input may be about. `tokens` are those of links by what they open."""

    general: Election
    local: Election
    contests: list[Contest]
    council: Council
    output: Output
    cue: int
    people: dict[str, User]
    tokens: dict[str, str]
    door: Door = field(init=False)

    def __post_init__(self) -> None:
        self.door = Door({name: _signed_in(person) for name, person in self.people.items()})


def a_standing_desk() -> Standing:
    """Make it. One contest of each state: see `_declare`."""
    general = a_small_election(contests=7, slug="general")
    contests = list(general.contests.order_by("code"))
    local = a_council_election(policy=Policy.DIRECT)
    council = a_council(election=local)
    a_council(election=local, wards=(2, 1))
    wards = list(local.contests.order_by("code"))
    people = {
        "alice": a_reporter(*contests[:6], *wards),
        "bob": a_second_reporter(*contests[2:], *wards[:1]),
        "priya": a_producer(),
        "edda": an_editor(),
        "gwen": an_operator(),
        "oscar": an_outsider(),
        "sue": User.objects.create_superuser("sue", first_name="Sue", last_name="Chief"),
    }
    Contest.objects.filter(pk=contests[2].pk).update(policy=Policy.SECOND_KEY)
    Contest.objects.filter(pk=contests[3].pk).update(policy=Policy.BLIND)
    Contest.objects.filter(pk=contests[6].pk).update(method=Contest.Method.SV)
    _declare(contests, people)
    Election.objects.filter(pk=general.pk).update(asks=True)
    enter_council(council_id=council.pk, seats={"Con": 2, "Lab": 1}, complete=False, by=people["priya"])
    output = _on_air(people)
    region = general.regions.get(code="EM")
    tokens = {
        scope: issue_link(name=scope, scope=scope, election=general, region=region, by=people["priya"])[1]
        for scope in (AccessLink.Scope.BOARD, AccessLink.Scope.FEED)
    }
    tokens["output"] = issue_output_link(name="pgm", output=output, by=people["priya"])[1]
    cue = output.cues.order_by("pk").values_list("pk", flat=True)[0]
    return Standing(general, local, [*contests, *wards], council, output, cue, people, tokens)


def _declare(contests: list[Contest], people: dict[str, User]) -> None:
    """0 open, 1 in force, its call fixed, 2 waiting, 3 disputed, 4 called, 5 withdrawn, 6 a mayor's, open."""
    alice, bob, priya = people["alice"], people["bob"], people["priya"]
    whole = a_count()
    declared = enter(contest_id=contests[1].pk, count=whole, by=alice)
    override(declaration_id=declared.declaration_id, by=priya, reason="He is the Speaker", label="Speaker")
    enter(contest_id=contests[2].pk, count=whole, by=alice)
    enter(contest_id=contests[3].pk, count=whole, by=alice)
    enter(contest_id=contests[3].pk, count=a_count(10_000, 14_246, 3_000, 2_000, 754), by=bob)
    call_winner(contest_id=contests[4].pk, winner=2, by=alice)
    gone = enter(contest_id=contests[5].pk, count=whole, by=alice)
    withdraw(contest_id=contests[5].pk, by=alice, based_on=gone.revision, reason="A bundle missing")
    mark_key(contest_id=contests[1].pk, reason="The first to watch", by=priya)


def _on_air(people: dict[str, User]) -> Output:
    gwen = people["gwen"]
    own = a_small_election(contests=0, slug="on-air")
    contest = a_contest(election=own, name="Leicester East")
    enter(contest_id=contest.pk, count=a_count(), by=people["priya"])
    output = an_output(own, slug="pgm")
    cue = a_cue(output, gwen)
    take(output_id=output.pk, cue_id=cue.pk, digest=cue.digest, by=gwen)
    a_cue(output, gwen, phrase="Con hold")
    hold(output_id=output.pk, by=gwen, reason="Being checked", cue_id=cue.pk)
    return output


def _signed_in(person: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)
