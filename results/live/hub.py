"""A hub: between the database and the sockets of a process that listen to its topics.

It wakes at a hint, or once a second without one, reads what is new since the number it has seen, and
offers one frame per topic to that topic's sockets. Hints may be lost, Redis may die, a process may
die between commit and hint: the next look finds what happened. Where the database cannot be read, or
hangs, no beat goes out, and every board turns amber by itself. A page that is gone or cannot be drawn
is told to come back, and holds up no other.
"""

import asyncio
import logging
from collections.abc import Collection
from time import monotonic, perf_counter

from django.db import DatabaseError
from django.utils import timezone

from results.live import news
from results.live.counting import Counted, counted
from results.live.frames import Anew, beat_frame, content_frame, snapshot_frame
from results.live.hints import keep_listening
from results.live.lines import Line
from results.live.news import News, Standing
from results.live.reading import Reader
from results.live.rooms import Room, Rooms
from results.live.sockets import Socket, send_out
from results.live.telling import Sent, note_sent
from results.live.topics import OF_OUTPUTS, Topic
from results.measures.noting import a_look, note_told
from results.people.passes import Pass, withdrawn
from results.rendering.version import PAGES

LOOK_S = 1.0
BEAT_S = 3.0
# A beat says that somebody looks. Looks come once a second: where the last one is older, something is amiss.
FRESH_S = 2.5
BLIND_S = 5.0
CHECK_S = 15.0
# Sockets that are given their beat in one turn of the loop: some milliseconds of it.
TOGETHER = 500
log = logging.getLogger(__name__)


def _anew(topic: Topic, standing: Standing) -> Anew | None:
    """By what a page tells that it is to be loaded anew; outputs and their panels never are."""
    if topic.kind in OF_OUTPUTS:
        return None
    mark, over_s = standing.reload
    return Anew(version=PAGES, mark=mark, over_s=over_s)


class Hub:
    """Looks, tells, beats. `hubs.hub_for` gives it; call everything on the loop it belongs to.

    What happens within `tick_s` seconds of a look is told together, in one frame for each topic.
    """

    def __init__(self, *, tick_s: float = 0.0) -> None:
        self._tick_s = tick_s
        self._reader = Reader()
        self._rooms = Rooms(self._reader)
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._looked = True
        self._looked_at = 0.0

    def open_topics(self) -> frozenset[Topic]:
        """What somebody listens to."""
        return frozenset(self._rooms.open)

    async def join(self, topic: Topic, *, held: Pass, since: int, line: Line) -> Socket:
        """Let a socket in whose page is at `since`; it is sent one snapshot if that is behind.

        Raises what reading or drawing raises, and LookupError where the election is gone.
        """
        self._start()
        return await self._rooms.join(topic, held=held, since=since, line=line)

    def leave(self, topic: Topic, socket: Socket) -> None:
        """Forget a socket; an empty room is closed."""
        self._rooms.leave(topic, socket)

    def audience(self, topics: Collection[Topic]) -> int:
        """How many sockets listen to any of these topics. May be asked from another thread."""
        return self._rooms.audience(topics)

    def counted(self) -> Counted:
        """What is open, and how far it is. May be asked from another thread."""
        seen = {election: standing.seq for election, standing in list(self._rooms.seen.items())}
        return counted(self._rooms.open, seen, blind_s=monotonic() - self._looked_at)

    async def close(self) -> None:
        """Stop, and let go of the database. For the end of a test or of a process."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._reader.close()

    def _start(self) -> None:
        if not self._tasks:
            self._looked_at = monotonic()
            self._tasks = [
                asyncio.create_task(self._keep_looking()),
                asyncio.create_task(self._keep_beating()),
                asyncio.create_task(self._keep_checking()),
                asyncio.create_task(keep_listening(self._wake)),
            ]

    async def _keep_looking(self) -> None:
        while True:
            await self._until_woken()
            hinted = self._wake.is_set()
            self._wake.clear()
            began = monotonic()
            await self._look_safely(hinted=hinted)
            # The first of a burst is told at once, the rest of it together.
            await asyncio.sleep(began + self._tick_s - monotonic())

    async def _until_woken(self) -> None:
        try:
            async with asyncio.timeout(LOOK_S):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _look_safely(self, *, hinted: bool) -> None:
        try:
            with a_look():
                await self._look(hinted=hinted)
            if not self._looked:
                log.info("The database answers again.")
            self._looked = True
            self._looked_at = monotonic()
        except DatabaseError as error:
            if self._looked:
                log.error("Boards are blind, the database does not answer: %s", error)
            self._looked = False
        except Exception:
            log.exception("The hub could not tell what is new; it looks again in a second.")
            self._looked = False

    async def _look(self, *, hinted: bool) -> None:
        watched = {topic.election for topic in self._rooms.open}
        if not watched:
            return
        standings = await self._reader.ask(news.standings, watched)
        self._rooms.forget(watched - set(standings))
        for election, standing in standings.items():
            seen = self._rooms.seen[election]
            # When polls close somewhere there is more to see, and no event says so.
            if (standing.seq, standing.closings) != (seen.seq, seen.closings):
                log.debug("Event %s, found by %s", standing.seq, "a hint" if hinted else "looking")
                await self._tell(election)
            else:
                # No news: at most an order to load pages anew, which the next beats carry.
                self._rooms.seen[election] = standing

    async def _tell(self, election: int) -> None:
        topics = [topic for topic in self._rooms.open if topic.election == election]
        seen, began = self._rooms.seen[election], perf_counter()
        told = await self._reader.ask(
            news.news, election=election, since=seen.seq, topics=topics, closings=seen.closings
        )
        drawn = perf_counter()
        # No wait from here on: numbers, rooms and frames move on together.
        self._rooms.seen[election] = told.standing
        for topic, content in told.content.items():
            room = self._rooms.open.get(topic)
            if room is not None and (told.whole or room.lacks(told.standing.seq)):
                self._fan_out(room, told, content)
        for topic in told.lost:
            self._rooms.end(topic)
        heard = [topic for topic in told.content if (room := self._rooms.open.get(topic)) and room.sockets]
        now, spent = timezone.now(), (drawn - began, perf_counter() - drawn)
        note_told(election, told.standing.seq, told.happened if heard else (), at=now, spent=spent)
        note_sent(Sent(election, seen.seq, told.standing.seq, heard, now))

    def _fan_out(self, room: Room, told: News, content: str) -> None:
        seq, as_at = told.standing.seq, told.standing.as_at
        if told.whole:
            frame = room.snapshot = snapshot_frame(seq=seq, as_at=as_at, content=content)
        else:
            frame = content_frame(seq=seq, since=room.last, as_at=as_at, content=content)
        room.last, room.struck = seq, seq if told.struck else room.struck
        for socket in room.sockets:
            socket.offer(frame)

    async def _keep_checking(self) -> None:
        while True:
            await asyncio.sleep(CHECK_S)
            try:
                await self._send_out_withdrawn()
            except DatabaseError as error:
                log.warning("Links and sessions could not be checked: %s", error)

    async def _send_out_withdrawn(self) -> None:
        sockets = [socket for room in self._rooms.open.values() for socket in room.sockets]
        send_out(sockets, await self._reader.ask(withdrawn, {socket.held for socket in sockets}))

    async def _keep_beating(self) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            blind = monotonic() - self._looked_at
            if self._looked and blind > BLIND_S:
                log.error("Boards are blind, the database has not answered for %.0f s", blind)
                self._looked = False
            if self._looked and blind <= FRESH_S:
                await self._beat()

    async def _beat(self) -> None:
        for topic, room in list(self._rooms.open.items()):
            sockets = list(room.sockets)
            for at in range(0, len(sockets), TOGETHER):
                # Between two handfuls others have their turn, a take among them; so each is told anew how
                # far its room is. What is offered to a room is offered to all of it in one turn.
                self._beat_for(topic, room, sockets[at : at + TOGETHER])
                await asyncio.sleep(0)

    def _beat_for(self, topic: Topic, room: Room, sockets: Collection[Socket]) -> None:
        standing = self._rooms.seen.get(topic.election)
        if standing is None or not self._looked:
            return
        now = timezone.now()
        anew = _anew(topic, standing)
        frame = beat_frame(seq=standing.seq, since=room.last, as_at=standing.as_at, now=now, anew=anew)
        for socket in sockets:
            socket.beat(frame)
