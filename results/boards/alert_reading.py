"""What is read to know what aired wrong: showings on an output, and the revisions that put results right.

Owns the queries, a fixed number however long the night, and how long each showing was on air.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Max, Q, QuerySet

from results.boards.corrections import WITHDRAWAL, corrected_contests, corrected_councils
from results.boards.counting import holding
from results.boards.embargo import may_be_seen, may_be_seen_of_council
from results.boards.outcomes import shown_at
from results.boards.panel import subject_of
from results.boards.told_results import Told, contest_key, council_key, told_of_region
from results.models import (
    PUBLISHED,
    AsRun,
    Contest,
    Council,
    CouncilDeclaration,
    Cue,
    Declaration,
    OnAir,
)

ABOUT = ("contest", "council", "region")
LEAVES = (AsRun.Act.OUT, AsRun.Act.CLEAR, AsRun.Act.TAKE)
End = tuple[int, str, str, datetime]
Regions = dict[int, set[int]]


@dataclass(frozen=True, slots=True)
class Showing:
    """Values that viewers saw from `at` on, or see where `layer` is not empty; `until` they were off.

    `told` is the revision of every result in them. One that `follows` the results of a `region` tells what
    counts now.
    """

    cue: int
    graphic: str
    subject: str
    contest: int | None
    council: int | None
    region: int | None
    layer: str
    digest: str
    at: datetime
    until: datetime | None
    values: Mapping[str, Any]
    told: Mapping[str, int]
    follows: bool

    @property
    def of(self) -> tuple[object, ...]:
        """Equal for showings that stand in each other's place: any of a contest, else of one graphic."""
        return (self.contest,) if self.contest else (self.graphic, self.council, self.region)


@dataclass(frozen=True, slots=True)
class Right:
    """A revision that put another right or took it away; screens told that other since `before`.

    `declaration` or `total` is its row, of a contest or of a council.
    """

    key: str
    revision: int
    at: datetime
    before: datetime
    code: str
    name: str
    contest: int | None
    declaration: int | None
    total: int | None
    regions: frozenset[int]
    withdrawn: bool
    was: str
    reason: str


def on_air(output_id: int) -> list[Showing]:
    """What is on air on an output. Two queries, and two more for every region that follows there."""
    rows = list(_with_cue(OnAir.objects.filter(output=output_id)))
    held = holding().filter(Q(output=output_id) | Q(cue__output=output_id)).values_list("cue", flat=True)
    kept = set(held) if rows else set()
    moving = {
        row.pk: row.cue.region_id or 0
        for row in rows
        if row.cue.mode == Cue.Mode.FOLLOW and not {None, row.cue_id} & kept
    }
    now = {region: told_of_region(region) for region in set(moving.values())}
    return [
        _showing(row, at=row.since, layer=row.layer, told=now[moving[row.pk]] if row.pk in moving else None)
        for row in rows
    ]


def off_air(output_id: int, on: Iterable[Showing]) -> list[Showing]:
    """The last showing of everything that aired and is off now. Four queries."""
    shown = AsRun.objects.filter(output=output_id, values__isnull=False, cue__isnull=False).order_by()
    contests = shown.filter(cue__contest__isnull=False).values("cue__contest")
    others = shown.filter(cue__contest=None).values("cue__graphic", "cue__council", "cue__region")
    # By row, for numbers begin anew where an output is given another election.
    lasts = [row["last"] for group in (contests, others) for row in group.annotate(last=Max("pk"))]
    left = AsRun.objects.filter(output=output_id, act__in=LEAVES).order_by("pk")
    ends: list[End] = list(left.values_list("pk", "act", "layer", "at"))
    rows = _with_cue(shown.filter(pk__in=lasts)).order_by("pk")
    last = {one.of: one for one in (_ended(row, ends) for row in rows)}
    still = {one.of for one in on}
    return [one for one in last.values() if one.of not in still]


def put_right(election_id: int) -> dict[str, list[Right]]:
    """The revisions that put results right, oldest first, by the result's key. Four queries at most."""
    contests = corrected_contests().filter(may_be_seen(), contest__election=election_id)
    councils = corrected_councils().filter(may_be_seen_of_council(), council__election=election_id)
    found: dict[str, list[Right]] = {}
    for right in (*_of_contests(contests), *_of_councils(councils)):
        found.setdefault(right.key, []).append(right)
    return found


def _with_cue(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related(*(f"cue__{name}" for name in ABOUT))


def _ended(row: AsRun, ends: Iterable[End]) -> Showing:
    gone = (
        at for pk, act, layer, at in ends if pk > row.pk and (act == AsRun.Act.CLEAR or layer == row.layer)
    )
    return _showing(row, at=row.at, until=next(gone, None))


def _showing(
    row: Any, *, at: datetime, layer: str = "", until: datetime | None = None, told: Told | None = None
) -> Showing:
    cue = row.cue
    # What a hold froze stood still from then on.
    moved = not layer and cue.mode == Cue.Mode.FOLLOW and row.act != AsRun.Act.FOLLOW
    return Showing(
        cue=cue.pk,
        graphic=cue.graphic,
        subject=subject_of(cue),
        contest=cue.contest_id,
        council=cue.council_id,
        region=cue.region_id,
        layer=layer,
        digest=row.digest,
        at=at,
        until=until,
        values=row.values,
        told=told_by(cue, row.values) if told is None else told,
        follows=moved or told is not None,
    )


def told_by(cue: Cue, values: Mapping[str, Any]) -> Told:
    """The revision of every result that values of a cue tell."""
    if cue.contest_id is None:
        return dict(values.get("told") or {})
    revision = values.get("revision")
    return {contest_key(cue.contest_id): revision} if isinstance(revision, int) else {}


def _of_contests(corrected: QuerySet[Declaration]) -> Iterable[Right]:
    rows = Declaration.objects.filter(
        may_be_seen(), contest__in=corrected.order_by().values("contest"), state__in=PUBLISHED
    )
    published = list(rows.select_related("contest__election").order_by("contest", "revision"))
    regions = _regions(Contest.regions.through.objects, "contest", {row.contest_id for row in published})
    for before, row in pairwise(published):
        if before.contest_id == row.contest_id and (row.was or row.kind == WITHDRAWAL):
            yield Right(
                key=contest_key(row.contest_id),
                revision=row.revision,
                at=shown_at(row),
                before=shown_at(before),
                code=row.contest.code,
                name=row.contest.name,
                contest=row.contest_id,
                declaration=row.pk,
                total=None,
                regions=frozenset(regions.get(row.contest_id, ())),
                withdrawn=row.kind == WITHDRAWAL,
                was=row.was,
                reason=row.reason,
            )


def _of_councils(corrected: QuerySet[CouncilDeclaration]) -> Iterable[Right]:
    rows = CouncilDeclaration.objects.filter(
        may_be_seen_of_council(), council__in=corrected.order_by().values("council"), state__in=PUBLISHED
    )
    published = list(rows.select_related("council__election").order_by("council", "revision"))
    councils = {row.council_id for row in published}
    regions = _regions(Council.regions.through.objects, "council", councils)
    seats = (
        dict(rows.order_by().annotate(seats=Max("tallies__seats")).values_list("pk", "seats"))
        if published
        else {}
    )
    for before, row in pairwise(published):
        if before.council_id == row.council_id and row.was:
            yield Right(
                key=council_key(row.council_id),
                revision=row.revision,
                at=_published(row),
                before=_published(before),
                code=row.council.code,
                name=row.council.name,
                contest=None,
                declaration=None,
                total=row.pk,
                regions=frozenset(regions.get(row.council_id, ())),
                withdrawn=not seats.get(row.pk),
                was=row.was,
                reason=row.reason,
            )


def _published(row: CouncilDeclaration) -> datetime:
    return max(row.published_at or row.entered_at, row.council.election.polls_close)


def _regions(rows: Any, of: str, wanted: Collection[int]) -> Regions:
    found: Regions = {}
    if wanted:
        for row_id, region in rows.filter(**{f"{of}__in": wanted}).values_list(of, "region"):
            found.setdefault(row_id, set()).add(region)
    return found
