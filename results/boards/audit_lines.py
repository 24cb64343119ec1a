"""The timeline of an audit: revisions first, for they are what stands; acts tell what no row says.

Owns which line tells what, so that nothing is told twice: an act that a revision or an override tells by
itself is left out, and a row without its act (the database was written to by hand) stands here all the
same. Refuses to read the database.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.utils import timezone

from results.boards.audit_cards import EVENT, AuditLine, AuditRevision
from results.boards.audit_reading import Material
from results.boards.audit_seal import Seal
from results.boards.names import name_of
from results.models import OPEN, Act, Declaration, DeskEvent, Override, State
from results.models.keyed import Keyed

Kind = Act.Kind
KEYING = (Kind.ENTERED, Kind.CORRECTED, Kind.DISPUTED, Kind.WITHDRAWN, Kind.RESOLVED)
BARE = (Declaration.Kind.WINNER_ONLY, Declaration.Kind.UNCONTESTED)
Acts = dict[int, list[Act]]


def lines_of(material: Material, seal: Seal) -> tuple[AuditLine, ...]:
    """Everything that happened, newest first; of one moment, what came of it stands above it."""
    acts = _acts_by_row(material.acts)
    lines = [
        *(line for row in material.rows for line in _of_row(row, acts.get(row.pk, []), material, seal)),
        *(line for fix in material.overrides for line in _of_override(fix)),
        *_of_acts(material, seal),
        *(_event(event, material.rows) for event in material.events),
    ]
    return tuple(sorted(lines, key=lambda line: (line.at, line.kind == EVENT), reverse=True))


def _acts_by_row(acts: Iterable[Act]) -> Acts:
    by_row: Acts = {}
    for act in acts:
        by_row.setdefault(_row_of(act), []).append(act)
    return by_row


def _row_of(act: Act) -> int:
    """The revision that an act is about; 0 for none."""
    return act.declaration_id or act.total_id or 0


def _of_row(row: Keyed, acts: list[Act], material: Material, seal: Seal) -> Iterator[AuditLine]:
    made = _made_by(row, acts)
    yield _keyed(row, made, material, seal)
    if made is None or made.kind != Kind.RESOLVED:
        yield from _confirmed(row, acts)
    if row.bypassed_by and row.published_at:
        by = name_of(row.bypassed_by)
        yield _about(row, Kind.BYPASSED, at=row.published_at, by=by, words=row.bypass_reason)
    if row.rejected_by and row.rejected_at:
        by = name_of(row.rejected_by)
        yield _about(row, Kind.REJECTED, at=row.rejected_at, by=by, words=row.rejection)


def _made_by(row: Keyed, acts: Iterable[Act]) -> Act | None:
    """The act that made a revision: its keyer's, or a third person's who put it together from two."""
    whose = {Kind.RESOLVED: row.confirmed_by_id}
    made = (act for act in acts if act.kind in KEYING)
    return next((act for act in made if act.by_id == whose.get(Kind(act.kind), row.entered_by_id)), None)


def _keyed(row: Keyed, made: Act | None, material: Material, seal: Seal) -> AuditLine:
    kind = Kind(made.kind) if made else _kind_of(row)
    return AuditLine(
        at=row.entered_at,
        kind=kind,
        title=kind.label,
        by=name_of(made.by if made else row.entered_by),
        words="",
        revision=row.revision,
        keyed=_revision(row, material, seal),
    )


def _kind_of(row: Keyed) -> Act.Kind:
    if _is_withdrawal(row):
        return Kind.WITHDRAWN
    return Kind.CORRECTED if row.was else Kind.ENTERED


def _revision(row: Keyed, material: Material, seal: Seal) -> AuditRevision:
    withheld, away = seal.on_figures(row), _is_withdrawal(row)
    return AuditRevision(
        number=row.revision,
        state=row.state,
        standing=_standing(row, material.rows),
        what=row.get_kind_display() if isinstance(row, Declaration) and row.kind in BARE else "",
        policy="" if away else row.get_policy_display(),
        keyed_by=name_of(row.entered_by),
        source="" if away else _source(row, withheld=bool(withheld)),
        sheet=row.sheet_id,
        reason="" if withheld else row.reason,
        was="" if withheld else row.was,
        doubts=() if withheld else tuple(str(doubt.get("sentence", doubt)) for doubt in row.accepted),
        figures=None if withheld else material.figures.get(row.pk),
        withheld=withheld,
        own=row.entered_by_id == seal.viewer,
        open=row.state in OPEN,
    )


def _source(row: Keyed, *, withheld: bool) -> str:
    source = row.get_source_display()
    # A note is typed as figures are, and may have some in it.
    return f"{source}: {row.source_note}" if row.source_note and not withheld else source


def _standing(row: Keyed, rows: Iterable[Keyed]) -> str:
    """The state of a revision, with what came after it or is still missing."""
    if _is_withdrawal(row) and row.state == State.IN_FORCE:
        return "in force: there is no result"
    if row.single_source:
        return "in force on a single source: nobody has confirmed it yet"
    published = [(one.published_at, one.revision) for one in rows if one.published_at]
    after = min((one for one in published if row.published_at and one[0] > row.published_at), default=None)
    if row.state == State.SUPERSEDED and after:
        return f"superseded by revision {after[1]} at {timezone.localtime(after[0]):%H:%M:%S}"
    return row.get_state_display()


def _confirmed(row: Keyed, acts: Iterable[Act]) -> Iterator[AuditLine]:
    if row.confirmed_by and row.confirmed_at:
        own = (act.kind for act in acts if act.by_id == row.confirmed_by_id)
        kind = Kind.KEYED_AGAIN if Kind.KEYED_AGAIN in own else Kind.CONFIRMED
        yield _about(row, kind, at=row.confirmed_at, by=name_of(row.confirmed_by))


def _of_override(fix: Override) -> Iterator[AuditLine]:
    row = fix.declaration
    yield _about(row, Kind.OVERRIDDEN, at=fix.at, by=name_of(fix.by), words=_fixed(fix))
    if fix.lifted_by and fix.lifted_at:
        by = name_of(fix.lifted_by)
        yield _about(row, Kind.LIFTED, at=fix.lifted_at, by=by, words=f"was {_fixed(fix, why=False)}")


def _fixed(fix: Override, *, why: bool = True) -> str:
    """ "gain from Con, label Lab Co-op: Recount of the call." """
    call = f"{fix.word} from {fix.previous_party.code}" if fix.previous_party else fix.word
    label = f"label {fix.label}" if fix.label else ""
    what = ", ".join(filter(None, (call, label)))
    return f"{what}: {fix.reason}" if why else what


def _of_acts(material: Material, seal: Seal) -> Iterator[AuditLine]:
    """The acts that neither a revision nor an override tells by itself."""
    numbers = {row.pk: row.revision for row in material.rows}
    told = {(row.pk, *act) for row in material.rows for act in _told_by(row)}
    told |= {(fix.declaration_id, *act) for fix in material.overrides for act in _told_by_override(fix)}
    for act in material.acts:
        if (_row_of(act), act.kind, act.by_id) not in told:
            yield _act(act, seal, revision=numbers.get(_row_of(act)))


def _told_by(row: Keyed) -> Iterator[tuple[str, int | None]]:
    """Kinds of acts, each with whose it was."""
    for kind in (Kind.ENTERED, Kind.CORRECTED, Kind.DISPUTED, Kind.WITHDRAWN):
        yield kind, row.entered_by_id
    for kind in (Kind.CONFIRMED, Kind.KEYED_AGAIN, Kind.RESOLVED):
        yield kind, row.confirmed_by_id
    yield Kind.BYPASSED, row.bypassed_by_id
    yield Kind.REJECTED, row.rejected_by_id


def _told_by_override(fix: Override) -> Iterator[tuple[str, int | None]]:
    yield Kind.OVERRIDDEN, fix.by_id
    yield Kind.LIFTED, fix.lifted_by_id


def _act(act: Act, seal: Seal, *, revision: int | None) -> AuditLine:
    withheld = seal.on_words(act)
    # What somebody tried stands before the colon, and why it was refused after it.
    tried, colon, _ = act.words.partition(": ")
    return AuditLine(
        at=act.at,
        kind=act.kind,
        title=act.get_kind_display(),
        by=name_of(act.by),
        words=(tried if colon else "") if withheld else act.words,
        revision=revision,
        withheld=withheld,
    )


def _event(event: DeskEvent, rows: Iterable[Keyed]) -> AuditLine:
    published = next((row.revision for row in rows if row.pk == event.declaration_id), None)
    return AuditLine(
        at=event.at,
        kind=EVENT,
        title=event.get_kind_display(),
        by="",
        words="",
        revision=published,
        seq=event.seq,
    )


def _about(row: Keyed, kind: Act.Kind, *, at: datetime, by: str, words: str = "") -> AuditLine:
    return AuditLine(at=at, kind=kind, title=kind.label, by=by, words=words, revision=row.revision)


def _is_withdrawal(row: Keyed) -> bool:
    return isinstance(row, Declaration) and row.kind == Declaration.Kind.WITHDRAWAL
