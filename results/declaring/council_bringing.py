"""Writing a council's total, bringing it into force, and numbering its event.

Called inside a command's transaction, with the council locked; takes the election's lock last, for every
declaration of the night passes through it.
"""

from dataclasses import replace
from datetime import datetime

from django.contrib.auth.models import User
from django.utils import timezone

from results.declaring.audit import record
from results.declaring.council_entered import EnteredCouncil, Seats, TotalEntry, TurnedCouncil
from results.declaring.council_facts import closing_of, party_ids, seats_of
from results.declaring.council_judging import council_problems, fillable_seats
from results.declaring.council_revisions import Totals, in_full
from results.declaring.numbering import locked, number_event, refuse_if_closed
from results.declaring.refusals import Late, Unacceptable
from results.models import Act, Council, CouncilDeclaration, CouncilTally, DeskEvent, Policy, State
from results.psephology.council import seats_words, total_was

Kind = DeskEvent.Kind
ROOM = 300


def written(
    council: Council, rows: Totals, entry: TotalEntry, *, policy: Policy, state: State
) -> CouncilDeclaration:
    """Write a total as it was keyed, with its seats."""
    # A form that was sent, changed and sent again is another entry: the key stays the first one's.
    fresh = rows.sent_before(entry) is None
    row = CouncilDeclaration.objects.create(
        council=council,
        revision=rows.next_number,
        state=state,
        policy=policy,
        based_on=rows.base,
        complete=in_full(entry, fillable_seats(council)),
        entered_by=entry.by,
        entered_at=timezone.now(),
        reason=entry.reason,
        source=entry.evidence.source,
        source_note=entry.evidence.source_note,
        sheet_id=entry.evidence.sheet_id,
        read_out_at=entry.evidence.read_out_at,
        key=entry.evidence.key if fresh else "",
        published_at=timezone.now() if state == State.IN_FORCE else None,
        was=_was(rows, entry.won) if state == State.IN_FORCE else "",
    )
    ids = party_ids(council)
    CouncilTally.objects.bulk_create(
        CouncilTally(declaration=row, party_id=ids[code], seats=number) for code, number in entry.won.items()
    )
    act = Act.Kind.CORRECTED if row.was else Act.Kind.ENTERED
    recorded(Act.Kind.WITHDRAWN if entry.withdraws else act, row, entry.by, _told(row, entry))
    return row


def bring_into_force(
    council: Council, rows: Totals, row: CouncilDeclaration, **second: object
) -> CouncilDeclaration:
    """Put a waiting total in force, judged by the wards that are in now.

    `second` are the fields that say who stands beside the one who keyed it. Raises Late where another
    total came into force since it was keyed, and Unacceptable where the wards deny it by now.
    """
    if row.based_on != rows.base:
        raise Late(
            f"Total {row.revision} was keyed before total {rows.base} came into force: it is ignored. "
            "Look at what is in force, and correct that."
        )
    seats = seats_of(row)
    found = council_problems(council, seats, complete=row.complete)
    if found:
        raise Unacceptable(found)
    row.was = _was(rows, seats)
    supersede(council)
    row.state, row.published_at = State.IN_FORCE, timezone.now()
    for field, value in second.items():
        setattr(row, field, value)
    row.save(update_fields=["was", "state", "published_at", *second])
    return row


def supersede(council: Council) -> None:
    """Let the total in force make room for another."""
    CouncilDeclaration.objects.filter(council=council, state=State.IN_FORCE).update(state=State.SUPERSEDED)


def published(council: Council, row: CouncilDeclaration, *, withdrawn: bool = False) -> EnteredCouncil:
    """Number the event of a total that came into force."""
    kind = Kind.WITHDRAWN if withdrawn else Kind.CORRECTED if row.was else Kind.DECLARED
    return replace(entered(council, row, numbered(council, kind)), withdrawn=withdrawn)


def numbered(council: Council, kind: Kind) -> DeskEvent:
    """The next event of a council."""
    election = locked(council.election_id)
    refuse_if_closed(election)
    return number_event(election=election, kind=kind, council_id=council.pk)


def there_already(council: Council, row: CouncilDeclaration) -> EnteredCouncil:
    """What stands there, where nothing was written."""
    return entered(council, row, DeskEvent.objects.filter(council=council).latest("seq"), silent=True)


def entered(
    council: Council, row: CouncilDeclaration, event: DeskEvent, *, silent: bool = False
) -> EnteredCouncil:
    """The answer of a command."""
    return EnteredCouncil(
        declaration_id=row.pk,
        council_id=council.pk,
        revision=row.revision,
        seq=event.seq,
        silent=silent,
        at=event.at,
        state=row.state,
        shows_at=_shows_at(council, event.at),
        was=row.was,
    )


def turned(council: Council, row: CouncilDeclaration, state: State, **closed: object) -> TurnedCouncil:
    """Close a waiting total without bringing it into force; `closed` are fields that say by whom and why."""
    CouncilDeclaration.objects.filter(pk=row.pk).update(state=state, **closed)
    event = numbered(council, Kind.REJECTED)
    return TurnedCouncil(
        declaration_id=row.pk, council_id=council.pk, revision=row.revision, seq=event.seq, at=event.at
    )


def recorded(kind: Act.Kind, row: CouncilDeclaration, by: User, words: str) -> None:
    """Keep an act about a total."""
    record(kind=kind, by=by, words=words, council_id=row.council_id, total_id=row.pk)


def _was(rows: Totals, after: Seats) -> str:
    before = seats_of(rows.in_force) if rows.in_force else {}
    return total_was(before, after)[:ROOM]


def _told(row: CouncilDeclaration, entry: TotalEntry) -> str:
    seats = seats_words(entry.won) or "no seats"
    return f"Total {row.revision}: {seats}. {entry.reason}".strip()


def _shows_at(council: Council, at: datetime) -> datetime | None:
    closing = closing_of(council)
    return closing if at < closing else None
