"""Declared contests as the night learns from them, many at a time.

Owns which declarations teach: those with figures, of one seat, where the most votes win. A winner without
figures and a seat without a poll teach nothing; neither do votes that were shared out otherwise. Refuses to
learn: that is `night.py`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Prefetch

from results.declaring.expecting import expected_of, with_region
from results.declaring.facts import previous_of, standing_of
from results.declaring.figures import count_from
from results.models import Candidacy, Contest, Declaration, PreviousTally, Tally
from results.models.declarations import DeclarationQuerySet
from results.psephology.comparison import Expected
from results.psephology.counts import Count, Previous, Standing
from results.psephology.tonight import Tonight


@dataclass(frozen=True, slots=True)
class Lesson:
    """A declaration in force, with what was known of its contest before, and when polls close there."""

    contest_id: int
    closing: datetime
    standings: tuple[Standing, ...]
    count: Count
    previous: Previous | None
    expected: Expected

    def learnt(self, tonight: Tonight) -> Tonight:
        """The night with this result."""
        return tonight.with_result(
            standings=self.standings, count=self.count, previous=self.previous, expected=self.expected
        )


def lessons(*, election_id: int, contests: Collection[int | None] | None = None) -> tuple[Lesson, ...]:
    """What declarations in force teach, in the order of their events; of all contests, or of these.

    Five queries, however many there are.
    """
    rows = Declaration.objects.filter(
        kind=Declaration.Kind.FIGURES,
        contest__election=election_id,
        contest__seats=1,
        contest__method=Contest.Method.FPTP,
    )
    if contests is not None:
        rows = rows.filter(contest__in=contests)
    return tuple(_lesson(row) for row in _whole(rows))


def _whole(ever: DeclarationQuerySet) -> list[Declaration]:
    """Those of them in force, with all that a lesson asks of them."""
    standing = Candidacy.objects.select_related("party__counts_as").order_by("number")
    before = PreviousTally.objects.select_related("party__counts_as")
    contests = with_region(Contest.objects.select_related("election")).prefetch_related(
        Prefetch("candidacies", standing), Prefetch("previous", before)
    )
    tallies = Prefetch("tallies", Tally.objects.select_related("candidacy"))
    rows = ever.in_force().prefetch_related(tallies).annotate(event=Min("events__seq"))
    whole = list(rows.order_by("event", "pk"))
    # A sub-select, and no prefetch: that names each row, and SQLite takes no more than a thousand names. Of
    # all that ever were, and second: one declared or withdrawn between the two questions has its contest too.
    found = contests.filter(pk__in=ever.order_by().values("contest")).in_bulk()
    for row in whole:
        row.contest = found[row.contest_id]
    return whole


def _lesson(row: Declaration) -> Lesson:
    contest = row.contest
    standing = list(contest.candidacies.all())
    return Lesson(
        contest_id=contest.pk,
        closing=contest.closing,
        standings=tuple(standing_of(own) for own in standing),
        count=count_from(row, list(row.tallies.all())),
        previous=None if contest.new_seat else previous_of(list(contest.previous.all())),
        expected=expected_of(contest, sitting=frozenset(own.number for own in standing if own.incumbent)),
    )
