"""What each person did: entries and what became of them, confirmations and how long they took.

Owns the counting, over one election or over all of them. Refuses to rank anybody. An entry that a third
person put together from two is nobody's own: it counts for neither keyer, and for her as a resolution, not
as a confirmation that took no time.
"""

import math
import statistics
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User

from results.boards.names import name_of
from results.boards.people_reading import Acts, Sent, read_acts, read_sent
from results.boards.snapshot import one_snapshot
from results.models import PUBLISHED, Policy, State


@dataclass(frozen=True, slots=True)
class KeyerTally:
    """What somebody keyed. `corrected` and `withdrawn` are entries of hers that were, by whomever.

    `refused` are attempts that the desk refused, `late` those that somebody had overtaken. `median` is from
    sending an entry to its confirmation; None where no entry of hers was confirmed.
    """

    name: str
    entries: int
    corrected: int
    rejected: int
    disputed: int
    withdrawn: int
    refused: int
    late: int
    median: timedelta | None


@dataclass(frozen=True, slots=True)
class SecondTally:
    """What somebody did as the second person. `median` and `p95` are from an entry to her confirmation."""

    name: str
    confirmations: int
    rejections: int
    resolved: int
    median: timedelta | None
    p95: timedelta | None


@dataclass(frozen=True, slots=True)
class PeopleTallies:
    """Everybody who keyed or tried to, and everybody who was a second person; by name."""

    keyers: tuple[KeyerTally, ...]
    seconds: tuple[SecondTally, ...]


def people_tallies(*, election_id: int | None = None) -> PeopleTallies:
    """The tallies of an election, or of all. Four queries."""
    with one_snapshot():
        acts = read_acts(election_id)
        sent = read_sent(election_id, acts)
        names = {person.pk: name_of(person) for person in User.objects.all()}
    return tallied(sent, acts, names)


def tallied(sent: Sequence[Sent], acts: Acts, names: Mapping[int, str]) -> PeopleTallies:
    """The same from what was read; `names` are of everybody by id. Pure."""
    return PeopleTallies(
        keyers=tuple(_keyers([row for row in sent if not row.resolved], acts, names)),
        seconds=tuple(_seconds(sent, names)),
    )


def percentile(times: Iterable[timedelta], rank: int) -> timedelta | None:
    """The time that `rank` per cent of these do not pass, one of them itself; None of none."""
    ordered = sorted(times)
    return ordered[math.ceil(len(ordered) * rank / 100) - 1] if ordered else None


def _keyers(sent: Sequence[Sent], acts: Acts, names: Mapping[int, str]) -> Iterator[KeyerTally]:
    keyed = [row for row in sent if not row.withdrawal]
    entries = _by_keyer(keyed)
    corrected = _by_keyer(_replaced(sent, lambda row: bool(row.was) and not row.withdrawal))
    withdrawn = _by_keyer(_replaced(sent, lambda row: row.withdrawal))
    rejected = _by_keyer(row for row in keyed if row.state == State.REJECTED)
    disputed = _by_keyer(_disputed(keyed))
    waits = _waits((row.entered_by, row) for row in keyed)
    for person in _by_name({*entries, *acts.refused, *acts.late}, names):
        yield KeyerTally(
            name=names[person],
            entries=entries[person],
            corrected=corrected[person],
            rejected=rejected[person],
            disputed=disputed[person],
            withdrawn=withdrawn[person],
            refused=acts.refused[person],
            late=acts.late[person],
            median=_median(waits[person]),
        )


def _seconds(sent: Sequence[Sent], names: Mapping[int, str]) -> Iterator[SecondTally]:
    resolved = Counter(row.confirmed_by for row in sent if row.resolved)
    confirmed = [row for row in sent if row.confirmed_by and not row.resolved]
    confirmations = Counter(row.confirmed_by for row in confirmed)
    rejections = Counter(row.rejected_by for row in sent if row.rejected_by)
    waits = _waits((row.confirmed_by or 0, row) for row in confirmed)
    for person in _by_name({pk for pk in (*resolved, *confirmations, *rejections) if pk}, names):
        yield SecondTally(
            name=names[person],
            confirmations=confirmations[person],
            rejections=rejections[person],
            resolved=resolved[person],
            median=_median(waits[person]),
            p95=percentile(waits[person], 95),
        )


def _replaced(sent: Sequence[Sent], how: Callable[[Sent], bool]) -> Iterator[Sent]:
    """The revisions whose place a published one of that kind took."""
    rows = {(row.of, row.revision): row for row in sent}
    for row in sent:
        before = rows.get((row.of, row.based_on))
        if before is not None and row.state in PUBLISHED and how(row):
            yield before


def _disputed(sent: Sequence[Sent]) -> Iterator[Sent]:
    """Both sides of every dispute, each entry once: one contradicts the last that another person keyed."""
    blind: dict[tuple[str, int], list[Sent]] = defaultdict(list)
    for row in sorted(sent, key=lambda row: row.revision):
        if row.policy == Policy.BLIND:
            blind[row.of].append(row)
    for rows in blind.values():
        sides: dict[int, Sent] = {}
        for place, row in enumerate(rows):
            if row.contradicts:
                others = [one for one in rows[:place] if one.entered_by != row.entered_by]
                sides |= {one.revision: one for one in (*others[-1:], row)}
        yield from sides.values()


def _waits(rows: Iterable[tuple[int, Sent]]) -> dict[int, list[timedelta]]:
    """From entry to confirmation, by the person each row is given with."""
    waits: dict[int, list[timedelta]] = defaultdict(list)
    for person, row in rows:
        if row.confirmed_at is not None:
            waits[person].append(row.confirmed_at - row.entered_at)
    return waits


def _median(times: Sequence[timedelta]) -> timedelta | None:
    return timedelta(seconds=statistics.median(time.total_seconds() for time in times)) if times else None


def _by_keyer(rows: Iterable[Sent]) -> Counter[int]:
    return Counter(row.entered_by for row in rows)


def _by_name(people: Iterable[int], names: Mapping[int, str]) -> list[int]:
    return sorted(people, key=lambda person: names[person])
