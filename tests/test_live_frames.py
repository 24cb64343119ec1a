"""Frames say their times by the newsroom's clock, as pages do: in July that is not the database's."""

import json
from datetime import UTC, datetime

from results.live.frames import beat_frame, content_frame, snapshot_frame

AT = datetime(2024, 7, 5, 2, 12, 8, 123_456, tzinfo=UTC)


def test_a_page_and_a_frame_tell_the_same_time():
    frames = (
        content_frame(seq=2, since=1, as_at=AT, content=""),
        snapshot_frame(seq=2, as_at=AT, content=""),
        beat_frame(seq=2, since=1, as_at=AT, now=AT),
    )
    assert {json.loads(frame.text)["as_at"] for frame in frames} == {"2024-07-05T03:12:08+01:00"}


def test_a_beat_says_when_the_desk_was_looked_at_by_the_newsrooms_clock():
    beat = json.loads(beat_frame(seq=2, since=1, as_at=None, now=AT).text)
    assert (beat["now"], beat["as_at"]) == ("2024-07-05T03:12:08+01:00", None)
