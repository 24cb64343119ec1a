"""What happened in an election after a number, drawn for the topics that somebody listens to.

Runs in the hub's own thread. Number, events and every figure drawn come from one snapshot, so a
frame's number is the number of its content.
"""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError

from results.boards.contest import contest_card
from results.boards.embargo import is_embargoed
from results.boards.scoreboard import scoreboard
from results.boards.snapshot import one_snapshot
from results.live.topics import Kind, Topic, contest_topic, region_topic
from results.models import Contest, DeskEvent, Election
from results.rendering import board as board_drawing
from results.rendering import contest as contest_drawing

log = logging.getLogger(__name__)


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
            DeskEvent.objects.filter(election=election, seq__gt=since).values_list("kind", "contest")
        )
        whole = (
            standing.seq < since
            or standing.embargoed != embargoed
            or any(kind == DeskEvent.Kind.REFERENCE for kind, _ in events)
        )
        touched: Mapping[Topic, Collection[int] | None] = (
            dict.fromkeys(topics)
            if whole
            else _touched(election, {contest for _, contest in events if contest}, topics)
        )
        content = _drawn(touched)
        return News(standing, content, whole=whole, lost=frozenset(touched) - frozenset(content))


def snapshot(topic: Topic) -> tuple[Standing, str]:
    """Everything on a topic's page, and the number it is of."""
    with one_snapshot():
        return standings([topic.election])[topic.election], draw(topic)


def last_of(topic: Topic) -> int:
    """The number of the newest event that touched a topic; 0 before the first. One query."""
    events = DeskEvent.objects.filter(election=topic.election)
    touching = (
        events.filter(contest=topic.id)
        if topic.kind is Kind.CONTEST
        else events.filter(contest__regions=topic.id)
    )
    redrawn = events.filter(kind=DeskEvent.Kind.REFERENCE)
    newest = (touching | redrawn).order_by("-seq").values_list("seq", flat=True)
    return newest.first() or 0


def draw(topic: Topic, contests: Collection[int] | None = None) -> str:
    """A topic's fragments: all of them, or those that a change of `contests` touches."""
    if topic.kind is Kind.CONTEST:
        return contest_drawing.fragments(contest_card(contest_id=topic.id))
    return board_drawing.fragments(scoreboard(region_id=topic.id, contests=contests))


def _drawn(touched: Mapping[Topic, Collection[int] | None]) -> dict[Topic, str]:
    # One page that is gone, or has a fault, must not keep the news from all others.
    content = {}
    for topic, contests in touched.items():
        try:
            content[topic] = draw(topic, contests)
        except DatabaseError:
            raise
        except ObjectDoesNotExist:
            log.info("%s is gone.", topic)
        except Exception:
            log.exception("%s cannot be drawn.", topic)
    return content


def _touched(election: int, contests: set[int], topics: Collection[Topic]) -> dict[Topic, set[int]]:
    wanted = set(topics)
    touched: dict[Topic, set[int]] = {}
    for contest, region in Contest.regions.through.objects.filter(contest__in=contests).values_list(
        "contest", "region"
    ):
        for topic in (
            region_topic(election=election, region=region),
            contest_topic(election=election, contest=contest),
        ):
            if topic in wanted:
                touched.setdefault(topic, set()).add(contest)
    return touched
