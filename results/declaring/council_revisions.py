"""A council under its lock, with every total it went through.

Owns who may act on a council's total. Takes the council's lock, and after it only the election's: wards
take their contest's, then the council's, so that nobody waits for anybody in a ring.
"""

from dataclasses import dataclass

from django.contrib.auth.models import User

from results.declaring.council_entered import TotalEntry
from results.declaring.council_facts import seats_of
from results.declaring.numbering import refuse_if_closed
from results.declaring.refusals import NotYours
from results.models import Assignment, Council, CouncilDeclaration, State


@dataclass(frozen=True, slots=True)
class Totals:
    """The totals of one council, newest first. One that was withdrawn is in force without seats."""

    rows: tuple[CouncilDeclaration, ...]

    @property
    def in_force(self) -> CouncilDeclaration | None:
        """The newest published one."""
        return next((row for row in self.rows if row.state == State.IN_FORCE), None)

    @property
    def waiting(self) -> CouncilDeclaration | None:
        """The one that waits for a second person."""
        return next((row for row in self.rows if row.state == State.WAITING), None)

    @property
    def next_number(self) -> int:
        """The number of the next revision."""
        return max((row.revision for row in self.rows), default=0) + 1

    @property
    def base(self) -> int:
        """The revision that a new entry stands upon; 0 for none."""
        return self.in_force.revision if self.in_force else 0

    def sent_before(self, entry: TotalEntry) -> CouncilDeclaration | None:
        """What this person's form sent already."""
        if not entry.evidence.key:
            return None
        return next(
            (row for row in self.rows if (row.key, row.entered_by_id) == (entry.evidence.key, entry.by.pk)),
            None,
        )


def totals_of(council: Council) -> Totals:
    """All totals of a council. One query."""
    rows = CouncilDeclaration.objects.filter(council=council).select_related("entered_by", "council")
    return Totals(tuple(rows.order_by("-revision")))


def may_enter_total(*, user: User, council_id: int) -> bool:
    """Whether this person may enter the council's total: any contest is hers, or a ward of it is."""
    if not user.is_active:
        return False
    if user.has_perm("results.enter_any_contest"):
        return True
    if not user.has_perm("results.add_declaration"):
        return False
    return Assignment.objects.filter(reporter=user, contest__council=council_id).exists()


def locked_council(council_id: int, by: User) -> Council:
    """The council's row, held until the transaction ends. Raises NotYours or ElectionClosed."""
    council = Council.objects.select_for_update(of=("self",)).select_related("election").get(pk=council_id)
    if not may_enter_total(user=by, council_id=council_id):
        raise NotYours(f"{council.name} is not one of your counts: ask a producer to assign it to you.")
    refuse_if_closed(council.election)
    return council


def is_same(row: CouncilDeclaration, entry: TotalEntry, *, fillable: int) -> bool:
    """Whether a revision says what the entry says; `fillable` seats are a whole total. One query."""
    return row.complete == in_full(entry, fillable) and seats_of(row) == entry.won


def in_full(entry: TotalEntry, fillable: int) -> bool:
    """Whether nothing more is to come: it was ticked, or every seat that can be filled is."""
    return not entry.withdraws and (entry.complete or sum(entry.won.values()) == fillable)
