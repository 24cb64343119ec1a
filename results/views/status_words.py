"""The status page in words: what is wrong and what to do, and every number ready to print. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from results.live.overview import Overview, ProcessNow
from results.measures.instruments import Recent
from results.views.machine import OLDEST_BACKUP_S, Machine

LATE_S = 5.0
TOPICS = {
    "region": "boards of regions",
    "contest": "contests",
    "council": "councils",
    "corrections": "lists of corrections",
    "pictures": "pictures",
    "program": "outputs, program",
    "preview": "outputs, preview",
    "panel": "graphics panels",
    "desk": "producers’ desks",
    "region_desk": "producers’ desks of a region",
    "desk_seen": "producers’ desks, looked at",
    "region_desk_seen": "desks of a region, looked at",
    "keys": "key contests",
}
TIMED = {"told": "Event to board", "drawn": "Drawing", "commands": "Commands"}
DATABASE_AWAY = (
    "The database does not answer. Boards keep their last picture and nothing can be entered. "
    "Bring it back; no restart is needed."
)
LAYER_AWAY = (
    "Redis is away. Boards lag by up to a second, and this page knows of the process that answers alone. "
    "Bring it back; no restart is needed."
)


@dataclass(frozen=True, slots=True)
class TimesLine:
    """What was timed, how often, and what half and nineteen in twenty stayed within."""

    what: str
    count: int
    p50: str
    p95: str


@dataclass(frozen=True, slots=True)
class ProcessLine:
    """One process, ready to print."""

    name: str
    version: str
    since: datetime
    sockets: int
    lag: str
    late: bool
    looked: str
    times: tuple[TimesLine, ...]


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A warning or an error of a process."""

    at: datetime
    process: str
    level: str
    words: str


def troubles(now: Overview, here: Machine, *, wanted: int) -> list[str]:
    """What is wrong, the worst first, each with what to do; nothing where all is well.

    `wanted` is how many processes should serve on this machine.
    """
    return [*_of_services(now), *_of_processes(now, wanted), *_of_machine(now, here)]


def _of_services(now: Overview) -> Iterator[str]:
    if not now.database:
        yield DATABASE_AWAY
    if now.redis is False:
        yield LAYER_AWAY


def _of_processes(now: Overview, wanted: int) -> Iterator[str]:
    for one in now.processes:
        if one.pulse.counted.blind_s > LATE_S:
            yield f"{one.pulse.name} has not looked at the database for {span(one.pulse.counted.blind_s)}."
        if one.lag_s > LATE_S:
            yield f"{one.pulse.name} has told its screens nothing of an event that is {span(one.lag_s)} old."
    if len({one.pulse.version for one in now.processes}) > 1:
        yield "Processes run different versions. Restart those that run the older one."
    alive = sum(one.pulse.host == now.processes[0].pulse.host for one in now.processes)
    if alive < wanted and now.redis:
        yield f"{alive} of {wanted} processes of this machine give a sign of life."


def _of_machine(now: Overview, here: Machine) -> Iterator[str]:
    if here.draining:
        yield "This machine is being taken out: /readyz sends nobody here while the file “draining” is there."
    if here.is_full:
        yield f"The disk is nearly full: {size(here.free_bytes)} of {size(here.total_bytes)} are free."
    if here.watched and here.backup_at is None:
        yield "There is no backup in BACKUP_DIR. Make one."
    if here.backup_at and (now.at - here.backup_at).total_seconds() > OLDEST_BACKUP_S:
        yield "The newest backup is more than a day old. Make one."


def process_line(one: ProcessNow) -> ProcessLine:
    """A process as the page shows it."""
    counted = one.pulse.counted
    return ProcessLine(
        name=one.pulse.name,
        version=one.pulse.version,
        since=datetime.fromtimestamp(one.pulse.started, UTC),
        sockets=sum(counted.sockets.values()),
        lag=span(one.lag_s) if one.lag_s else "none",
        late=one.lag_s > LATE_S or counted.blind_s > LATE_S,
        looked=f"{span(counted.blind_s)} ago" if counted.seen else "nobody watches",
        times=tuple(
            _times_line(words, one.pulse.times[key]) for key, words in TIMED.items() if key in one.pulse.times
        ),
    )


def _times_line(what: str, recent: Recent) -> TimesLine:
    return TimesLine(what, recent.count, span(recent.p50), span(recent.p95))


def sockets(processes: Iterable[ProcessNow]) -> list[tuple[str, int]]:
    """How many screens listen to what, the most first."""
    kinds = Counter[str]()
    for one in processes:
        kinds.update(one.pulse.counted.sockets)
    return [(TOPICS.get(kind, kind), many) for kind, many in kinds.most_common()]


def remarks(processes: Iterable[ProcessNow]) -> list[RemarkLine]:
    """The newest warnings and errors of all processes, the newest first."""
    lines = [
        RemarkLine(datetime.fromtimestamp(remark.at, UTC), one.pulse.name, remark.level.lower(), remark.words)
        for one in processes
        for remark in one.pulse.remarks
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)[:12]


def span(seconds: float | None) -> str:
    """A length of time: 42 ms, 1.3 s, 12 min; a dash for one that nobody knows."""
    if seconds is None:
        return "–"
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms"
    if seconds < 60:
        return f"{seconds:.1f} s"
    return f"{seconds / 60:.0f} min"


def size(amount: int) -> str:
    """Room on a disk: 12.4 GB."""
    return f"{amount / 1e9:,.1f} GB"
