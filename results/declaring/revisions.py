"""A contest under its lock, with every revision it went through.

Owns who may act on a contest and what stands in the way. Reads all revisions at once: there are a
handful, and every command needs to know of several.
"""

from dataclasses import dataclass

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, User

from results.declaring.numbering import refuse_if_closed
from results.declaring.refusals import NotYours, PollStopped
from results.models import Assignment, Contest, Declaration, State

STOPPED = (Contest.Status.COUNTERMANDED, Contest.Status.DEFERRED)


@dataclass(frozen=True, slots=True)
class Revisions:
    """The revisions of one contest, newest first."""

    rows: tuple[Declaration, ...]

    @property
    def in_force(self) -> Declaration | None:
        """The newest published one, a withdrawal included."""
        return next((row for row in self.rows if row.state == State.IN_FORCE), None)

    @property
    def current(self) -> Declaration | None:
        """The declaration that counts; None where there is none, or it was withdrawn."""
        row = self.in_force
        return None if row is None or row.kind == Declaration.Kind.WITHDRAWAL else row

    @property
    def waiting(self) -> Declaration | None:
        """The entry that waits for a second person."""
        return next((row for row in self.rows if row.state == State.WAITING), None)

    @property
    def disputed(self) -> tuple[Declaration, ...]:
        """Two entries that differ, the earlier one first; or none."""
        return tuple(row for row in reversed(self.rows) if row.state == State.DISPUTED)

    @property
    def open(self) -> tuple[Declaration, ...]:
        """What waits for a second person, or differs from what another keyed."""
        return (*((self.waiting,) if self.waiting else ()), *self.disputed)

    @property
    def next_number(self) -> int:
        """The number of the next revision."""
        return max((row.revision for row in self.rows), default=0) + 1

    @property
    def base(self) -> int:
        """The revision that a new entry stands upon; 0 for none."""
        return self.in_force.revision if self.in_force else 0

    def sent_before(self, *, by: User, key: str) -> Declaration | None:
        """What this person's form sent already."""
        if not key:
            return None
        return next((row for row in self.rows if row.key == key and row.entered_by_id == by.pk), None)


def revisions_of(contest: Contest) -> Revisions:
    """All revisions of a contest. One query."""
    rows = Declaration.objects.filter(contest=contest).select_related("entered_by").order_by("-revision")
    return Revisions(tuple(rows))


def may_declare(*, user: AbstractBaseUser | AnonymousUser, contest_id: int) -> bool:
    """Whether this person may enter this contest's figures: her own count, or the right to enter any."""
    if not isinstance(user, User) or not user.is_active:
        return False
    if user.has_perm("results.enter_any_contest"):
        return True
    if not user.has_perm("results.add_declaration"):
        return False
    return Assignment.objects.filter(reporter=user, contest=contest_id).exists()


def locked_contest(contest_id: int, by: User) -> Contest:
    """The contest's row, held until the transaction ends. Raises NotYours or ElectionClosed.

    The lock makes two reporters of one count queue up: the second sees the first's figures.
    """
    rows = Contest.objects.select_for_update(of=("self",)).select_related("election", "council")
    contest = rows.get(pk=contest_id)
    if not may_declare(user=by, contest_id=contest_id):
        raise NotYours(f"{contest.name} is not one of your counts: ask a producer to assign it to you.")
    refuse_if_closed(contest.election)
    return contest


def refuse_if_stopped(contest: Contest) -> None:
    """Raise PollStopped where nobody is elected tonight."""
    if contest.status in STOPPED:
        raise PollStopped(
            f"The poll in {contest.name} is {contest.get_status_display()}: "
            "a producer can put it back to expected."
        )


def name_of(person: User) -> str:
    """How a person is called on screens."""
    return person.get_full_name() or person.get_username()
