"""Contests that were put right, or taken away, after their figures aired on an output.

Owns when an alert ends: with newer figures on air, never by itself. Refuses what never aired here.
"""

from collections.abc import Collection
from datetime import datetime

from results.boards.corrections import WITHDRAWAL, corrected_contests
from results.boards.panel_cards import AlertCard
from results.models import AsRun, Contest, Declaration, DeskEvent, OnAir, Output

SHOWING = (AsRun.Act.TAKE, AsRun.Act.UPDATE, AsRun.Act.CORRECT)
MOST = 8


def alerts_of(output: Output, on_air: Collection[OnAir]) -> tuple[AlertCard, ...]:
    """What is wrong on air first, then what aired wrong and is off, newest first. Two queries."""
    aired = _last_aired(output)
    events = (
        DeskEvent.objects.filter(declaration__in=corrected_contests(), contest__in=aired)
        .select_related("contest", "declaration")
        .order_by("seq")
    )
    wrong = {event.contest: event for event in events if event.contest}
    showing = {row.cue.contest_id: row for row in on_air}
    cards = [
        _alert(contest, event, event.declaration, showing.get(contest.pk), aired[contest.pk].at)
        for contest, event in wrong.items()
        if event.declaration and event.seq > (aired[contest.pk].seq or 0)
    ]
    return tuple(sorted(cards, key=lambda card: (card.layer == "", -card.at.timestamp()))[:MOST])


def _last_aired(output: Output) -> dict[int, AsRun]:
    """Each contest's last line in the log that showed figures of it."""
    rows = AsRun.objects.filter(output=output, act__in=SHOWING, cue__contest__isnull=False)
    lines = rows.select_related("cue").defer("values", "cue__values").order_by("number")
    return {line.cue.contest_id: line for line in lines if line.cue and line.cue.contest_id}


def _alert(
    contest: Contest, event: DeskEvent, declaration: Declaration, row: OnAir | None, aired_at: datetime
) -> AlertCard:
    return AlertCard(
        contest_id=contest.pk,
        name=contest.name,
        withdrawn=declaration.kind == WITHDRAWAL,
        at=event.at,
        was=declaration.was,
        reason=declaration.reason,
        layer=row.layer if row else "",
        digest=row.digest if row else "",
        aired_at=aired_at,
    )
