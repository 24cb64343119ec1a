"""The road of an entry: what stands there already, whether it can be right, and whom it waits for.

Owns the order in which an entry is judged, whoever sends it and whatever it says. An entry comes into
force at once (direct), waits for somebody to confirm it (second key), or is itself the second key to
another's (blind). Refuses before anything is written.
"""

from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from results.declaring.audit import record, refusals_recorded
from results.declaring.blind import beside_disputed, second_key
from results.declaring.bringing import keyed, publish_new, there_already
from results.declaring.council_facts import refuse_against_council
from results.declaring.entered import Entered
from results.declaring.facts import facts_of
from results.declaring.figures import count_of
from results.declaring.policy import policy_for
from results.declaring.publishing import Entry
from results.declaring.read_out import refuse_untimely
from results.declaring.refusals import (
    NothingInForce,
    Overtaken,
    ReasonMissing,
    Waits,
)
from results.declaring.revisions import (
    Revisions,
    locked_contest,
    name_of,
    refuse_if_stopped,
    revisions_of,
)
from results.declaring.weighing import weighed
from results.models import Act, Contest, Declaration, Policy, State
from results.psephology.counts import Count

Kind = Declaration.Kind


def submit(entry: Entry, *, contest_id: int, based_on: int | None) -> Entered:
    """Send an entry in. `based_on` is the revision it corrects; None for one that corrects nothing."""
    act = "Correcting" if based_on else "Entering"
    with refusals_recorded(act=act, by=entry.by, contest_id=contest_id), transaction.atomic():
        contest = locked_contest(contest_id, entry.by)
        refuse_if_stopped(contest)
        rows = revisions_of(contest)
        there = _there_already(rows, entry, based_on)
        if there is not None:
            return there_already(contest, there)
        _refuse_overtaken(contest, rows.current, entry, based_on)
        refuse_untimely(entry.evidence.read_out_at, closing=contest.closing)
        if rows.disputed and not _is_fuller(entry, rows):
            return beside_disputed(contest, rows, entry)
        if rows.open:
            return _beside_open(contest, rows, entry)
        return _new(contest, rows, _reasoned(contest, rows.current, entry))


def _there_already(rows: Revisions, entry: Entry, based_on: int | None) -> Declaration | None:
    """What this form sent already, or the same figures where they are in force or waiting by her hand."""
    before = rows.sent_before(by=entry.by, key=entry.evidence.key)
    # What was keyed before a withdrawal comes too late: keyed again, it is another entry.
    own = [row for row in rows.open if row.entered_by_id == entry.by.pk and row.based_on == rows.base]
    # With an entry waiting beside it, figures equal to those in force would undo a correction unseen; but
    # not those of a form from before: it is sent again, and they came into force since.
    is_from_before = rows.current is not None and rows.current.revision != based_on
    current = [rows.current] if is_from_before or not rows.open else []
    return next((row for row in (before, *own, *current) if row and _same(row, entry)), None)


def _same(row: Declaration, entry: Entry) -> bool:
    return row.kind == entry.kind and count_of(row) == entry.count


def _beside_open(contest: Contest, rows: Revisions, entry: Entry) -> Entered:
    """Her own entry is replaced; another's is answered with a key of its own, or stands in the way."""
    if _is_fuller(entry, rows):
        sent = _reasoned(contest, rows.current, entry)
        Declaration.objects.filter(pk__in=[row.pk for row in rows.open]).update(state=State.SETTLED)
        return _new(contest, rows, sent)
    waiting = rows.open[0]
    if waiting.entered_by_id == entry.by.pk:
        sent = _reasoned(contest, rows.current, entry)
        _take_away(waiting, contest, by=entry.by)
        return _new(contest, rows, sent)
    if waiting.policy != Policy.BLIND:
        raise Waits(declaration_id=waiting.pk, by=name_of(waiting.entered_by), at=waiting.entered_at)
    return second_key(contest, rows, waiting, entry)


def _is_fuller(entry: Entry, rows: Revisions) -> bool:
    """Whether it says all where others, keyed blind, only called a winner: it takes their place."""
    calls = all(row.kind == Kind.WINNER_ONLY and row.policy == Policy.BLIND for row in rows.open)
    return calls and entry.kind != Kind.WINNER_ONLY


def _take_away(waiting: Declaration, contest: Contest, *, by: User) -> None:
    Declaration.objects.filter(pk=waiting.pk).update(state=State.TAKEN_BACK)
    record(
        kind=Act.Kind.TAKEN_BACK,
        by=by,
        words=f"Revision {waiting.revision} replaced by her own new figures.",
        contest_id=contest.pk,
        declaration_id=waiting.pk,
    )


def _refuse_overtaken(
    contest: Contest, current: Declaration | None, entry: Entry, based_on: int | None
) -> None:
    """Refuse an entry whose form was opened upon anything but what is in force now."""
    if current is None:
        if based_on is not None:
            raise NothingInForce(f"{contest.name} has no declaration to correct. Open its form again.")
        return
    if (based_on or 0) != current.revision and not (based_on is None and _fills_in(current, entry)):
        raise overtaken(current, mine=entry.count)


def _fills_in(current: Declaration, entry: Entry) -> bool:
    return current.kind == Kind.WINNER_ONLY and entry.kind != Kind.WINNER_ONLY


def _reasoned(contest: Contest, current: Declaration | None, entry: Entry) -> Entry:
    """The entry with its reason. Refuses a change that nobody gives a reason for."""
    if current is None or entry.reason:
        return entry
    if not _fills_in(current, entry):
        raise ReasonMissing("Say why the figures change: it is kept with the correction.")
    if count_of(current).elected == entry.count.elected:
        return replace(entry, reason="The figures, after the winner was called.")
    raise ReasonMissing(
        f"{contest.name} was called for {current.outcome.winner.name}; these figures elect "
        "somebody else. Say why."
    )


def _new(contest: Contest, rows: Revisions, entry: Entry) -> Entered:
    facts = facts_of(contest.pk)
    entry, result = weighed(contest, facts, entry)
    refuse_against_council(contest, result, correction=rows.current is not None)
    policy = policy_for(contest, kind=entry.kind, result=result)
    if rows.base and not entry.reason:
        entry = replace(entry, reason="Declared again after a withdrawal.")
    if policy == Policy.DIRECT:
        return publish_new(contest, rows, entry, facts=facts, result=result)
    return keyed(contest, rows, entry, facts=facts, result=result, policy=policy, state=State.WAITING)


def overtaken(current: Declaration, *, mine: Count | None = None) -> Overtaken:
    """Both sets of figures, for whoever sent the later one; without her own, the ones in force twice."""
    theirs = count_of(current)
    return Overtaken(
        mine=mine or theirs,
        theirs=theirs,
        by=name_of(current.entered_by),
        at=current.published_at or timezone.now(),
        revision=current.revision,
    )
