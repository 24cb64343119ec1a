"""The commands by which a producer fixes a call or a label for air, and lifts that again.

An override is made for one revision: it is written into what that revision means, so that tallies agree
with it, and goes with the revision when the figures beneath change. Figures, and who was elected, are
never overridden: that is a correction.
"""

from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from results.declaring.audit import record, refusals_recorded
from results.declaring.bringing import numbered
from results.declaring.entered import Fixed
from results.declaring.facts import ContestFacts, facts_of, tallies_for
from results.declaring.figures import count_of
from results.declaring.judging import judged
from results.declaring.keys import given
from results.declaring.publishing import judged_again
from results.declaring.refusals import MayNot, NothingInForce, Unacceptable
from results.declaring.revisions import locked_contest
from results.models import Act, Contest, Declaration, DeskEvent, Override, Party, State
from results.psephology.calls import recalled
from results.psephology.counts import Problem, Result, Word

CALLS = (Word.HOLD, Word.GAIN, Word.WIN)
LONGEST_LABEL = 30


def override(
    *,
    declaration_id: int,
    by: User,
    reason: str,
    word: str = "",
    previous_party: str = "",
    label: str = "",
) -> Fixed:
    """Fix the call ("gain" from `previous_party`) or the label of a declaration in force.

    Takes the place of an earlier one. Raises a `Refused`: MayNot, NothingInForce, Unacceptable,
    ReasonMissing.
    """
    contest_id = _contest_of(declaration_id)
    with refusals_recorded(act="Fixing for air", by=by, contest_id=contest_id), transaction.atomic():
        contest, declaration = _held(contest_id, declaration_id, by)
        said = given(reason, "Say why the call or the label is fixed: boards show it, with your name.")
        before = _previous(contest, previous_party)
        _refuse_call(word, before, label.strip())
        declaration.overrides.holding().update(lifted_at=timezone.now(), lifted_by=by)
        made = Override.objects.create(
            declaration=declaration,
            word=word,
            previous_party=before,
            label=label.strip(),
            reason=said,
            by=by,
        )
        judge_with_override(declaration, facts_of(contest.pk))
        _record(Act.Kind.OVERRIDDEN, contest, made, by, f"{made.label or made.word}: {said}")
        return _fixed(made, contest)


def lift(*, override_id: int, by: User) -> Fixed:
    """Say again what the figures say. Raises a `Refused`: MayNot, NothingInForce."""
    found = Override.objects.holding().select_related("declaration").filter(pk=override_id).first()
    if found is None:
        raise NothingInForce("That fix does not hold any more.")
    contest_id = found.declaration.contest_id
    with refusals_recorded(act="Lifting a fix", by=by, contest_id=contest_id), transaction.atomic():
        contest, declaration = _held(contest_id, found.declaration_id, by)
        declaration.overrides.holding().update(lifted_at=timezone.now(), lifted_by=by)
        judge_with_override(declaration, facts_of(contest.pk))
        _record(Act.Kind.LIFTED, contest, found, by, "the figures speak again")
        return _fixed(found, contest)


def judge_with_override(declaration: Declaration, facts: ContestFacts) -> None:
    """Write anew what a declaration means, with the override that holds for it. Raises Unacceptable."""
    count = count_of(declaration)
    result = judged(declaration.kind, facts, count)
    fix = declaration.overrides.holding().select_related("previous_party__counts_as").first()
    if fix is None:
        judged_again(declaration=declaration, facts=facts, count=count, result=result)
        return
    before = tallies_for(fix.previous_party) if fix.previous_party else None
    if before is not None:
        facts = replace(facts, parties={**facts.parties, before.code: before.pk})
    if fix.word:
        result = _recalled(result, fix.word, before)
    judged_again(
        declaration=declaration, facts=facts, count=count, result=result, label=fix.label, overridden=True
    )


def _contest_of(declaration_id: int) -> int:
    found = Declaration.objects.filter(pk=declaration_id).values_list("contest", flat=True).first()
    if found is None:
        raise NothingInForce("There is no such declaration.")
    return found


def _held(contest_id: int, declaration_id: int, by: User) -> tuple[Contest, Declaration]:
    contest = locked_contest(contest_id, by)
    if not by.has_perm("results.override_call"):
        raise MayNot("Only a producer may fix a call or a label for air.")
    declaration = Declaration.objects.get(pk=declaration_id)
    if declaration.state != State.IN_FORCE or declaration.kind == Declaration.Kind.WITHDRAWAL:
        raise NothingInForce("Other figures came in since: look at what is in force now.")
    return contest, declaration


def _previous(contest: Contest, code: str) -> Party | None:
    if not code:
        return None
    found = Party.objects.filter(election=contest.election_id, code=code).first()
    if found is None:
        raise _unacceptable("previous_party", f"{code} is not a party of this election.")
    return found


def _recalled(result: Result, word: str, before: Party | None) -> Result:
    try:
        return recalled(result, word=Word(word), previous_party=before.code if before else None)
    except ValueError as slip:
        raise _unacceptable("word", str(slip)) from None


def _refuse_call(word: str, before: Party | None, label: str) -> None:
    if not word and not label:
        raise _unacceptable("word", "Choose the call, or give the label.")
    if word and word not in CALLS:
        raise _unacceptable("word", "Choose hold, gain or win.")
    if word == Word.GAIN and before is None:
        raise _unacceptable("previous_party", "Say from whom the seat was gained.")
    if len(label) > LONGEST_LABEL:
        raise _unacceptable("label", f"Keep the label under {LONGEST_LABEL} letters.")


def _unacceptable(field: str, sentence: str) -> Unacceptable:
    return Unacceptable((Problem("call", field, sentence),))


def _record(kind: Act.Kind, contest: Contest, fix: Override, by: User, words: str) -> None:
    record(kind=kind, by=by, words=words, contest_id=contest.pk, declaration_id=fix.declaration_id)


def _fixed(fix: Override, contest: Contest) -> Fixed:
    event = numbered(contest, DeskEvent.Kind.OVERRIDE)
    return Fixed(override_id=fix.pk, contest_id=contest.pk, seq=event.seq, at=event.at)
