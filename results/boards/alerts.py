"""Results that were put right or taken away after an output had shown them: what aired, and what holds now.

Owns which showings are wrong, by the revision that the values on air told, whatever number they were read
at: what a hold kept is as old as its revision. An alert ends with the right revision shown on the same
output, never by itself. Refuses what never aired there, and the embargoed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from results.boards.cards import OutcomeCard
from results.boards.corrections import WITHDRAWAL, corrected_contests
from results.boards.embargo import may_be_seen
from results.boards.outcomes import outcome_card, outcomes_in_force, shown_at
from results.boards.snapshot import one_snapshot
from results.models import AsRun, Declaration, OnAir

SAYS = ("phrase", "margin", "words")


@dataclass(frozen=True, slots=True)
class Alert:
    """A showing that is wrong since. `layer` is where it is on air, empty where it is off.

    `aired` is what it said; `now` is what holds, None where the result was withdrawn. `was` and `reason`
    are those of the revision that put it right. `digest` is of what is on air, or was.
    """

    contest: int
    code: str
    name: str
    cue: int
    graphic: str
    layer: str
    digest: str
    aired_at: datetime
    aired: str
    withdrawn: bool
    at: datetime
    was: str
    reason: str
    now: OutcomeCard | None


@dataclass(frozen=True, slots=True)
class _Showing:
    """Values that viewers saw, or see."""

    contest: int
    cue: int
    graphic: str
    layer: str
    digest: str
    at: datetime
    values: Mapping[str, Any]

    @property
    def revision(self) -> int | None:
        """The revision it told; None where it told none."""
        told = self.values.get("revision")
        return told if isinstance(told, int) else None


def alerts(*, output_id: int) -> tuple[Alert, ...]:
    """What is wrong on air, then what aired wrong and is off, newest first. Four queries."""
    with one_snapshot():
        on_air = _on_air(output_id)
        last = _last_aired(output_id)
        since = _put_right({*last, *(shown.contest for shown in on_air)})
        outcomes = outcomes_in_force().filter(declaration__contest__in=list(since))
        now = {row.declaration.contest_id: outcome_card(row) for row in outcomes}
    still = {shown.contest for shown in on_air}
    showings = [*on_air, *(shown for shown in last.values() if shown.contest not in still)]
    told = [
        _alert(shown, right[-1], now.get(shown.contest))
        for shown in showings
        if (right := _after(shown, since.get(shown.contest, ())))
    ]
    return tuple(sorted(told, key=lambda alert: (not alert.layer, -alert.at.timestamp())))


def _on_air(output_id: int) -> list[_Showing]:
    rows = OnAir.objects.filter(output=output_id, cue__contest__isnull=False).select_related("cue")
    return [
        _Showing(
            row.cue.contest_id or 0, row.cue_id, row.cue.graphic, row.layer, row.digest, row.since, row.values
        )
        for row in rows
    ]


def _last_aired(output_id: int) -> dict[int, _Showing]:
    """The last showing of each contest that was put right at any time, as off air."""
    contests = corrected_contests().filter(may_be_seen()).order_by().values("contest")
    rows = AsRun.objects.filter(output=output_id, cue__contest__in=contests, values__isnull=False)
    return {
        row.cue.contest_id: _Showing(
            row.cue.contest_id, row.cue.pk, row.cue.graphic, "", row.digest, row.at, row.values
        )
        for row in rows.select_related("cue").order_by("number")
        if row.cue and row.cue.contest_id and row.values
    }


def _put_right(contests: Iterable[int]) -> dict[int, list[Declaration]]:
    """The revisions that put another right or took it away, oldest first."""
    rows = corrected_contests().filter(may_be_seen(), contest__in=list(contests))
    found = defaultdict(list)
    for row in rows.select_related("contest__election").order_by("revision"):
        found[row.contest_id].append(row)
    return dict(found)


def _after(shown: _Showing, put_right: Iterable[Declaration]) -> list[Declaration]:
    told = shown.revision
    return [] if told is None else [row for row in put_right if row.revision > told]


def _alert(shown: _Showing, right: Declaration, now: OutcomeCard | None) -> Alert:
    said = (shown.values.get(name) for name in SAYS)
    return Alert(
        contest=shown.contest,
        code=right.contest.code,
        name=right.contest.name,
        cue=shown.cue,
        graphic=shown.graphic,
        layer=shown.layer,
        digest=shown.digest,
        aired_at=shown.at,
        aired=", ".join(word for word in said if isinstance(word, str) and word),
        withdrawn=right.kind == WITHDRAWAL,
        at=shown_at(right),
        was=right.was,
        reason=right.reason,
        now=now,
    )
