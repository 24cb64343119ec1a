"""Keying blind: two people type the same figures without seeing each other's.

Owns what happens when a second person's figures meet the first one's. Equal: they come into force, and
the second keyer is the one who confirmed them. Unequal: both are kept and neither is shown; a keyer who
finds her slip keys again, or a third person resolves them field by field.
"""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from results.declaring.audit import record, refusals_recorded
from results.declaring.bringing import bring_into_force, keyed, published, refuse_late, ticked
from results.declaring.entered import Entered
from results.declaring.evidence import Evidence
from results.declaring.facts import facts_of
from results.declaring.figures import count_of
from results.declaring.judging import judged
from results.declaring.publishing import Entry, write
from results.declaring.refusals import Disputed, KeyAgain, NothingToConfirm, OwnEntry, Unacceptable
from results.declaring.revisions import Revisions, locked_contest, name_of, revisions_of
from results.declaring.weighing import weighed
from results.models import Act, Contest, Declaration, Policy, State
from results.psephology.counts import Count, Problem


def second_key(contest: Contest, rows: Revisions, waiting: Declaration, entry: Entry) -> Entered:
    """Another person's figures beside those that wait. Raises Late, KeyAgain and what weighing raises."""
    refuse_late(waiting, rows)
    _refuse_other_kind(contest, waiting, entry)
    facts = facts_of(contest.pk)
    entry, result = weighed(contest, facts, entry)
    if count_of(waiting) == entry.count:
        return _agreed(contest, rows, waiting, entry)
    Declaration.objects.filter(pk=waiting.pk).update(state=State.DISPUTED)
    if rows.base and not entry.reason:
        entry = replace(entry, reason=waiting.reason)
    return keyed(contest, rows, entry, facts=facts, result=result, policy=Policy.BLIND, state=State.DISPUTED)


def beside_disputed(contest: Contest, rows: Revisions, entry: Entry) -> Entered:
    """A keyer of two entries that differ keys hers again. Raises Disputed for anybody else, KeyAgain."""
    mine, theirs = _whose(rows, entry.by)
    if mine is None:
        keyers = " and ".join(name_of(row.entered_by) for row in rows.disputed)
        raise Disputed(
            f"{keyers} keyed different figures for {contest.name}. Yours are not saved: resolve theirs first."
        )
    _refuse_other_kind(contest, theirs, entry)
    facts = facts_of(contest.pk)
    entry, result = weighed(contest, facts, entry)
    _settle(mine, State.TAKEN_BACK)
    if count_of(theirs) == entry.count:
        return _agreed(contest, rows, theirs, entry)
    if rows.base and not entry.reason:
        entry = replace(entry, reason=mine.reason)
    return keyed(contest, rows, entry, facts=facts, result=result, policy=Policy.BLIND, state=State.DISPUTED)


def resolve(*, contest_id: int, picks: Mapping[str, int], by: User) -> Entered:
    """Bring a third entry into force, made of two that differ, field by field.

    `picks` has, for every field that differs, the id of the declaration that is right there. Raises
    OwnEntry for either keyer, NothingToConfirm where nothing is disputed, Unacceptable where a field is
    left open or the choice cannot be right.
    """
    about = {"contest_id": contest_id}
    with refusals_recorded(act="Resolving", by=by, **about), transaction.atomic():
        contest = locked_contest(contest_id, by)
        rows = revisions_of(contest)
        if len(rows.disputed) < 2:
            raise NothingToConfirm(f"No two entries for {contest.name} differ any more.")
        if by.pk in {row.entered_by_id for row in rows.disputed}:
            raise OwnEntry(
                "One of the two entries is yours: a third person resolves them, or you key yours again."
            )
        return _resolved(contest, rows, picks, by)


def differences(one: Count, other: Count) -> tuple[str, ...]:
    """The fields in which two counts differ, named as in `Problem.field`, in the order of the form."""
    mine, theirs = _fields(one), _fields(other)
    return tuple(name for name in {**mine, **theirs} if mine.get(name) != theirs.get(name))


def picked(one: Declaration, other: Declaration, picks: Mapping[str, int]) -> Count:
    """One count made of two that differ, by the picks of `resolve`. Raises Unacceptable where one is open."""
    mine, theirs = count_of(one), count_of(other)
    differ = differences(mine, theirs)
    missing = [name for name in differ if picks.get(name) not in {one.pk, other.pk}]
    if missing:
        raise Unacceptable(
            tuple(Problem("open", name, "Choose which of the two is right.") for name in missing)
        )
    values = {**_fields(theirs), **_fields(mine)}
    values |= {name: _fields(theirs).get(name) for name in differ if picks[name] == other.pk}
    return _count(values)


def _refuse_other_kind(contest: Contest, theirs: Declaration, entry: Entry) -> None:
    # A winner alone agrees with figures or differs from them in nothing that could be told.
    if theirs.kind != entry.kind:
        raise KeyAgain(
            f"{name_of(theirs.entered_by)} keyed figures for {contest.name} already, and they wait for a "
            "second key: key the figures too, or reject theirs."
        )


def _agreed(contest: Contest, rows: Revisions, declaration: Declaration, entry: Entry) -> Entered:
    declaration, result = bring_into_force(
        contest,
        rows,
        declaration,
        confirmed_by=entry.by,
        confirmed_at=timezone.now(),
        accepted=[*declaration.accepted, *ticked(entry)],
    )
    _record(Act.Kind.KEYED_AGAIN, declaration, entry.by, "keyed again by a second person, and equal")
    return published(contest, declaration, result)


def _whose(rows: Revisions, by: User) -> tuple[Declaration | None, Declaration]:
    one, other = rows.disputed
    if other.entered_by_id == by.pk:
        return other, one
    return (one if one.entered_by_id == by.pk else None), other


def _resolved(contest: Contest, rows: Revisions, picks: Mapping[str, int], by: User) -> Entered:
    one, other = rows.disputed
    count = picked(one, other, picks)
    facts = facts_of(contest.pk)
    # Judged before anything is written: a choice that cannot be right leaves both entries as they are.
    result = judged(one.kind, facts, count)
    for row in rows.disputed:
        _settle(row, State.SETTLED)
    evidence = Evidence(
        source=one.source,
        source_note=one.source_note,
        sheet_id=one.sheet_id,
        read_out_at=one.read_out_at or other.read_out_at,
    )
    entry = Entry(one.kind, count, one.entered_by, evidence, reason=one.reason or other.reason)
    made = write(
        facts=facts,
        entry=entry,
        result=result,
        revision=rows.next_number,
        at=timezone.now(),
        state=State.WAITING,
        policy=Policy.BLIND,
        based_on=one.based_on,
        reason=entry.reason,
        accepted=[*one.accepted, *other.accepted],
    )
    made, result = bring_into_force(contest, rows, made, confirmed_by=by, confirmed_at=timezone.now())
    _record(Act.Kind.RESOLVED, made, by, f"resolved from revisions {one.revision} and {other.revision}")
    return published(contest, made, result)


def _fields(count: Count) -> dict[str, object]:
    """A count field by field."""
    seconds = count.second_preferences or {}
    return {
        **{f"votes-{number}": votes for number, votes in sorted(count.votes.items())},
        "elected": count.elected,
        **{f"second_preferences-{number}": votes for number, votes in sorted(seconds.items())},
        "by_lot": count.by_lot,
        "electorate": count.electorate,
        "rejected": count.rejected,
        "ballot_papers": count.ballot_papers,
    }


def _count(values: Mapping[str, object]) -> Count:
    numbered_votes = _numbered(values, "votes-")
    seconds = _numbered(values, "second_preferences-")
    return Count(
        votes=numbered_votes,
        electorate=_whole(values["electorate"]) or 0,
        elected=frozenset(_numbers(values["elected"])),
        rejected=_whole(values["rejected"]),
        ballot_papers=_whole(values["ballot_papers"]),
        by_lot=values["by_lot"] is True,
        second_preferences=seconds or None,
    )


def _numbered(values: Mapping[str, object], prefix: str) -> dict[int, int]:
    return {
        int(name.removeprefix(prefix)): value
        for name, value in values.items()
        if name.startswith(prefix) and isinstance(value, int)
    }


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _numbers(value: object) -> frozenset[int]:
    return value if isinstance(value, frozenset) else frozenset()


def _settle(declaration: Declaration, state: State) -> None:
    Declaration.objects.filter(pk=declaration.pk).update(state=state)


def _record(kind: Act.Kind, declaration: Declaration, by: User, what: str) -> None:
    record(
        kind=kind,
        by=by,
        words=f"Revision {declaration.revision} {what}.",
        contest_id=declaration.contest_id,
        declaration_id=declaration.pk,
    )
