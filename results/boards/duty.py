"""What the engineer on duty asks of the database: numbers, what waits, what was not told yet.

Refuses figures: how many wait says nothing of how people voted. Everything here is a fixed number of queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Q
from django.utils import timezone

from results.models import OPEN, AccessLink, CouncilDeclaration, Declaration, DeskEvent, Election, State

MOST = 500


@dataclass(frozen=True, slots=True)
class ElectionNow:
    """Where an election is, and how many entries wait for somebody: to be confirmed, and to be settled."""

    id: int
    slug: str
    name: str
    seq: int
    seq_at: datetime | None
    closed: bool
    waiting: int
    disputed: int


@dataclass(frozen=True, slots=True)
class LinkNow:
    """A link that opens something, what, when it was last seen to, to half a minute, and when it ends."""

    id: int
    name: str
    scope: str
    used_at: datetime | None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Untold:
    """An event that some process had not told when it was asked."""

    election: int
    seq: int
    at: datetime


def elections_now() -> tuple[ElectionNow, ...]:
    """Every election, the newest first. Three queries."""
    open_of = {
        **{("contest", *key): many for key, many in _open(Declaration, "contest__election")},
        **{("council", *key): many for key, many in _open(CouncilDeclaration, "council__election")},
    }
    rows = Election.objects.order_by("-date", "slug")
    return tuple(
        ElectionNow(
            id=pk,
            slug=slug,
            name=name,
            seq=seq,
            seq_at=at,
            closed=closed is not None,
            waiting=sum(open_of.get((of, pk, State.WAITING), 0) for of in ("contest", "council")),
            disputed=sum(open_of.get((of, pk, State.DISPUTED), 0) for of in ("contest", "council")),
        )
        for pk, slug, name, seq, at, closed in rows.values_list(
            "pk", "slug", "name", "seq", "seq_at", "closed_at"
        )
    )


def _open(
    model: type[Declaration] | type[CouncilDeclaration], election: str
) -> list[tuple[tuple[int, str], int]]:
    rows = model._default_manager.filter(state__in=OPEN).order_by()
    counted = rows.values_list(election, "state").annotate(Count("pk"))
    return [((of, state), many) for of, state, many in counted]


def links_now() -> tuple[LinkNow, ...]:
    """Every link that opens something. One query."""
    rows = AccessLink.objects.open_at(timezone.now()).order_by("name", "pk")
    shown = rows.values_list("pk", "name", "scope", "last_used_at", "expires_at")
    return tuple(LinkNow(*row) for row in shown)


def untold(seen: Mapping[int, int]) -> tuple[Untold, ...]:
    """The oldest events after these numbers of elections, at most `MOST`. One query; none of nothing."""
    if not seen:
        return ()
    after = Q()
    for election, seq in seen.items():
        after |= Q(election=election, seq__gt=seq)
    rows = DeskEvent.objects.filter(after).order_by("at", "seq")
    return tuple(Untold(*row) for row in rows.values_list("election", "seq", "at")[:MOST])


def migrations_waiting() -> int:
    """How many apps of the desk have migrations that the database has not seen. Two queries."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sum(leaf not in applied for leaf in _last_migrations())


@cache
def _last_migrations() -> tuple[tuple[str, str], ...]:
    # Of the code that runs: what lies on the disk by now may be newer.
    return tuple(MigrationLoader(None).graph.leaf_nodes())
