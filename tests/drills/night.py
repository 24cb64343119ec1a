"""A night for drills: servers on a database, hundreds of boards that watch them, a reporter who declares.

Owns what every drill asks at its end: nothing lost or doubled, every board as a fresh page, amber when it is
blind and at no other time, no traceback on a screen, memory back to where it was.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from time import monotonic, sleep

from django.test.html import Element, parse_html

from tests.desks import PATIENCE_S, Browser, until
from tests.drills.found import Found
from tests.drills.ledger import Ledger
from tests.drills.logs import remarkable
from tests.drills.reporter import Form, Reporter
from tests.drills.servers import Kept
from tests.drills.swarm import Board, Seat, Swarm
from tests.fragments import by_id, elements, id_of, lasting, pushed_onto
from tests.midlands import CENTRAL, EAST, SLUG, SOUTH_WEST, WEST

MB = 1024 * 1024
MORE_MEMORY, MORE_BYTES = 1.05, 12 * MB
REGIONS = (EAST, WEST, SOUTH_WEST, CENTRAL)
# What the producers' desk tells of the time that has passed, and asks for anew by itself.
OF_THE_CLOCK = ("desk-lately", "desk-stopwatch")
# Caches fill, and code that was never used before is loaded, with the first of a night.
WARMING = 4


@dataclass(frozen=True)
class Loaded:
    """An election that is loaded: its results as a reporter posts them, and a password for each role."""

    forms: list[Form]
    passwords: dict[str, str]


class Night:
    """Everything of a night that a drill may break. The first server is the reporter's too."""

    def __init__(self, ledger: Ledger, servers: Sequence[Kept], passwords: dict[str, str]) -> None:
        self.ledger = ledger
        self.servers = servers
        self.swarm = Swarm()
        self.watching = [Browser(one.url).sign_in("producer", passwords["producer"]) for one in servers]
        self._reporting = Browser(servers[0].url).sign_in("reporter", passwords["reporter"])
        self._first: dict[tuple[str, str], str] = {}
        self.spoilt = False

    def begins(self, forms: Sequence[Form], *, sockets: int) -> None:
        """Open so many boards, let the reporter sit down, and declare the first few results."""
        self.reporter = Reporter(self._reporting, forms)
        seats = [self._seat(one, address) for address in _addresses(self._codes()) for one in self.watching]
        began = monotonic()
        self.swarm.open(islice(cycle(seats), sockets))
        self._opening_s = monotonic() - began
        self.declares(WARMING)

    def close(self) -> None:
        """Let go of all of it."""
        self.reporter.close()
        self.swarm.close()
        for server in self.servers:
            server.kill()

    def declares(self, many: int) -> None:
        """Declare so many results, and wait until each is acknowledged."""
        self.reporter.declares(many)
        self.reporter.is_done()

    @contextmanager
    def drill(self, name: str) -> Iterator[Found]:
        """A drill, from a whole night to a whole night: within it things break and mend."""
        found = Found(name, sockets=len(self.swarm.boards))
        self.spoilt = True
        found.is_wrong(self._wait_until_equal())
        self.swarm.all_hear(after=found.began)
        usual = self._usual_s()
        acknowledged = len(self.reporter.acknowledged)
        logs = [len(server.log()) for server in self.servers]
        found.memory_before = self.memory()
        yield found
        self.reporter.is_done()
        found.declared = len(self.reporter.acknowledged) - acknowledged
        self._judge(found, usual)
        written = [server.log()[start:] for server, start in zip(self.servers, logs, strict=True)]
        found.remarks += remarkable("".join(written))
        found.remarks += [f"{many} × {what}" for what, many in self.reporter.answers.counted.items()]
        self.reporter.answers.counted.clear()
        self.spoilt = bool(found.faults)

    def _usual_s(self) -> float:
        """How long a declaration takes to the last board while nothing is broken: a machine may be busy."""
        self.declares(1)
        differing = self._wait_until_equal()
        assert not differing, differing
        return self._last_drawn() - self.reporter.acknowledged[-1].at

    def _last_drawn(self) -> float:
        return max(board.page.drawn_at for board in self.swarm.boards)

    def memory(self) -> int:
        """Bytes that its servers hold, all together."""
        return sum(server.memory() for server in self.servers)

    def set_clocks(self, off_s: int) -> None:
        """The clocks of its servers are so many seconds off from now on."""
        for server in self.servers:
            server.set_clock(off_s)

    def listening(self) -> int:
        """How many sockets its servers have, by their own count."""
        return int(self.servers[0].measure("desk_sockets"))

    def told_now(self) -> str:
        """What the desk's clock is, as its next beat tells all boards."""
        start, boards = monotonic(), self.swarm.boards
        until(lambda: all(board.page.beats and board.page.beats[-1] > start for board in boards), "a beat")
        return max(board.page.now for board in boards)

    # What must hold

    def _judge(self, found: Found, usual: float) -> None:
        found.is_wrong(self._wait_until_equal())
        asked = self.reporter.acknowledged[-1].at
        found.judge_times(self.swarm.boards, asked=asked, usual=usual, opening=self._opening_s)
        audited = self.ledger.audited(self.reporter.acknowledged)
        found.lost, found.doubled = len(audited.lost), len(audited.doubled)
        found.faults += audited.faults
        self.swarm.all_hear(after=monotonic())
        found.judge_lamps(self.swarm.boards)
        found.faults += [f"a traceback on a screen: {what}" for what in self.reporter.answers.tracebacks()]
        found.memory_after = self._settled_memory(found.memory_before)
        if found.memory_after > _allowed(found.memory_before):
            found.is_wrong(f"memory grew to {found.memory_after // MB} MB")

    def _wait_until_equal(self) -> str:
        end = monotonic() + PATIENCE_S
        while (differing := self.differing()) and monotonic() < end:
            sleep(0.1)
        return differing

    def differing(self) -> str:
        """Nothing where every board is as a fresh page is now; else which fragments of which are not."""
        for browser in self.watching:
            for address, boards in self._by_address(browser.url).items():
                fresh = _timeless(lasting(browser.get(address)))
                for drawn, many in _alike(boards):
                    mine = lasting(self._first[browser.url, address])
                    pushed_onto(mine, "".join(drawn.values()))
                    if str(_timeless(mine)) != str(fresh):
                        return f"{many} boards at {address} differ from a fresh page: {_names(mine, fresh)}"
        return ""

    def _settled_memory(self, before: int) -> int:
        end = monotonic() + PATIENCE_S
        while (now := self.memory()) > _allowed(before) and monotonic() < end:
            sleep(0.5)
        return now

    def _by_address(self, server: str) -> dict[str, list[Board]]:
        pages: dict[str, list[Board]] = {}
        for board in self.swarm.boards:
            if board.seat.server == server:
                pages.setdefault(board.seat.address, []).append(board)
        return pages

    def _seat(self, browser: Browser, address: str) -> tuple[Seat, int]:
        html = self._first[browser.url, address] = browser.get(address)
        live = dict(by_id(parse_html(html), "live").attributes)
        return Seat(browser.url, address, live["ws-connect"], browser.cookies()), int(live["data-seq"])

    def _codes(self) -> list[str]:
        return self.ledger.codes()[:6]


def _addresses(contests: Sequence[str]) -> list[str]:
    """What is watched: mostly regions' boards, and some of every other live page."""
    boards = [f"/boards/{SLUG}/{region}/" for region in REGIONS]
    pages = [f"/contests/{SLUG}/{code}/" for code in contests]
    return [*boards * 4, *pages, f"/corrections/{SLUG}/", f"/desk/{SLUG}/", f"/desk/{SLUG}/?region={EAST}"]


def _timeless(page: Element) -> Element:
    for element in elements(page):
        if (name := id_of(element)) in OF_THE_CLOCK:
            element.attributes, element.children = [("id", name)], []
    return page


def _alike(boards: Sequence[Board]) -> list[tuple[dict[str, str], int]]:
    """Boards that have drawn the same, and how many they are: most nights, one for all."""
    kept: dict[frozenset[tuple[str, str]], int] = {}
    for board in boards:
        drawn = frozenset(board.page.drawn.items())
        kept[drawn] = kept.get(drawn, 0) + 1
    return [(dict(drawn), many) for drawn, many in kept.items()]


def _names(mine: Element, fresh: Element) -> list[str]:
    """The smallest elements with an id that differ."""
    here, there = ({id_of(e): str(e) for e in elements(page) if id_of(e)} for page in (mine, fresh))
    differ = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    return sorted(differ, key=lambda name: len(here.get(name, "")))[:3]


def _allowed(before: int) -> float:
    return before * MORE_MEMORY + MORE_BYTES
