"""The rooms of a hub, one a topic: who listens, how far each is, how one comes in and goes.

Owns the promise to whoever comes in: from the moment she is in a room she misses nothing, and what her page
missed before is on its way to her. Refuses to look for news: the hub does, and tells the rooms.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from results.live import news
from results.live.frames import Frame, snapshot_frame
from results.live.lines import Line
from results.live.news import Standing
from results.live.reading import Reader
from results.live.sockets import Socket
from results.live.topics import Topic
from results.people.passes import Pass


class Gone(LookupError):
    """The election of a topic is not there any more."""


@dataclass
class Room:
    """The sockets of one topic. `last` is the number of its last content.

    `struck` is the number at which polls closed last: a page of it, or of a lower one, may have been drawn
    before the hour. 0: nothing had happened by then.
    """

    last: int
    struck: int = 0
    sockets: set[Socket] = field(default_factory=set)
    snapshot: Frame | None = None
    drawing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def lacks(self, seq: int) -> bool:
        """Whether content of this number is news here: a room may have been opened at it already."""
        return seq > self.last

    def is_current(self, at: int, given: Frame | None) -> bool:
        """Whether a page at number `at`, or one that was just `given` a snapshot, has missed nothing here."""
        if at < self.last:
            return False
        fresh = given is not None and given is self.snapshot
        return fresh or not self.struck or at > self.struck


class Rooms:
    """The open rooms, and where each of their elections is. Call everything on the hub's loop."""

    def __init__(self, reader: Reader) -> None:
        self.open: dict[Topic, Room] = {}
        self.seen: dict[int, Standing] = {}
        self._reader = reader
        self._coming: Counter[Topic] = Counter()
        self._opening = asyncio.Lock()

    async def join(self, topic: Topic, *, held: Pass, since: int, line: Line) -> Socket:
        """Let a socket in whose page is at `since`; it is sent one snapshot if that is behind.

        Raises what reading or drawing raises, and Gone where the election is.
        """
        socket = Socket(held=held, line=line, fresh=lambda: self._snapshot(topic))
        with self._on_the_way(topic, socket):
            await self._bring_in(topic, socket, since)
        return socket

    def leave(self, topic: Topic, socket: Socket) -> None:
        """Forget a socket; an empty room is closed."""
        socket.drop()
        if room := self.open.get(topic):
            room.sockets.discard(socket)
        self._close_if_empty(topic)

    def audience(self, topics: Collection[Topic]) -> int:
        """How many sockets listen to any of these topics. May be asked from another thread."""
        rooms = (self.open.get(topic) for topic in topics)
        return sum(len(room.sockets) for room in rooms if room)

    def end(self, topic: Topic) -> None:
        """Close a room, and send its pages away: they come back by their address."""
        room = self.open.pop(topic, None)
        for socket in room.sockets if room else ():
            socket.end()

    def forget(self, elections: Collection[int]) -> None:
        """Close the rooms of these elections: they are gone, or were loaded afresh under new ids."""
        for topic in [topic for topic in self.open if topic.election in elections]:
            self.end(topic)
        for election in elections:
            self.seen.pop(election, None)

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
        at = since if since <= self.seen[topic.election].seq else await self._trusted(topic, since)
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

    def _close_if_empty(self, topic: Topic) -> None:
        room = self.open.get(topic)
        if self._coming[topic]:
            # One who is on the way in may hold the room already: it would hear nothing in a closed one.
            return
        del self._coming[topic]
        if room is not None and not room.sockets:
            del self.open[topic]

    async def _room(self, topic: Topic) -> Room:
        async with self._opening:
            if topic.election not in self.seen:
                self.seen |= await self._reader.ask(news.standings, [topic.election])
            if topic.election not in self.seen:
                raise Gone(topic)
            return self.open.get(topic) or await self._opened(topic)

    async def _opened(self, topic: Topic) -> Room:
        # In the rooms before its number is read: an event that comes meanwhile raises it.
        room = self.open[topic] = Room(last=0)
        try:
            room.struck = await self._reader.ask(news.struck_at, topic.election)
            room.last = max(room.last, await self._reader.ask(news.last_of, topic))
        except BaseException:
            # Left with the number 0 it would tell the next page that it had missed nothing.
            self.open.pop(topic, None)
            raise
        return room

    async def _trusted(self, topic: Topic, since: int) -> int:
        # A page from another process may be ahead of this hub; one from a desk that was loaded
        # afresh is ahead of the election itself, and needs a snapshot although its number is higher.
        standing = (await self._reader.ask(news.standings, [topic.election]))[topic.election]
        return since if since <= standing.seq else -1

    async def _snapshot(self, topic: Topic) -> Frame:
        room = self.open.get(topic) or Room(last=0)
        async with room.drawing:
            if room.snapshot is None or room.snapshot.seq < room.last:
                room.snapshot = await self._reader.ask(_drawn, topic)
            return room.snapshot


def _drawn(topic: Topic) -> Frame:
    standing, content = news.snapshot(topic)
    return snapshot_frame(seq=standing.seq, as_at=standing.as_at, content=content).encoded()
