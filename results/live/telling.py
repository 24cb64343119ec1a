"""When boards were first sent what came into force: the end of the way from the hall to the wall.

Written after the frames went out, by a thread of its own, so that nothing waits for it: neither a board nor
a reporter. Refuses to matter: what cannot be written is logged, and the night's stopwatch lacks a time. What
polls that are open hide was not told yet, whatever was sent.
"""

import asyncio
import logging
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime

from django.db import close_old_connections, connections
from django.db.models import Q

from results.boards.embargo import may_be_seen
from results.live.topics import Kind, Topic
from results.models import DeskEvent, Told

PUBLISHING = (DeskEvent.Kind.DECLARED, DeskEvent.Kind.CORRECTED, DeskEvent.Kind.WITHDRAWN)
# The contest's event by what a topic of that kind is about.
SHOWS = {
    Kind.REGION: "contest__regions",
    Kind.CONTEST: "contest",
    Kind.COUNCIL: "contest__council",
}
log = logging.getLogger(__name__)
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-told")


@dataclass(frozen=True, slots=True)
class Sent:
    """Frames about the events of an election after `since` up to `until`, offered to `topics` by `at`."""

    election: int
    since: int
    until: int
    topics: Collection[Topic]
    at: datetime


def note_sent(sent: Sent) -> None:
    """Keep when these events were first told, where a board that shows them was. Returns at once."""
    if any(topic.kind in SHOWS for topic in sent.topics):
        _thread.submit(_kept, sent)


async def all_noted() -> None:
    """Wait until everything that was sent so far is kept, or was not to be."""
    await asyncio.wrap_future(_thread.submit(close_old_connections))


def _kept(sent: Sent) -> None:
    try:
        close_old_connections()
        told = [Told(event_id=event, at=sent.at) for event in _events(sent)]
        if told:
            # Another process may have been quicker: the first one stands.
            Told.objects.bulk_create(told, ignore_conflicts=True)
    except Exception as error:
        log.warning("When boards were told of events up to %s was not kept: %r", sent.until, error)
    finally:
        connections.close_all()


def _events(sent: Sent) -> list[int]:
    shown = Q()
    for kind, path in SHOWS.items():
        shown |= Q(**{f"{path}__in": [topic.id for topic in sent.topics if topic.kind is kind]})
    rows = DeskEvent.objects.filter(
        may_be_seen(),
        shown,
        election=sent.election,
        seq__gt=sent.since,
        seq__lte=sent.until,
        kind__in=PUBLISHING,
        declaration__isnull=False,
    )
    return list(rows.values_list("pk", flat=True).distinct())
