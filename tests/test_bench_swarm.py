"""The load generator reads frames as they come, in whatever pieces, and a screen notes each number once."""

import asyncio
import zlib

from tests.bench.swarm import Screen, Swarm
from tests.bench.wire import CLOSE, PING, PONG, TEXT, Wire, from_screen, masked, upgrade

FRAME = b'{"seq":812,"since":811,"content":"' + b"Leicester South " * 40 + b'"}'


def framed(payload: bytes, *, first: int = 0x81, key: bytes = b"") -> bytes:
    """A frame of any length, under a mask where a key is given."""
    size, mask = len(payload), 0x80 if key else 0
    if size < 126:
        head = bytes((first, mask | size))
    elif size < 65536:
        head = bytes((first, mask | 126)) + size.to_bytes(2, "big")
    else:
        head = bytes((first, mask | 127)) + size.to_bytes(8, "big")
    return head + key + (masked(payload, key) if key else payload)


def squeezed(payload: bytes) -> bytes:
    """A payload compressed for itself, as permessage-deflate has it."""
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return (packer.compress(payload) + packer.flush(zlib.Z_SYNC_FLUSH)).removesuffix(b"\x00\x00\xff\xff")


def read(*pieces: bytes) -> list[tuple[int, bytes]]:
    """The messages in these reads."""
    wire = Wire()
    return [message for piece in pieces for message in wire.feed(piece)]


def test_a_message_of_any_length_is_read_masked_and_unmasked():
    for payload in (b"", b"beat", b"x" * 125, b"x" * 126, FRAME, b"x" * 70_000):
        assert read(framed(payload)) == [(TEXT, payload)]
        assert read(framed(payload, key=b"\x01\xfe\x33\x80")) == [(TEXT, payload)]


def test_a_message_that_comes_byte_by_byte_is_read_once_it_is_whole():
    wire, stream = Wire(), framed(FRAME)
    for byte in stream[:-1]:
        assert list(wire.feed(bytes((byte,)))) == []
    assert not wire.between_messages
    assert list(wire.feed(stream[-1:])) == [(TEXT, FRAME)]
    assert wire.between_messages


def test_several_messages_in_one_read_are_several():
    stream = framed(b"one") + framed(FRAME) + framed(b"three")
    assert [payload for _, payload in read(stream[:5], stream[5:])] == [b"one", FRAME, b"three"]


def test_a_message_in_parts_is_one_with_a_ping_between_them():
    stream = (
        framed(FRAME[:100], first=0x01) + framed(b"still there", first=0x89) + framed(FRAME[100:], first=0x80)
    )
    assert read(stream[:60], stream[60:]) == [(PING, b"still there"), (TEXT, FRAME)]


def test_a_compressed_message_is_inflated_each_for_itself():
    small = squeezed(FRAME)
    assert len(small) < len(FRAME) / 4
    stream = framed(small, first=0xC1)
    assert read(stream[:20], stream[20:] + stream) == [(TEXT, FRAME)] * 2
    in_parts = framed(small[:10], first=0x41) + framed(small[10:], first=0x80)
    assert read(in_parts) == [(TEXT, FRAME)]


def test_what_a_screen_sends_is_masked():
    sent = from_screen(PONG, b"still there")
    assert sent[0] == 0x8A and sent[1] & 0x80
    assert b"still there" not in sent
    assert read(sent) == [(PONG, b"still there")]


def test_the_upgrade_carries_what_it_is_asked_to():
    heads = {"Origin": "http://127.0.0.1:8000", "Cookie": "sessionid=abc"}
    plain = upgrade("/ws/?since=0", host="127.0.0.1:8000", headers=heads, compressed=False)
    offered = upgrade("/ws/?since=0", host="127.0.0.1:8000", headers=heads, compressed=True)
    assert plain.startswith(b"GET /ws/?since=0 HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n")
    assert b"\r\nCookie: sessionid=abc\r\n" in plain and plain.endswith(b"\r\n\r\n")
    assert b"permessage-deflate" in offered and b"permessage-deflate" not in plain


class Line(asyncio.Transport):
    """A transport that keeps what was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = b""
        self.closed = False

    def write(self, data: bytes) -> None:
        self.written += data

    def close(self) -> None:
        self.closed = True


async def _heard(*pieces: bytes, sockets: int = 2) -> tuple[Swarm, Line]:
    swarm, line = Swarm(sockets), Line()
    screen = Screen(swarm, 1, b"GET / HTTP/1.1\r\n\r\n")
    screen.connection_made(line)
    for piece in pieces:
        screen.data_received(piece)
    return swarm, line


def heard(*pieces: bytes) -> tuple[Swarm, Line]:
    """What a swarm of two noted of what its second screen was sent."""
    return asyncio.run(_heard(*pieces))


UPGRADED = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"


def test_a_screen_notes_when_it_was_told_each_number():
    swarm, _ = heard(UPGRADED[:30], UPGRADED[30:], framed(FRAME), framed(b'{"seq":813,"since":812}'))
    assert [number for number, times in swarm.times.items() if times[1]] == [812, 813]
    assert not any(times[0] for times in swarm.times.values())
    assert swarm.twice == 0


def test_a_number_that_comes_twice_is_counted_as_such_however_it_was_packed():
    swarm, _ = heard(UPGRADED + framed(FRAME), framed(squeezed(FRAME), first=0xC1))
    assert list(swarm.times) == [812] and swarm.twice == 1


def test_a_frame_that_others_had_is_known_by_its_look_and_noted_for_each():
    async def told() -> Swarm:
        swarm = Swarm(3)
        for place in range(3):
            screen = Screen(swarm, place, b"")
            screen.connection_made(Line())
            screen.data_received(UPGRADED)
            screen.data_received(framed(FRAME))
            screen.data_received(framed(squeezed(FRAME.replace(b"812", b"813", 1)), first=0xC1))
        return swarm

    swarm = asyncio.run(told())
    assert {number: all(times) for number, times in swarm.times.items()} == {812: True, 813: True}
    assert len(swarm.known) == 2 and swarm.twice == 0


def test_a_frame_of_another_number_is_not_taken_for_one_that_is_known():
    swarm, _ = heard(UPGRADED, framed(FRAME), framed(FRAME.replace(b"812", b"813", 1)), framed(FRAME))
    assert list(swarm.times) == [812, 813] and swarm.twice == 1


def test_beats_are_counted_and_told_nobody_a_number():
    swarm, _ = heard(UPGRADED, framed(b'{"beat":true,"seq":812}'), framed(b'{"beat":true,"seq":812}'))
    assert (swarm.beats, swarm.greeted, dict(swarm.times)) == (2, 1, {})


def test_a_ping_is_answered_with_its_own_words_and_a_close_is_kept_by_its_code():
    swarm, line = heard(UPGRADED, framed(b"there?", first=0x89), framed(b"\x11\x31", first=0x88))
    (answered,) = read(line.written.partition(b"\r\n\r\n")[2])
    assert answered == (PONG, b"there?")
    assert line.closed and swarm.closed == {"4401": 1}


def test_a_server_that_refuses_opened_nothing():
    swarm, line = heard(b"HTTP/1.1 403 Forbidden\r\n\r\n")
    assert line.closed and not swarm.open


def test_the_last_of_those_who_were_told_is_told_apart_from_those_who_were_not():
    async def told() -> dict[str, object]:
        swarm, line = Swarm(2), Line()
        for place in range(2):
            screen = Screen(swarm, place, b"")
            screen.connection_made(line)
            screen.data_received(UPGRADED)
        swarm.hear(0, 5, 1_000)
        swarm.hear(0, 6, 2_000)
        return await swarm.told(4, 0.0)

    said = asyncio.run(told())
    assert (said["open"], said["served"]) == (2, 1)
    assert said["at"] == {"first": 1_000, "p50": 1_000, "p99": 1_000, "last": 1_000}


def test_a_close_frame_is_read_between_messages():
    assert read(framed(b"\x03\xf4", first=0x88)) == [(CLOSE, b"\x03\xf4")]
