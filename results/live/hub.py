"""The hub: one a process, between the database and every socket of the process.

It wakes at a hint, or once a second without one, reads what is new since the number it has seen, and
offers one frame per topic to that topic's sockets. Hints may be lost, Redis may die, a process may
die between commit and hint: the next look finds what happened. Where the database cannot be read no
beat goes out, and every board turns amber by itself.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from django.db import DatabaseError, close_old_connections, connections
from django.utils import timezone

from results.declaring.announce import HINTS
from results.live import news
from results.live.frames import Frame, beat_frame, content_frame, snapshot_frame
from results.live.news import Standing
from results.live.sockets import End, Send, Socket
from results.live.topics import Topic

LOOK_S = 1.0
BEAT_S = 3.0
RESUBSCRIBE_S = 3600.0
P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger(__name__)


@dataclass
class Room:
    """The sockets of one topic. `last` is the number of its last content."""

    last: int
    sockets: set[Socket] = field(default_factory=set)
    snapshot: Frame | None = None
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)


class Hub:
    """Knows the rooms of this process. Use `hub_here()`; call everything on the loop it belongs to."""

    def __init__(self) -> None:
        self._rooms: dict[Topic, Room] = {}
        self._seen: dict[int, Standing] = {}
        self._opening = asyncio.Lock()
        self._wake = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        # A thread of its own: a storm of sign-ins must not hold up a declaration's frame.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-hub")
        self._looked = True

    async def join(self, topic: Topic, *, since: int, send: Send, end: End) -> Socket:
        """Let a socket in whose page is at `since`; it is sent one snapshot if that is behind."""
        self._start()
        socket = Socket(send=send, end=end, fresh=lambda: self._snapshot(topic))
        await self._room(topic)
        at = since if since <= self._seen[topic.election].seq else await self._trusted(topic, since)
        while True:
            room = await self._room(topic)
            # No wait between this look and the joining: an event either raised `last` or finds us in.
            if at >= room.last:
                room.sockets.add(socket)
                return socket
            frame = await self._snapshot(topic)
            socket.offer(frame)
            at = frame.seq

    def leave(self, topic: Topic, socket: Socket) -> None:
        """Forget a socket; an empty room is closed."""
        socket.drop()
        room = self._rooms.get(topic)
        if room is None:
            return
        room.sockets.discard(socket)
        if not room.sockets:
            del self._rooms[topic]

    async def close(self) -> None:
        """Stop, and let go of the database. For the end of a test or of a process."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(self._thread, connections.close_all)
        self._thread.shutdown(wait=False)
        _hubs.pop(asyncio.get_running_loop(), None)

    def _start(self) -> None:
        if not self._tasks:
            self._tasks = [
                asyncio.create_task(self._keep_looking()),
                asyncio.create_task(self._keep_beating()),
                asyncio.create_task(self._keep_listening()),
            ]

    async def _room(self, topic: Topic) -> Room:
        async with self._opening:
            if topic.election not in self._seen:
                self._seen |= await self._read(news.standings, [topic.election])
            room = self._rooms.get(topic)
            if room is None:
                # In the rooms before its number is read: an event that comes meanwhile raises it.
                room = self._rooms[topic] = Room(last=0)
                last = await self._read(news.last_of, topic)
                room.last = max(room.last, last)
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
            await self._look(hinted=hinted)
            if not self._looked:
                log.info("The database answers again.")
            self._looked = True
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
            if standing.seq != self._seen[election].seq:
                log.debug("Event %s, found by %s", standing.seq, "a hint" if hinted else "looking")
                await self._tell(election)

    def _send_away(self, gone: set[int]) -> None:
        # The election was loaded afresh under new ids: its pages come back by their address.
        for topic in [topic for topic in self._rooms if topic.election in gone]:
            for socket in self._rooms.pop(topic).sockets:
                socket.end()
        for election in gone:
            self._seen.pop(election, None)

    async def _tell(self, election: int) -> None:
        topics = [topic for topic in self._rooms if topic.election == election]
        told = await self._read(news.news, election=election, since=self._seen[election].seq, topics=topics)
        # No wait from here on: numbers, rooms and frames move on together.
        self._seen[election] = told.standing
        for topic, content in told.content.items():
            room = self._rooms.get(topic)
            if room is not None:
                self._fan_out(room, told.standing, content, whole=told.whole)

    def _fan_out(self, room: Room, standing: Standing, content: str, *, whole: bool) -> None:
        seq, as_at = standing.seq, standing.as_at
        if whole:
            frame = room.snapshot = snapshot_frame(seq=seq, as_at=as_at, content=content)
        else:
            frame = content_frame(seq=seq, since=room.last, as_at=as_at, content=content)
        room.last = seq
        for socket in room.sockets:
            socket.offer(frame)

    async def _keep_beating(self) -> None:
        while True:
            await asyncio.sleep(BEAT_S)
            if self._looked:
                self._beat()

    def _beat(self) -> None:
        now = timezone.now()
        for topic, room in self._rooms.items():
            standing = self._seen[topic.election]
            frame = beat_frame(seq=standing.seq, since=room.last, as_at=standing.as_at, now=now)
            for socket in room.sockets:
                socket.beat(frame)

    async def _keep_listening(self) -> None:
        while True:
            try:
                async with asyncio.timeout(RESUBSCRIBE_S):
                    await self._listen()
            except TimeoutError:
                log.debug("Subscribing to hints again: a layer forgets members after a day.")
            except Exception as error:
                log.warning("No hints (%r): boards follow by looking once a second.", error)
                await asyncio.sleep(LOOK_S)

    async def _listen(self) -> None:
        layer = get_channel_layer()
        channel = await layer.new_channel("desk.hub")
        await layer.group_add(HINTS, channel)
        while True:
            await layer.receive(channel)
            self._wake.set()

    async def _read(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        def ask() -> T:
            close_old_connections()
            return question(*args, **kwargs)

        return await asyncio.get_running_loop().run_in_executor(self._thread, ask)


_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, Hub] = WeakKeyDictionary()


def hub_here() -> Hub:
    """The hub of the running loop: one a process, since a process serves on one loop."""
    loop = asyncio.get_running_loop()
    hub = _hubs.get(loop)
    if hub is None:
        hub = _hubs[loop] = Hub()
    return hub
