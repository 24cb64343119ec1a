"""What is read for an audit: revisions, figures, acts, overrides and events. A fixed number of queries.

Owns the queries, for one contest or for a batch of them alike. Refuses to judge who may see what.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from results.boards.audit_cards import AuditFigures, SheetLine
from results.boards.outcomes import outcome_card
from results.models import (
    Act,
    Contest,
    Council,
    CouncilDeclaration,
    CouncilTally,
    Declaration,
    DeskEvent,
    Outcome,
    Override,
    Tally,
)
from results.models.keyed import Keyed

PEOPLE = ("entered_by", "confirmed_by", "bypassed_by", "rejected_by")
OUTCOME = ("outcome__winner", "outcome__party", "outcome__previous_party")


@dataclass(slots=True)
class Material:
    """The rows of one contest or council; revisions in order, figures by a revision's primary key."""

    rows: list[Keyed] = field(default_factory=list)
    figures: dict[int, AuditFigures] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)
    events: list[DeskEvent] = field(default_factory=list)


def of_contests(contests: Sequence[Contest]) -> Mapping[int, Material]:
    """The rows of these contests, which come with their elections. Five queries."""
    found: dict[int, Material] = defaultdict(Material)
    by_pk = {contest.pk: contest for contest in contests}
    tallies = _tallies(by_pk)
    rows = Declaration.objects.filter(contest__in=by_pk).select_related(*PEOPLE, *OUTCOME)
    for row in rows.order_by("contest", "revision"):
        row.contest = by_pk[row.contest_id]
        found[row.contest_id].rows.append(row)
        if row.kind != Declaration.Kind.WITHDRAWAL:
            found[row.contest_id].figures[row.pk] = _figures(row, tallies.get(row.pk, ()))
    for act in Act.objects.filter(contest__in=by_pk).select_related("by"):
        found[act.contest_id or 0].acts.append(act)
    fixes = Override.objects.filter(declaration__contest__in=by_pk)
    for fix in fixes.select_related("declaration", "by", "lifted_by", "previous_party"):
        found[fix.declaration.contest_id].overrides.append(fix)
    for event in DeskEvent.objects.filter(contest__in=by_pk):
        found[event.contest_id or 0].events.append(event)
    return found


def of_councils(councils: Sequence[Council]) -> Mapping[int, Material]:
    """The rows of these councils' totals. Five queries, four where there is no total."""
    found: dict[int, Material] = defaultdict(Material)
    by_pk = {council.pk: council for council in councils}
    seats: dict[int, list[CouncilTally]] = defaultdict(list)
    tallies = CouncilTally.objects.filter(declaration__council__in=by_pk).select_related("party")
    for tally in tallies.order_by("-seats", "party__code"):
        seats[tally.declaration_id].append(tally)
    rows = CouncilDeclaration.objects.filter(council__in=by_pk).select_related(*PEOPLE)
    for row in rows.order_by("council", "revision"):
        found[row.council_id].rows.append(row)
        found[row.council_id].figures[row.pk] = _total(row, seats[row.pk])
    for act in Act.objects.filter(council__in=by_pk, contest=None).select_related("by"):
        found[act.council_id or 0].acts.append(act)
    for event in DeskEvent.objects.filter(council__in=by_pk, contest=None):
        found[event.council_id or 0].events.append(event)
    return found


def _tallies(contests: Iterable[int]) -> Mapping[int, list[Tally]]:
    found: dict[int, list[Tally]] = defaultdict(list)
    rows = Tally.objects.filter(declaration__contest__in=contests)
    for tally in rows.select_related("candidacy__party").order_by("declaration", "candidacy__number"):
        found[tally.declaration_id].append(tally)
    return found


def _figures(row: Declaration, tallies: Iterable[Tally]) -> AuditFigures:
    outcome: Outcome | None = getattr(row, "outcome", None)
    sums = {
        "electorate": row.electorate,
        "valid votes": outcome.valid if outcome else None,
        "rejected papers": row.rejected,
        "ballot papers": row.ballot_papers,
        "majority read out": row.majority_read,
    }
    known = [(name, figure) for name, figure in sums.items() if figure is not None]
    return AuditFigures(
        lines=tuple(_votes(tally) for tally in tallies),
        sums=tuple(known) if row.kind == Declaration.Kind.FIGURES else (),
        outcome=outcome_card(outcome) if outcome else None,
    )


def _votes(tally: Tally) -> SheetLine:
    return SheetLine(
        name=tally.candidacy.name,
        party=tally.candidacy.party.code,
        figure=tally.votes,
        elected=tally.elected,
        seconds=tally.second_preferences,
    )


def _total(row: CouncilDeclaration, tallies: Iterable[CouncilTally]) -> AuditFigures:
    lines = (
        SheetLine(name=tally.party.short_name, party=tally.party.code, figure=tally.seats)
        for tally in tallies
    )
    return AuditFigures(lines=tuple(lines), complete=row.complete)
