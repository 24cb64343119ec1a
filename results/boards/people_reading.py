"""What is read to count what people did: revisions without their figures, and acts by number.

Owns the queries, three of them, whatever the election's size. Refuses to count.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from results.models import Act, CouncilDeclaration, Declaration, Policy, State

Kind = Act.Kind
FIELDS = (
    "revision",
    "entered_by",
    "entered_at",
    "state",
    "policy",
    "based_on",
    "was",
    "confirmed_by",
    "confirmed_at",
    "rejected_by",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A revision as it is counted; `of` is its contest or council, the other fields are the row's.

    `contradicts`: keyed blind, and different from what somebody else had keyed. `resolved`: put together
    from two by a third person, who is the one that confirmed it.
    """

    of: tuple[str, int]
    revision: int
    entered_by: int
    entered_at: datetime
    state: str = State.IN_FORCE
    policy: str = Policy.DIRECT
    based_on: int = 0
    was: str = ""
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None
    rejected_by: int | None = None
    withdrawal: bool = False
    contradicts: bool = False
    resolved: bool = False


@dataclass(slots=True)
class Acts:
    """Attempts by person that the desk refused, or that came too late; declarations by what was done."""

    refused: Counter[int] = field(default_factory=Counter)
    late: Counter[int] = field(default_factory=Counter)
    contradicting: set[int] = field(default_factory=set)
    resolved: set[int] = field(default_factory=set)


def read_acts(election_id: int | None) -> Acts:
    """The acts of an election, or of all. One query."""
    rows = Act.objects.filter(kind__in=[Kind.REFUSED, Kind.IGNORED, Kind.DISPUTED, Kind.RESOLVED])
    if election_id is not None:
        rows = rows.filter(Q(contest__election=election_id) | Q(council__election=election_id))
    found = Acts()
    counts = rows.order_by().values_list("kind", "by", "declaration").annotate(times=Count("pk"))
    for kind, by, declaration, times in counts:
        if kind in {Kind.REFUSED, Kind.IGNORED}:
            (found.refused if kind == Kind.REFUSED else found.late)[by] += times
        elif declaration is not None:
            (found.contradicting if kind == Kind.DISPUTED else found.resolved).add(declaration)
    return found


def read_sent(election_id: int | None, acts: Acts) -> list[Sent]:
    """Every revision of an election, or of all: of contests, then of councils. Two queries."""
    return [*_of_contests(election_id, acts), *_of_councils(election_id)]


def _of_contests(election_id: int | None, acts: Acts) -> Iterator[Sent]:
    rows: QuerySet[Declaration] = Declaration.objects.all()
    if election_id is not None:
        rows = rows.filter(contest__election=election_id)
    for row in rows.order_by().values("pk", "contest", "kind", *FIELDS):
        yield Sent(
            of=("contest", row["contest"]),
            withdrawal=row["kind"] == Declaration.Kind.WITHDRAWAL,
            contradicts=row["pk"] in acts.contradicting,
            resolved=row["pk"] in acts.resolved,
            **_fields(row),
        )


def _of_councils(election_id: int | None) -> Iterator[Sent]:
    rows: QuerySet[CouncilDeclaration] = CouncilDeclaration.objects.all()
    if election_id is not None:
        rows = rows.filter(council__election=election_id)
    for row in rows.order_by().values("council", *FIELDS):
        yield Sent(of=("council", row["council"]), **_fields(row))


def _fields(row: Any) -> dict[str, Any]:
    return {name: row[name] for name in FIELDS}
