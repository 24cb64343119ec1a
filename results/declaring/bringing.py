"""Bringing a revision into force, or keeping it until a second person has spoken.

Owns what happens between a judged entry and its numbered event. Called inside a command's transaction,
with the contest locked; takes the election's lock last, for every declaration of the night passes
through it.
"""

from datetime import datetime

from django.utils import timezone

from results.declaring.audit import record
from results.declaring.council_facts import refuse_against_council
from results.declaring.entered import Entered
from results.declaring.facts import ContestFacts, facts_of
from results.declaring.figures import count_of
from results.declaring.judging import judged
from results.declaring.numbering import locked, number_event, refuse_if_closed
from results.declaring.publishing import Entry, judged_again, supersede, write
from results.declaring.refusals import Late
from results.declaring.revisions import Revisions, name_of
from results.declaring.told import was
from results.models import Act, Contest, Declaration, DeskEvent, Policy, State
from results.psephology.counts import Result

Kind = DeskEvent.Kind


def publish_new(
    contest: Contest, rows: Revisions, entry: Entry, *, facts: ContestFacts, result: Result
) -> Entered:
    """Write an entry that comes into force at once."""
    at = timezone.now()
    put_right = was(rows.current, facts=facts, kind=entry.kind, count=entry.count, result=result)
    if rows.in_force is not None:
        supersede(contest.pk)
    declaration = write(
        facts=facts,
        entry=entry,
        result=result,
        revision=rows.next_number,
        at=at,
        state=State.IN_FORCE,
        policy=Policy.DIRECT,
        published_at=at,
        was=put_right,
        **_kept(rows, entry),
    )
    _acted(Act.Kind.CORRECTED if put_right else Act.Kind.ENTERED, declaration, entry)
    return published(contest, declaration, result)


def keyed(
    contest: Contest,
    rows: Revisions,
    entry: Entry,
    *,
    facts: ContestFacts,
    result: Result,
    policy: Policy,
    state: State,
) -> Entered:
    """Write an entry that is not in force, and tell the desk, and nobody else, that it is there."""
    declaration = write(
        facts=facts,
        entry=entry,
        result=result,
        revision=rows.next_number,
        at=timezone.now(),
        state=state,
        policy=policy,
        **_kept(rows, entry),
    )
    _acted(Act.Kind.DISPUTED if state == State.DISPUTED else Act.Kind.ENTERED, declaration, entry)
    event = numbered(contest, Kind.WAITING)
    return entered(contest, declaration, result, event)


def bring_into_force(
    contest: Contest, rows: Revisions, declaration: Declaration, **second: object
) -> tuple[Declaration, Result]:
    """Put a waiting revision in force, judged by what is known of the contest now.

    `second` are the fields that say who stands beside the one who keyed it. Raises Late where another
    revision came into force since it was keyed, and what the judge refuses.
    """
    refuse_late(declaration, rows)
    facts, count = facts_of(contest.pk), count_of(declaration)
    result = judged(declaration.kind, facts, count)
    refuse_against_council(contest, result, correction=rows.current is not None)
    declaration.was = was(rows.current, facts=facts, kind=declaration.kind, count=count, result=result)
    supersede(contest.pk)
    judged_again(declaration=declaration, facts=facts, count=count, result=result)
    declaration.state = State.IN_FORCE
    declaration.published_at = timezone.now()
    for field, value in second.items():
        setattr(declaration, field, value)
    declaration.save(update_fields=["was", "state", "published_at", *second])
    return declaration, result


def refuse_late(declaration: Declaration, rows: Revisions) -> None:
    """Raise Late where another revision came into force since it was keyed."""
    if declaration.based_on != rows.base:
        raise Late(
            f"Revision {declaration.revision} was keyed before revision {rows.base} came into force: it is "
            "ignored. Look at what is in force, and correct that."
        )


def published(contest: Contest, declaration: Declaration, result: Result) -> Entered:
    """Number the event of a declaration that came into force."""
    kind = Kind.CORRECTED if declaration.was else Kind.DECLARED
    event = numbered(contest, kind, declaration_id=declaration.pk)
    return entered(contest, declaration, result, event)


def numbered(contest: Contest, kind: Kind, declaration_id: int | None = None) -> DeskEvent:
    """The next event of a contest. Only the one that publishes a declaration names it."""
    election = locked(contest.election_id)
    refuse_if_closed(election)
    return number_event(election=election, kind=kind, contest_id=contest.pk, declaration_id=declaration_id)


def there_already(contest: Contest, declaration: Declaration) -> Entered:
    """What stands there, where nothing was written."""
    result = judged(declaration.kind, facts_of(contest.pk), count_of(declaration))
    event = DeskEvent.objects.filter(contest=contest).latest("seq")
    return entered(contest, declaration, result, event, silent=True)


def entered(
    contest: Contest, declaration: Declaration, result: Result, event: DeskEvent, *, silent: bool = False
) -> Entered:
    """The answer of a command."""
    return Entered(
        declaration_id=declaration.pk,
        contest_id=contest.pk,
        revision=declaration.revision,
        seq=event.seq,
        silent=silent,
        result=result,
        at=event.at,
        kind=declaration.kind,
        state=declaration.state,
        shows_at=_shows_at(contest, event.at),
        was=declaration.was,
    )


def _shows_at(contest: Contest, at: datetime) -> datetime | None:
    return contest.closing if at < contest.closing else None


def _kept(rows: Revisions, entry: Entry) -> dict[str, object]:
    evidence = entry.evidence
    # A form that was sent, changed and sent again is another entry: the key stays the first one's.
    fresh = rows.sent_before(by=entry.by, key=evidence.key) is None
    return {
        "based_on": rows.base,
        "reason": entry.reason,
        "key": evidence.key if fresh else "",
        "accepted": ticked(entry),
    }


def ticked(entry: Entry) -> list[dict[str, str]]:
    """The doubts that were checked, and by whom, as they are kept with a revision."""
    by = name_of(entry.by)
    return [
        {"code": doubt.code, "field": doubt.field, "sentence": doubt.sentence, "by": by}
        for doubt in entry.ticked
    ]


def _acted(kind: Act.Kind, declaration: Declaration, entry: Entry) -> None:
    record(
        kind=kind,
        by=entry.by,
        words=f"Revision {declaration.revision}. {entry.reason}".strip(),
        contest_id=declaration.contest_id,
        declaration_id=declaration.pk,
    )
