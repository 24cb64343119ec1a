"""The audit: who did what to a contest or to a council's total, who was refused what, who saw what.

Owns the reading of it, for a page and for an export alike, each contest as of one moment. Refuses to write
down that somebody read it (the door does that) and to show what is sealed (see `audit_seal.py`).
"""

from collections.abc import Iterator
from datetime import datetime

from results.boards.audit_cards import Audit, AuditLine
from results.boards.audit_lines import lines_of
from results.boards.audit_reading import Material, of_contests, of_councils
from results.boards.audit_seal import contest_seal, council_seal
from results.boards.embargo import is_embargoed
from results.boards.snapshot import one_snapshot
from results.models import Contest, Council

# Subjects that are read together: few queries, and never a whole election in memory.
BATCH = 100


def contest_audit(*, contest_id: int, viewer: int) -> Audit:
    """One contest as this person may read it. Six queries. Raises Contest.DoesNotExist."""
    with one_snapshot():
        contest = Contest.objects.select_related("election").get(pk=contest_id)
        return _of_contest(contest, of_contests([contest])[contest.pk], viewer=viewer)


def council_audit(*, council_id: int, viewer: int) -> Audit:
    """A council's total as this person may read it. Five queries. Raises Council.DoesNotExist."""
    with one_snapshot():
        council = Council.objects.select_related("election").get(pk=council_id)
        return _of_council(council, of_councils([council])[council.pk], viewer=viewer)


def election_audits(*, election_id: int, viewer: int) -> Iterator[Audit]:
    """Every contest, then every council's total, where anything happened; by name, and read as it is taken.

    Figures that wait are withheld, whoever keyed them: nobody writes down who saw what of a whole election.
    """
    contests = Contest.objects.filter(election=election_id).order_by("name", "pk")
    for batch in _batches(list(contests.values_list("pk", flat=True))):
        with one_snapshot():
            rows = list(contests.filter(pk__in=batch).select_related("election"))
            found = of_contests(rows)
        for row in rows:
            if row.pk in found:
                yield _of_contest(row, found[row.pk], viewer=viewer, all_open=True)
    councils = Council.objects.filter(election=election_id).order_by("name", "pk")
    for batch in _batches(list(councils.values_list("pk", flat=True))):
        with one_snapshot():
            totals = list(councils.filter(pk__in=batch).select_related("election"))
            found = of_councils(totals)
        for council in totals:
            if council.pk in found:
                yield _of_council(council, found[council.pk], viewer=viewer, all_open=True)


def _batches(pks: list[int]) -> Iterator[list[int]]:
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))


def _of_contest(contest: Contest, found: Material, *, viewer: int, all_open: bool = False) -> Audit:
    seal = contest_seal(contest, found.rows, viewer=viewer, all_open=all_open)
    return _audit(contest, closing=contest.closing, lines=lines_of(found, seal))


def _of_council(council: Council, found: Material, *, viewer: int, all_open: bool = False) -> Audit:
    seal = council_seal(viewer=viewer, all_open=all_open)
    return _audit(council, closing=council.election.polls_close, lines=lines_of(found, seal))


def _audit(of: Contest | Council, *, closing: datetime, lines: tuple[AuditLine, ...]) -> Audit:
    return Audit(
        id=of.pk,
        code=of.code,
        name=of.name,
        election=of.election.name,
        slug=of.election.slug,
        rehearsal=of.election.rehearsal,
        hidden_until=closing if is_embargoed(closing) else None,
        lines=lines,
    )
