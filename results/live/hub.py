"""A hub: between the database and the sockets of a process that listen to its topics.

It wakes at a hint, or once a second without one, reads what is new since the number it has seen, and
offers one frame per topic to that topic's sockets. Hints may be lost, Redis may die, a process may
die between commit and hint: the next look finds what happened. Where the database cannot be read, or
hangs, no beat goes out, and every board turns amber by itself. A page that is gone or cannot be drawn
is told to come back, and holds up no other.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, connections
from django.utils import timezone

from results.live import news
from results.live.counting import Counted, counted
from results.live.frames import Frame, beat_frame, content_frame, snapshot_frame
from results.live.hints import keep_listening
from results.live.news import News, Standing
from results.live.reading import look_after_connection
from results.live.sockets import End, Room, Send, Socket, send_out
from results.live.telling import Sent, note_sent
from results.live.topics import Topic
from results.measures.noting import a_look, note_told
from results.people.passes import Pass, withdrawn

LOOK_S = 1.0
BEAT_S = 3.0
BLIND_S = 5.0
CHECK_S = 15.0
P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)


class Gone(LookupError):
    """The election of a topic is not there any more."""


class Hub:
    """Knows its rooms in this process. `hubs.hub_for` gives it; call everything on the loop it belongs to."""

    def __init__(self) -> None:
        self._rooms: dict[Topic, Room] = {}
        self._coming: Counter[Topic] = Counter()
        self._seen: dict[int, Standing] = {}
        self._opening = asyncio.Lock()
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        # A thread of its own: a storm of sign-ins must not hold up a declaration's frame.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-hub")
        self._looked = True
        self._looked_at = 0.0

    def open_topics(self) -> frozenset[Topic]:
        """What somebody listens to."""
        return frozenset(self._rooms)

    async def join(self, topic: Topic, *, held: Pass, since: int, send: Send, end: End) -> Socket:
        """Let a socket in whose page is at `since`; it is sent one snapshot if that is behind.

        Raises what reading or drawing raises, and LookupError where the election is gone.
        """
        self._start()
        socket = Socket(held=held, send=send, end=end, fresh=lambda: self._snapshot(topic))
        with self._on_the_way(topic, socket):
            await self._bring_in(topic, socket, since)
        return socket

    @contextmanager
    def _on_the_way(self, topic: Topic, socket: Socket) -> Iterator[None]:
        self._coming[topic] += 1
        try:
            yield
        except BaseException:
            socket.drop()
            raise
        finally:
            self._coming[topic] -= 1
            self._close_if_empty(topic)

    async def _bring_in(self, topic: Topic, socket: Socket, since: int) -> None:
        await self._room(topic)
        at = since if since <= self._seen[topic.election].seq else await self._trusted(topic, since)
        given: Frame | None = None
        while True:
            room = await self._room(topic)
            # No wait between this look and the joining: an event either raised `last` or finds us in.
            if room.is_current(at, given):
                room.sockets.add(socket)
                return
            given = await self._snapshot(topic)
            socket.offer(given)
            at = given.seq

    def leave(self, topic: Topic, socket: Socket) -> None:
        """Forget a socket; an empty room is closed."""
        socket.drop()
        if room := self._rooms.get(topic):
            room.sockets.discard(socket)
        self._close_if_empty(topic)

    def _close_if_empty(self, topic: Topic) -> None:
        room = self._rooms.get(topic)
        # One who is on the way in may hold the room already: it would hear nothing in a closed one.
        if room is not None and not room.sockets and not self._coming[topic]:
            del self._rooms[topic]

    def audience(self, topics: Collection[Topic]) -> int:
        """How many sockets listen to any of these topics. May be asked from another thread."""
        rooms = (self._rooms.get(topic) for topic in topics)
        return sum(len(room.sockets) for room in rooms if room)

    def counted(self) -> Counted:
        """What is open, and how far it is. May be asked from another thread."""
        seen = {election: standing.seq for election, standing in list(self._seen.items())}
        return counted(self._rooms, seen, blind_s=monotonic() - self._looked_at)

    async def close(self) -> None:
        """Stop, and let go of the database. For the end of a test or of a process."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(self._thread, connections.close_all)
        self._thread.shutdown(wait=False)

    def _start(self) -> None:
        if not self._tasks:
            self._looked_at = monotonic()
            self._tasks = [
                asyncio.create_task(self._keep_looking()),
                asyncio.create_task(self._keep_beating()),
                asyncio.create_task(self._keep_checking()),
                asyncio.create_task(keep_listening(self._wake)),
            ]

    async def _room(self, topic: Topic) -> Room:
        async with self._opening:
            if topic.election not in self._seen:
                self._seen |= await self._read(news.standings, [topic.election])
            if topic.election not in self._seen:
                raise Gone(topic)
            return self._rooms.get(topic) or await self._opened(topic)

    async def _opened(self, topic: Topic) -> Room:
        # In the rooms before its number is read: an event that comes meanwhile raises it.
        room = self._rooms[topic] = Room(last=0)
        try:
            room.struck = await self._read(news.struck_at, topic.election)
            room.last = max(room.last, await self._read(news.last_of, topic))
        except BaseException:
            # Left with the number 0 it would tell the next page that it had missed nothing.
            self._rooms.pop(topic, None)
            raise
        return room

    async def _trusted(self, topic: Topic, since: int) -> int:
        # A page from another process may be ahead of this hub; one from a desk that was loaded
        # afresh is ahead of the election itself, and needs a snapshot although its number is higher.
        standing = (await self._read(news.standings, [topic.election]))[topic.election]
        return since if since <= standing.seq else -1

    async def _snapshot(self, topic: Topic) -> Frame:
        room = self._rooms.get(topic) or Room(last=0)
        async with room.drawing:
            if room.snapshot is None or room.snapshot.seq < room.last:
                standing, content = await self._read(news.snapshot, topic)
                room.snapshot = snapshot_frame(seq=standing.seq, as_at=standing.as_at, content=content)
            return room.snapshot

    async def _keep_looking(self) -> None:
        while True:
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._wake.wait()
            except TimeoutError:
                pass
            hinted = self._wake.is_set()
            self._wake.clear()
            await self._look_safely(hinted=hinted)

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
        watched = {topic.election for topic in self._rooms}
        if not watched:
            return
        standings = await self._read(news.standings, watched)
        self._send_away(watched - set(standings))
        for election, standing in standings.items():
            seen = self._seen[election]
            # When polls close somewhere there is more to see, and no event says so.
            if (standing.seq, standing.closings) != (seen.seq, seen.closings):
                log.debug("Event %s, found by %s", standing.seq, "a hint" if hinted else "looking")
                await self._tell(election)

    def _send_away(self, gone: set[int]) -> None:
        # The election was loaded afresh under new ids: its pages come back by their address.
        for topic in [topic for topic in self._rooms if topic.election in gone]:
            self._end(topic)
        for election in gone:
            self._seen.pop(election, None)

    def _end(self, topic: Topic) -> None:
        room = self._rooms.pop(topic, None)
        for socket in room.sockets if room else ():
            socket.end()

    async def _tell(self, election: int) -> None:
        topics = [topic for topic in self._rooms if topic.election == election]
        seen = self._seen[election]
        told = await self._read(
            news.news, election=election, since=seen.seq, topics=topics, closings=seen.closings
        )
        # No wait from here on: numbers, rooms and frames move on together.
        self._seen[election] = told.standing
        for topic, content in told.content.items():
            room = self._rooms.get(topic)
            if room is not None and (told.whole or room.lacks(told.standing.seq)):
                self._fan_out(room, told, content)
        for topic in told.lost:
            self._end(topic)
        heard = [topic for topic in told.content if (room := self._rooms.get(topic)) and room.sockets]
        now = timezone.now()
        note_told(election, told.standing.seq, told.happened if heard else (), at=now)
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
        sockets = [socket for room in self._rooms.values() for socket in room.sockets]
        send_out(sockets, await self._read(withdrawn, {socket.held for socket in sockets}))

    async def _keep_beating(self) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            blind = monotonic() - self._looked_at
            if self._looked and blind > BLIND_S:
                log.error("Boards are blind, the database has not answered for %.0f s", blind)
                self._looked = False
            if self._looked:
                self._beat()

    def _beat(self) -> None:
        now = timezone.now()
        for topic, room in self._rooms.items():
            standing = self._seen.get(topic.election)
            if standing is None:
                continue
            frame = beat_frame(seq=standing.seq, since=room.last, as_at=standing.as_at, now=now)
            for socket in room.sockets:
                socket.beat(frame)

    async def _read(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        def ask() -> T:
            look_after_connection()
            return question(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._thread, ask)
