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

from results.boards.embargo import is_embargoed
from results.boards.snapshot import one_snapshot
from results.live.drawing import Changed, draw, touched
from results.live.topics import Kind, Topic
from results.models import DeskEvent, Election

log = logging.getLogger(__name__)


TOUCHING: Mapping[Kind, Callable[[int], Q]] = {
    Kind.REGION: lambda region: (
        Q(contest__regions=region) | Q(council__regions=region) | Q(contest__council__regions=region)
    ),
    Kind.CONTEST: lambda contest: Q(contest=contest),
    Kind.COUNCIL: lambda council: Q(council=council) | Q(contest__council=council),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an election is: its number, when that was given, and whether its polls are open still."""

    seq: int
    as_at: datetime | None
    embargoed: bool = False


@dataclass(frozen=True, slots=True)
class News:
    """An election's new number, and the new content of each topic that changed.

    `lost` are the topics that changed and have no content: gone, or not to be drawn.
    """

    standing: Standing
    content: Mapping[Topic, str]
    whole: bool = False
    lost: frozenset[Topic] = frozenset()


def standings(elections: Collection[int]) -> dict[int, Standing]:
    """Where each of these elections is; those that are gone are left out. One query."""
    rows = Election.objects.filter(pk__in=elections).values_list("pk", "seq", "seq_at", "polls_close")
    return {pk: Standing(seq=seq, as_at=at, embargoed=is_embargoed(closing)) for pk, seq, at, closing in rows}


def news(*, election: int, since: int, topics: Collection[Topic], embargoed: bool = False) -> News:
    """What changed for `topics` after event `since`, when polls were still open if `embargoed`.

    `whole`: the content is every fragment of each.
    """
    with one_snapshot():
        standing = standings([election])[election]
        events = list(
            DeskEvent.objects.filter(election=election, seq__gt=since).values_list(
                "kind", "contest", "council"
            )
        )
        whole = (
            standing.seq < since
            or standing.embargoed != embargoed
            or any(kind == DeskEvent.Kind.REFERENCE for kind, *_ in events)
        )
        changes: Mapping[Topic, Changed | None] = (
            dict.fromkeys(topics)
            if whole
            else touched(
                election=election,
                contests={contest for _, contest, _ in events if contest},
                councils={council for *_, council in events if council},
                topics=topics,
            )
        )
        content = _drawn(changes)
        return News(standing, content, whole=whole, lost=frozenset(changes) - frozenset(content))


def snapshot(topic: Topic) -> tuple[Standing, str]:
    """Everything on a topic's page, and the number it is of."""
    with one_snapshot():
        return standings([topic.election])[topic.election], draw(topic)


def last_of(topic: Topic) -> int:
    """The number of the newest event that touched a topic; 0 before the first. One query."""
    events = DeskEvent.objects.filter(election=topic.election)
    touching = Q(kind=DeskEvent.Kind.REFERENCE) | TOUCHING[topic.kind](topic.id)
    return events.filter(touching).aggregate(last=Max("seq"))["last"] or 0


def _drawn(changes: Mapping[Topic, Changed | None]) -> dict[Topic, str]:
    # One page that is gone, or has a fault, must not keep the news from all others.
    content = {}
    for topic, changed in changes.items():
        try:
            content[topic] = draw(topic, changed)
        except DatabaseError:
            raise
        except ObjectDoesNotExist:
            log.info("%s is gone.", topic)
        except Exception:
            log.exception("%s cannot be drawn.", topic)
    return content
