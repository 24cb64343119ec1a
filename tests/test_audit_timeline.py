"""The audit's timeline: everything that was done, refused and seen stands there once, in order."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from results.boards.audit import contest_audit, council_audit
from results.boards.audit_cards import Audit, AuditLine
from results.declaring.audit import saw
from results.declaring.blind import differences, resolve
from results.declaring.calls import call_winner
from results.declaring.commands import Evidence, correct, enter
from results.declaring.councils import correct_council, enter_council
from results.declaring.figures import count_of
from results.declaring.keys import bypass, confirm, reject, take_back
from results.declaring.overriding import lift, override
from results.declaring.refusals import Doubt, Doubtful, Late, Overtaken, OwnEntry, Refused
from results.declaring.status import set_status
from results.declaring.withdrawing import withdraw
from results.models import Contest, Declaration, Policy, Source, State
from tests.people import a_producer, a_reporter, a_second_reporter, an_editor
from tests.worlds import a_contest, a_council, a_count, a_small_election

pytestmark = pytest.mark.django_db
OTHER = a_count(10_000, 14_246, 3_000, 2_000, 574)


def a_contest_of(policy: Policy) -> Contest:
    return a_small_election(contests=1, policy=policy).contests.get()


def audit_of(contest: Contest, viewer: User) -> Audit:
    return contest_audit(contest_id=contest.pk, viewer=viewer.pk)


def told(audit: Audit) -> list[tuple[str, str]]:
    """What happened and by whom, oldest first; events by their numbers."""
    return [(line.title, line.by or f"event {line.seq}") for line in reversed(audit.lines)]


def one(audit: Audit, title: str) -> AuditLine:
    (line,) = [line for line in audit.lines if line.title == title]
    return line


def test_a_declaration_stands_with_its_figures_its_source_and_its_event() -> None:
    contest = a_contest()
    alice = a_reporter(contest)
    evidence = Evidence(source=Source.OTHER, source_note="a steward’s photograph", majority_read=4_426)
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=evidence)
    audit = audit_of(contest, alice)
    assert told(audit) == [("entered", "Alice Okafor"), ("declared", "event 1")]
    keyed = one(audit, "entered").keyed
    assert (keyed.standing, keyed.source, keyed.policy) == (
        "in force",
        "other: a steward’s photograph",
        "published at once",
    )
    assert [(line.name, line.party, line.figure, line.elected) for line in keyed.figures.lines[:2]] == [
        ("Rajinder Shah", "Lab", 10_000, False),
        ("Margaret Holt", "Con", 14_426, True),
    ]
    assert dict(keyed.figures.sums) == {
        "electorate": 75_000,
        "valid votes": 30_000,
        "rejected papers": 100,
        "majority read out": 4_426,
    }


def test_a_correction_says_why_and_what_was_before_and_the_first_one_what_superseded_it() -> None:
    contest = a_contest()
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    correct(contest_id=contest.pk, count=OTHER, by=alice, based_on=1, reason="Digits swapped.")
    audit = audit_of(contest, alice)
    after, before = (line for line in audit.lines if line.keyed)
    assert [line.title for line in (after, before)] == ["corrected", "entered"]
    assert after.keyed.reason == "Digits swapped."
    assert "majority was 4,426" in after.keyed.was
    published = timezone.localtime(Declaration.objects.get(revision=2).published_at)
    assert before.keyed.standing == f"superseded by revision 2 at {published:%H:%M:%S}"
    assert before.keyed.figures.lines[1].figure == 14_426


def test_a_confirmation_stands_once_with_whose_it_was() -> None:
    contest = a_contest_of(Policy.SECOND_KEY)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = enter(contest_id=contest.pk, count=a_count(), by=alice)
    confirm(declaration_id=sent.declaration_id, by=bob)
    assert told(audit_of(contest, alice)) == [
        ("entered", "Alice Okafor"),
        ("waits for a second person", "event 1"),
        ("confirmed", "Bob Hussain"),
        ("declared", "event 2"),
    ]


def test_a_confirmation_that_no_act_tells_stands_there_all_the_same() -> None:
    contest = a_contest()
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    contest.acts.all().delete()
    Declaration.objects.update(confirmed_by=bob, confirmed_at=timezone.now())
    assert told(audit_of(contest, alice)) == [
        ("entered", "Alice Okafor"),
        ("declared", "event 1"),
        ("confirmed", "Bob Hussain"),
    ]


def test_a_rejection_and_a_bypass_stand_with_their_reasons() -> None:
    contest = a_contest_of(Policy.SECOND_KEY)
    alice, bob, edda = a_reporter(contest), a_second_reporter(contest), an_editor()
    first = enter(contest_id=contest.pk, count=OTHER, by=alice)
    reject(declaration_id=first.declaration_id, by=bob, reason="Con read out 14,426.")
    second = enter(contest_id=contest.pk, count=a_count(), by=alice)
    bypass(declaration_id=second.declaration_id, by=edda, reason="Bob has no signal.")
    audit = audit_of(contest, alice)
    rejected, bypassed = one(audit, "rejected"), one(audit, "published on a single source")
    assert (rejected.by, rejected.words, rejected.revision) == ("Bob Hussain", "Con read out 14,426.", 1)
    assert (bypassed.by, bypassed.words, bypassed.revision) == ("Edda Lindqvist", "Bob has no signal.", 2)
    standing = [line.keyed.standing for line in audit.lines if line.keyed]
    assert standing == ["in force on a single source: nobody has confirmed it yet", "rejected"]


def test_an_entry_that_was_taken_back_stands_with_its_figures() -> None:
    contest = a_contest_of(Policy.SECOND_KEY)
    alice = a_reporter(contest)
    sent = enter(contest_id=contest.pk, count=a_count(), by=alice)
    take_back(declaration_id=sent.declaration_id, by=alice)
    audit = audit_of(contest, alice)
    assert one(audit, "entered").keyed.state == State.TAKEN_BACK
    assert one(audit, "entered").keyed.figures is not None
    assert one(audit, "taken back").by == "Alice Okafor"


def test_two_blind_keys_that_agree_name_both_keyers() -> None:
    contest = a_contest_of(Policy.BLIND)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    enter(contest_id=contest.pk, count=a_count(), by=bob)
    assert [line for line in told(audit_of(contest, bob)) if "event" not in line[1]] == [
        ("entered", "Alice Okafor"),
        ("keyed again, equal", "Bob Hussain"),
    ]


def test_a_resolved_revision_is_whoever_put_it_together_and_not_a_keyers() -> None:
    contest = a_contest_of(Policy.BLIND)
    alice, bob, priya = a_reporter(contest), a_second_reporter(contest), a_producer()
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    enter(contest_id=contest.pk, count=OTHER, by=bob)
    one_row, other = Declaration.objects.order_by("revision")
    differ = differences(count_of(one_row), count_of(other))
    resolve(contest_id=contest.pk, picks=dict.fromkeys(differ, other.pk), by=priya)
    audit = audit_of(contest, priya)
    assert [line for line in told(audit) if "event" not in line[1]] == [
        ("entered", "Alice Okafor"),
        ("keyed again, different", "Bob Hussain"),
        ("resolved", "Priya Nair"),
    ]
    assert one(audit, "resolved").keyed.figures.lines[1].figure == 14_246


def test_a_withdrawal_stands_with_its_reason_and_no_figures() -> None:
    contest = a_contest()
    alice = a_reporter(contest)
    enter(contest_id=contest.pk, count=a_count(), by=alice)
    withdraw(contest_id=contest.pk, by=alice, based_on=1, reason="Wrong hall.")
    keyed = next(line for line in audit_of(contest, alice).lines if line.keyed).keyed
    assert (keyed.standing, keyed.reason, keyed.was, keyed.source, keyed.figures) == (
        "in force: there is no result",
        "Wrong hall.",
        "was Con gain from Lab, majority 4,426",
        "",
        None,
    )


def test_a_winner_called_before_the_figures_has_no_votes() -> None:
    contest = a_contest()
    alice = a_reporter(contest)
    call_winner(contest_id=contest.pk, winner=2, by=alice)
    figures = one(audit_of(contest, alice), "entered").keyed.figures
    assert (figures.outcome.winner, figures.lines, figures.sums) == ("Margaret Holt", (), ())


def test_a_call_fixed_for_air_and_its_lifting_stand_once_each() -> None:
    contest = a_contest()
    alice, priya = a_reporter(contest), a_producer()
    sent = enter(contest_id=contest.pk, count=a_count(), by=alice)
    made = override(
        declaration_id=sent.declaration_id,
        by=priya,
        reason="The seat was theirs in name only.",
        word="gain",
        previous_party="LD",
    )
    lift(override_id=made.override_id, by=priya)
    audit = audit_of(contest, alice)
    assert one(audit, "fixed for air").words == "gain from LD: The seat was theirs in name only."
    lifted = one(audit, "fix lifted")
    assert (lifted.by, lifted.words) == ("Priya Nair", "was gain from LD")


def test_what_was_refused_and_what_came_too_late_stand_with_whom_and_why() -> None:
    contest = a_contest_of(Policy.SECOND_KEY)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    sent = enter(contest_id=contest.pk, count=a_count(), by=alice)
    with pytest.raises(OwnEntry):
        confirm(declaration_id=sent.declaration_id, by=alice)
    confirm(declaration_id=sent.declaration_id, by=bob)
    with pytest.raises(Overtaken):
        enter(contest_id=contest.pk, count=OTHER, by=bob)
    audit = audit_of(contest, alice)
    refused, late = one(audit, "refused"), one(audit, "came too late")
    assert (refused.by, refused.revision) == ("Alice Okafor", 1)
    assert refused.words.startswith("Confirming: You keyed these figures yourself")
    assert late.by == "Bob Hussain"
    assert "Alice Okafor entered other figures" in late.words


def test_a_lower_revision_that_comes_after_a_higher_one_stands_as_too_late() -> None:
    contest = a_contest_of(Policy.SECOND_KEY)
    alice, bob = a_reporter(contest), a_second_reporter(contest)
    first = enter(contest_id=contest.pk, count=a_count(), by=alice)
    Declaration.objects.filter(pk=first.declaration_id).update(based_on=7, reason="A bundle was found.")
    with pytest.raises(Late):
        confirm(declaration_id=first.declaration_id, by=bob)
    assert "it is ignored" in one(audit_of(contest, alice), "came too late").words


def test_doubts_that_were_ticked_stand_with_the_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    doubt = Doubt(key="d1", code="turnout", field="", sentence="Turnout would be 91.3%.", strength=2.0)
    monkeypatch.setattr("results.declaring.weighing.doubts_of", lambda **figures: (doubt,))
    contest = a_small_election(contests=1, asks=True).contests.get()
    alice = a_reporter(contest)
    with pytest.raises(Doubtful):
        enter(contest_id=contest.pk, count=a_count(), by=alice)
    ticked = Evidence(accepted=frozenset({doubt.key}))
    enter(contest_id=contest.pk, count=a_count(), by=alice, evidence=ticked)
    audit = audit_of(contest, alice)
    assert one(audit, "entered").keyed.doubts == ("Turnout would be 91.3%.",)
    assert one(audit, "refused").words == "Entering: Turnout would be 91.3%."


def test_moves_of_the_status_and_sightings_stand_with_the_rest() -> None:
    contest = a_contest()
    alice, priya = a_reporter(contest), a_producer()
    set_status(contest_id=contest.pk, status=Contest.Status.RECOUNT, by=alice)
    saw(by=priya, words="The photograph of the sheet.", contest_id=contest.pk)
    assert [(line.title, line.by, line.words) for line in reversed(audit_of(contest, alice).lines)] == [
        ("status", "Alice Okafor", "recount 1"),
        ("status changed", "", ""),
        ("saw", "Priya Nair", "The photograph of the sheet."),
    ]


def test_a_councils_totals_stand_with_their_seats() -> None:
    council = a_council()
    alice = a_reporter(council.contests.first())
    enter_council(council_id=council.pk, seats={"Lab": 3, "Con": 1}, complete=False, by=alice)
    correct_council(
        council_id=council.pk, seats={"Lab": 2}, complete=False, by=alice, based_on=1, reason="Swapped."
    )
    audit = council_audit(council_id=council.pk, viewer=alice.pk)
    after, before = [line.keyed for line in audit.lines if line.keyed]
    assert [(line.party, line.figure) for line in before.figures.lines] == [("Lab", 3), ("Con", 1)]
    assert (after.reason, after.figures.complete, after.figures.outcome) == ("Swapped.", False, None)
    assert [line.seq for line in audit.lines if line.seq] == [2, 1]


def test_a_wards_acts_are_not_its_councils() -> None:
    council = a_council()
    ward = council.contests.first()
    alice = a_reporter(ward)
    set_status(contest_id=ward.pk, status=Contest.Status.COUNTING, by=alice)
    assert council_audit(council_id=council.pk, viewer=alice.pk).lines == ()


@pytest.mark.parametrize("corrections", [1, 6])
def test_it_takes_the_same_queries_however_much_happened(corrections: int, django_assert_num_queries) -> None:
    contest = a_contest()
    alice, priya = a_reporter(contest), a_producer()
    sent = enter(contest_id=contest.pk, count=a_count(), by=alice)
    for number in range(1, corrections + 1):
        override(declaration_id=sent.declaration_id, by=priya, reason="Why.", label=f"Con {number}")
        count = a_count(10_000 + number, 14_426, 3_000, 2_000, 574)
        sent = correct(contest_id=contest.pk, count=count, by=alice, based_on=number, reason="A bundle.")
        with pytest.raises(Refused):
            confirm(declaration_id=sent.declaration_id, by=alice)
    # The contest; tallies, revisions, acts, overrides, events.
    with django_assert_num_queries(6):
        audit_of(contest, alice)
