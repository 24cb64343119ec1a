"""What an election's results were before they were put right, or taken away: every such revision.

Owns which revisions are told of. Refuses those that were never published, and the embargoed: before
polls close nothing here says that figures are in.
"""

from django.db.models import Q, QuerySet

from results.boards.contest_cards import CorrectionRow, Corrections, SeatsTold
from results.boards.embargo import may_be_seen, may_be_seen_of_council
from results.boards.heads import election_head
from results.boards.names import name_of
from results.boards.outcomes import outcome_card, shown_at
from results.boards.revisions import outcome_of, provenance
from results.boards.snapshot import one_snapshot
from results.models import PUBLISHED, CouncilDeclaration, Declaration, Election, State

PUTS_RIGHT = ~Q(was="")
WITHDRAWAL = Declaration.Kind.WITHDRAWAL


def election_called(slug: str) -> int | None:
    """The row id of the election with this slug; None where there is none."""
    return Election.objects.filter(slug=slug).values_list("pk", flat=True).first()


def corrections(*, election_id: int) -> Corrections:
    """All of an election, newest first, in a fixed number of queries. Raises Election.DoesNotExist."""
    with one_snapshot():
        election = Election.objects.get(pk=election_id)
        rows = [*_of_contests(election), *_of_councils(election)]
    # At the hour when polls close many are shown at once: those keep the order they were published in.
    rows.sort(key=lambda row: (row.at, row.published_at, row.name), reverse=True)
    return Corrections(election=election_head(election), rows=tuple(rows))


def corrected_contests() -> QuerySet[Declaration]:
    """Published revisions of contests that put another right or took it away."""
    return Declaration.objects.filter(PUTS_RIGHT | Q(kind=WITHDRAWAL), state__in=PUBLISHED)


def corrected_councils() -> QuerySet[CouncilDeclaration]:
    """Published totals of councils that put another right or took it away."""
    return CouncilDeclaration.objects.filter(PUTS_RIGHT, state__in=PUBLISHED)


def is_listed(election_id: int) -> Q:
    """The condition on events of what stands in an election's list: they may change its line."""
    contests = corrected_contests().filter(contest__election=election_id).values("contest")
    councils = corrected_councils().filter(council__election=election_id).values("council")
    return Q(contest__in=contests) | Q(council__in=councils)


def _of_contests(election: Election) -> list[CorrectionRow]:
    rows = (
        corrected_contests()
        .filter(may_be_seen(), contest__election=election)
        .select_related(
            "contest__election",
            "entered_by",
            "confirmed_by",
            "bypassed_by",
            "outcome__winner",
            "outcome__party",
            "outcome__previous_party",
        )
    )
    return [_of_contest(row) for row in rows]


def _of_contest(row: Declaration) -> CorrectionRow:
    outcome = outcome_of(row)
    return CorrectionRow(
        key=f"contest-{row.pk}",
        code=row.contest.code,
        name=row.contest.name,
        council=False,
        withdrawn=outcome is None,
        at=shown_at(row),
        published_at=row.published_at or row.entered_at,
        by=name_of(row.entered_by),
        was=row.was,
        now=outcome_card(outcome) if outcome else None,
        seats=None,
        reason=row.reason,
        in_force=row.state == State.IN_FORCE,
        single_source=provenance(row).single_source,
    )


def _of_councils(election: Election) -> list[CorrectionRow]:
    rows = (
        corrected_councils()
        .filter(may_be_seen_of_council(), council__election=election)
        .select_related("council", "entered_by", "confirmed_by", "bypassed_by")
        .prefetch_related("tallies__party")
    )
    return [_of_council(row, election) for row in rows]


def _of_council(row: CouncilDeclaration, election: Election) -> CorrectionRow:
    seats = _seats(row)
    published = row.published_at or row.entered_at
    return CorrectionRow(
        key=f"council-{row.pk}",
        code=row.council.code,
        name=row.council.name,
        council=True,
        withdrawn=not seats.by_party,
        at=max(published, election.polls_close),
        published_at=published,
        by=name_of(row.entered_by),
        was=row.was,
        now=None,
        seats=seats if seats.by_party else None,
        reason=row.reason,
        in_force=row.state == State.IN_FORCE,
        single_source=provenance(row).single_source,
    )


def _seats(row: CouncilDeclaration) -> SeatsTold:
    # Sorted here: an ordered query would pass the prefetched rows by.
    tallies = sorted(row.tallies.all(), key=lambda tally: (-tally.seats, tally.party.code))
    return SeatsTold(
        by_party=tuple((tally.party.code, tally.seats) for tally in tallies if tally.seats),
        complete=row.complete,
    )
