"""An election of any size, late in its night: every contest but the last few is declared.

    python -m tests.bench.late_nights CONTESTS STILL_TO_COME

Owns a process for one size, so that no election lies in the tables of another. Says one JSON value when the
night is there, and one for each line that it reads: what the next declaration cost, and then two boards that
show it: of a region of a hundred contests, and of one that holds them all. What was declared before is copied
from two real declarations.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from results.models import Contest, Declaration, Election
    from results.psephology.counts import Count

BATCH = 500
REGION = 100
# Close to last time, so that nothing is asked: who led then leads again.
VOTES = (19_500, 15_200, 5_100, 2_100, 400)


@dataclass
class Spent:
    """What something cost: queries, milliseconds by the clock and of the processor."""

    queries: int = 0
    ms: float = 0.0
    cpu_ms: float = 0.0
    slowest: list[tuple[float, str]] = field(default_factory=list)


@contextmanager
def spent() -> Iterator[Spent]:
    """Around what is measured, in this thread. `slowest` are its three longest queries."""
    from django.db import connection

    cost = Spent()

    def count(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        cost.queries += 1
        began = time.perf_counter()
        try:
            return execute(sql, *rest)
        finally:
            cost.slowest.append((1000 * (time.perf_counter() - began), sql[:400]))

    with connection.execute_wrapper(count):
        start, cpu = time.perf_counter(), time.process_time()
        yield cost
        cost.ms, cost.cpu_ms = 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - cpu)
    cost.slowest = sorted(cost.slowest, reverse=True)[:3]


def a_late_night(contests: int, to_come: int) -> "tuple[Election, list[Contest]]":
    """The election, and its contests that are still to come."""
    from django.db import connection

    from results.declaring.commands import enter
    from results.models import Contest, Declaration, Election, Region
    from tests.people import a_producer
    from tests.worlds import a_small_election

    election = a_small_election(contests=contests, asks=True)
    by = a_producer()
    rows = list(Contest.objects.filter(election=election).order_by("pk"))
    done = rows[: contests - to_come]
    kinds: dict[int, Declaration] = {}
    for number in (0, 1):
        enter(contest_id=done[number].pk, count=count_for(number), by=by)
        kinds[number] = Declaration.objects.in_force().get(contest=done[number])
    copied(Election.objects.get(pk=election.pk), done[2:], kinds)
    region = Region.objects.create(election=election, code="SHIRE", name="The Shire", kind=Region.Kind.PATCH)
    region.contests.set(rows[-REGION:])
    with connection.cursor() as cursor:
        # PostgreSQL does so by itself within a minute; before, it plans for tables that are nearly empty.
        cursor.execute("ANALYZE")
    return election, rows[contests - to_come :]


def count_for(number: int) -> "Count":
    """Figures of a contest by its place: Lab led in the even ones last time, Con in the odd ones."""
    from tests.worlds import a_count

    first, second, *others = VOTES
    return a_count(*((first, second) if number % 2 == 0 else (second, first)), *others)


def copied(election: "Election", contests: "list[Contest]", kinds: "dict[int, Declaration]") -> None:
    """Declare these contests as the two were that are declared already, each after the one before."""
    from results.models import Candidacy, Declaration, DeskEvent

    standing: dict[int, dict[int, int]] = {}
    rows = Candidacy.objects.filter(contest__election=election)
    for contest, number, pk in rows.values_list("contest", "number", "pk"):
        standing.setdefault(contest, {})[number] = pk
    of = [kinds[place % 2] for place in range(len(contests))]
    made = Declaration.objects.bulk_create(
        (_like(kind, contest_id=contest.pk) for kind, contest in zip(of, contests, strict=True)),
        batch_size=BATCH,
    )
    _meanings(list(zip(made, of, strict=True)), standing)
    events = (
        DeskEvent(
            election=election,
            seq=election.seq + place,
            kind=DeskEvent.Kind.DECLARED,
            contest_id=declaration.contest_id,
            declaration=declaration,
            at=declaration.published_at,
        )
        for place, declaration in enumerate(made, start=1)
    )
    DeskEvent.objects.bulk_create(events, batch_size=BATCH)
    election.seq += len(made)
    election.save(update_fields=["seq"])


def _meanings(pairs: "list[tuple[Declaration, Declaration]]", standing: dict[int, dict[int, int]]) -> None:
    from results.models import Outcome, PartyOutcome, Tally

    tallies = {kind.pk: list(kind.tallies.select_related("candidacy")) for _, kind in pairs[:2]}
    parties = {kind.pk: list(kind.outcome.parties.all()) for _, kind in pairs[:2]}
    Tally.objects.bulk_create(
        (
            _like(tally, declaration=made, candidacy_id=standing[made.contest_id][tally.candidacy.number])
            for made, kind in pairs
            for tally in tallies[kind.pk]
        ),
        batch_size=BATCH,
    )
    outcomes = Outcome.objects.bulk_create(
        (
            _like(
                kind.outcome,
                declaration=made,
                winner_id=standing[made.contest_id][kind.outcome.winner.number],
            )
            for made, kind in pairs
        ),
        batch_size=BATCH,
    )
    PartyOutcome.objects.bulk_create(
        (
            _like(row, outcome=outcome)
            for outcome, (_, kind) in zip(outcomes, pairs, strict=True)
            for row in parties[kind.pk]
        ),
        batch_size=BATCH,
    )


def _like(row: Any, **other: Any) -> Any:
    """A new row like this one, but for these fields."""
    fields = [one.attname for one in row._meta.concrete_fields if not one.primary_key]
    changed = {**other, **{f"{name}_id": value.pk for name, value in other.items() if hasattr(value, "pk")}}
    return type(row)(**{name: changed.get(name, getattr(row, name)) for name in fields})


def main(contests: int, to_come: int) -> None:
    """Make the night, then declare a contest for every line."""
    from django.contrib.auth.models import User

    from results.declaring.commands import enter
    from results.live import news
    from results.live.topics import region_topic
    from results.models import Region

    election, rows = a_late_night(contests, to_come)
    topics = {
        name: region_topic(election=election.pk, region=Region.objects.get(election=election, code=code).pk)
        for name, code in (("board", "SHIRE"), ("board of all", "MID"))
    }
    by = User.objects.get(username="priya")
    print(json.dumps({"ready": contests}), flush=True)
    for place, line in enumerate(sys.stdin):
        if not line.strip():
            break
        since = news.standings([election.pk])[election.pk].seq
        with spent() as declaring:
            enter(contest_id=rows[place].pk, count=count_for(contests - to_come + place), by=by)
        costs = {"declaring": vars(declaring)}
        for name, topic in topics.items():
            with spent() as drawing:
                told = news.news(election=election.pk, since=since, topics=[topic])
            costs[name] = {**vars(drawing), "bytes": len(told.content[topic].encode())}
        print(json.dumps(costs), flush=True)


if __name__ == "__main__":
    import django

    django.setup()
    main(int(sys.argv[1]), int(sys.argv[2]))
