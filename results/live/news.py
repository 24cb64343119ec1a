"""What happened in an election after a number, drawn for the topics that somebody listens to.

Runs in the hub's own thread. Number, events and every figure drawn come from one snapshot, so a
frame's number is the number of its content.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError
from django.db.models import Max, Q

from results.boards.corrections import is_listed
from results.boards.embargo import closings_ahead, last_closing
from results.boards.heads import reload_mark
from results.boards.snapshot import one_snapshot
from results.live.drawing import Changed, draw, touched
from results.live.topics import OF_DESKS, OF_OUTPUTS, Kind, Topic
from results.measures.instruments import DRAWING
from results.models import DESK_ONLY, DeskEvent, Election

log = logging.getLogger(__name__)

# A held contest is held on every output, so each hears of every act of its election.
UNTOLD = DESK_ONLY - {DeskEvent.Kind.ON_AIR}
# What these change by nothing of; they change by everything else.
UNHEARD: Mapping[Kind, frozenset[str]] = {
    **dict.fromkeys(OF_OUTPUTS, UNTOLD),
    **dict.fromkeys(OF_DESKS, frozenset({DeskEvent.Kind.ON_AIR})),
}
TOUCHING: Mapping[Kind, Callable[[int], Q]] = {
    Kind.REGION: lambda region: (
        Q(contest__regions=region) | Q(council__regions=region) | Q(contest__council__regions=region)
    ),
    Kind.PICTURES: lambda region: Q(contest__regions=region),
    Kind.CONTEST: lambda contest: Q(contest=contest),
    Kind.COUNCIL: lambda council: Q(council=council) | Q(contest__council=council),
    Kind.CORRECTIONS: is_listed,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an election is: its number, when that was given, and how many hours are still to strike.

    At each of those polls close somewhere, and there is more to be seen. `reload` is the mark of the last
    order to load pages anew, and over how many seconds.
    """

    seq: int
    as_at: datetime | None
    closings: int = 0
    reload: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class News:
    """An election's new number, and the new content of each topic that changed.

    `whole`: the content is every fragment of each. `struck`: polls have closed somewhere since. `lost` are
    the topics that changed and have no content: gone, or not to be drawn. `happened`: when each event was.
    """

    standing: Standing
    content: Mapping[Topic, str]
    whole: bool = False
    struck: bool = False
    lost: frozenset[Topic] = frozenset()
    happened: tuple[datetime, ...] = ()


def standings(elections: Collection[int]) -> dict[int, Standing]:
    """Where each of these elections is; those that are gone are left out. One query."""
    rows = Election.objects.filter(pk__in=elections)
    found = rows.values_list("pk", "seq", "seq_at", closings_ahead(), "reload_at", "reload_over_s")
    return {
        pk: Standing(seq, at, closings, reload=(reload_mark(ordered), over))
        for pk, seq, at, closings, ordered, over in found
    }


def news(*, election: int, since: int, topics: Collection[Topic], closings: int = 0) -> News:
    """What changed for `topics` after event `since`, when there were so many `closings` to come."""
    with one_snapshot():
        standing = standings([election])[election]
        rows = DeskEvent.objects.filter(election=election, seq__gt=since)
        told = list(rows.values_list("kind", "contest", "council", "at"))
        events = [event for event in told if event[0] not in DESK_ONLY]
        struck = standing.closings != closings
        whole = standing.seq < since or struck or any(kind == DeskEvent.Kind.REFERENCE for kind, *_ in events)
        changes: Mapping[Topic, Changed | None] = (
            dict.fromkeys(topics)
            if whole
            else dict.fromkeys(topic for topic in topics if _hears(topic, {kind for kind, *_ in told}))
            | touched(
                election=election,
                contests={contest for _, contest, *_ in events if contest},
                councils={council for _, _, council, _ in events if council},
                topics=topics,
            )
        )
        content = _drawn(changes)
        lost = frozenset(changes) - frozenset(content)
        happened = tuple(at for *_, at in told)
        return News(standing, content, whole=whole, struck=struck, lost=lost, happened=happened)


def snapshot(topic: Topic) -> tuple[Standing, str]:
    """Everything on a topic's page, and the number it is of."""
    with one_snapshot():
        standing = standings([topic.election])[topic.election]
        with DRAWING.taken(topic.kind):
            return standing, draw(topic)


def last_of(topic: Topic) -> int:
    """The number of the newest event that changed a topic's page; 0 before the first. One query."""
    events = DeskEvent.objects.filter(election=topic.election)
    if topic.kind in UNHEARD:
        touching = ~Q(kind__in=UNHEARD[topic.kind])
    else:
        touching = ~Q(kind__in=DESK_ONLY) & (
            Q(kind=DeskEvent.Kind.REFERENCE) | TOUCHING[topic.kind](topic.id)
        )
    return events.filter(touching).aggregate(last=Max("seq"))["last"] or 0


def struck_at(election: int) -> int:
    """The number at which polls closed last in an election; 0 where nothing had happened by then.

    A page that is of this number or a lower one may be from before the hour. Three queries at most.
    """
    hour = last_closing(election)
    if hour is None:
        return 0
    events = DeskEvent.objects.filter(election=election, at__lte=hour)
    return events.aggregate(last=Max("seq"))["last"] or 0


def _hears(topic: Topic, kinds: Collection[str]) -> bool:
    return topic.kind in UNHEARD and any(kind not in UNHEARD[topic.kind] for kind in kinds)


def _drawn(changes: Mapping[Topic, Changed | None]) -> dict[Topic, str]:
    # One page that is gone, or has a fault, must not keep the news from all others.
    content = {}
    for topic, changed in changes.items():
        try:
            with DRAWING.taken(topic.kind):
                content[topic] = draw(topic, changed)
        except DatabaseError:
            raise
        except ObjectDoesNotExist:
            log.info("%s is gone.", topic)
        except Exception:
            log.exception("%s cannot be drawn.", topic)
    return content
