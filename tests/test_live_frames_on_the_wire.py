"""A frame's bytes, made once for all sockets, are what any websocket client reads."""

from datetime import UTC, datetime

import pytest
from websockets.client import ClientProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate
from websockets.frames import Opcode
from websockets.protocol import OPEN
from websockets.uri import parse_uri

from results.live.frames import WINDOW_BITS, Frame, beat_frame, snapshot_frame

NOW = datetime(2024, 7, 5, 2, tzinfo=UTC)
SIZES = [0, 1, 125, 126, 255, 256, 4095, 4096, 65_535, 65_536, 400_000]


def read(wire, *, compressed):
    client = ClientProtocol(parse_uri("ws://desk.test/"), state=OPEN)
    if compressed:
        client.extensions = [PerMessageDeflate(True, True, WINDOW_BITS, WINDOW_BITS)]
    client.receive_data(wire)
    (frame,) = client.events_received()
    assert (frame.opcode, frame.fin) == (Opcode.TEXT, True)
    return bytes(frame.data).decode()


def a_text(size):
    return "".join(chr(97 + at * at % 23) for at in range(size))


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_a_frame_of_any_size_is_read_as_it_was_written(size, compressed):
    frame = Frame(seq=1, text=a_text(size))
    assert read(frame.deflated if compressed else frame.wire, compressed=compressed) == frame.text


def test_names_in_any_script_arrive():
    frame = snapshot_frame(seq=1, as_at=None, content="Ynys Môn ŵ “quotes” \U0001f5f3 " * 40)
    assert read(frame.wire, compressed=False) == read(frame.deflated, compressed=True) == frame.text


def test_what_is_small_is_not_compressed():
    beat = Frame(seq=1, text="{}")
    assert beat.deflated == beat.wire


def test_a_board_is_a_good_deal_smaller_compressed():
    frame = snapshot_frame(seq=1, as_at=None, content='<li class="tile">Leicester East</li>' * 100)
    assert len(frame.deflated) < len(frame.wire) / 4


def test_bytes_are_made_once():
    frame = snapshot_frame(seq=1, as_at=None, content="x" * 1000)
    assert frame.wire is frame.wire
    assert frame.deflated is frame.deflated


def test_each_of_the_frames_is_compressed_by_itself():
    frames = [beat_frame(seq=at, since=0, as_at=None, now=NOW) for at in range(3)]
    frames += [snapshot_frame(seq=at, as_at=NOW, content="board " * 100) for at in range(3)]
    for frame in reversed(frames):
        assert read(frame.deflated, compressed=True) == frame.text
