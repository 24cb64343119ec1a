"""Flashes in a film of the page, by the limits for television: Ofcom's guidance and ITU-R BT.1702.

A flash is a pair of opposing changes of luminance by a tenth or more, where the darker one is under eight
tenths, over a quarter of the screen or more. Pictures are taken as they are drawn, in cells of 20 pixels.
"""

import base64
from collections.abc import Callable, Iterable
from io import BytesIO
from itertools import pairwise

from PIL import Image

from tests.output_desk import Desk

CELLS = (96, 54)
QUARTER = CELLS[0] * CELLS[1] / 4
STEP, DARKER = 0.1, 0.8
ENOUGH = 10
Film = list[Image.Image]


def film(desk: Desk, changes: Callable[[int], str], *, times: int, every_ms: int) -> Film:
    """Every picture that the browser draws while frames come, over black."""
    shots: Film = []
    line = desk.page.context.new_cdp_session(desk.page)

    def keep(event: dict[str, str]) -> None:
        with Image.open(BytesIO(base64.b64decode(event["data"]))) as shot:
            shots.append(shot.convert("RGB").resize(CELLS, Image.Resampling.BOX))
        line.send("Page.screencastFrameAck", {"sessionId": event["sessionId"]})

    line.on("Page.screencastFrame", keep)
    desk.page.evaluate("document.body.style.background = '#000'")
    line.send("Page.startScreencast", {"format": "png", "everyNthFrame": 1})
    # A busy machine draws few pictures a second: then for longer, until there are enough to tell by.
    for at in range(10 * times):
        if at >= times and len(shots) > ENOUGH:
            break
        desk.says(changes(at))
        desk.page.wait_for_timeout(every_ms)
    line.send("Page.stopScreencast")
    desk.page.evaluate("document.body.style.background = ''")
    return shots


def flashes(shots: Film) -> int:
    """Pairs of opposing changes of luminance over a quarter of the screen, in the whole film."""
    return _turns([[_luminance(pixel) for pixel in _pixels(shot)] for shot in shots], _swing)


def red_flashes(shots: Film) -> int:
    """The same to and from a saturated red."""
    return _turns([[float(_is_red(pixel)) for pixel in _pixels(shot)] for shot in shots], _swing)


def _pixels(shot: Image.Image) -> list[tuple[int, ...]]:
    return list(zip(*[iter(shot.tobytes())] * 3, strict=True))


def _turns(shots: Iterable[list[float]], swing: Callable[[float, float], int]) -> int:
    directions = []
    for before, after in pairwise(shots):
        moved = [swing(one, other) for one, other in zip(before, after, strict=True)]
        for way in (1, -1):
            if moved.count(way) >= QUARTER:
                directions.append(way)
    return sum(one != other for one, other in pairwise(directions)) // 2 + bool(directions)


def _swing(before: float, after: float) -> int:
    if abs(after - before) < STEP or min(before, after) >= DARKER:
        return 0
    return 1 if after > before else -1


def _luminance(pixel: tuple[int, ...]) -> float:
    linear = [((part / 255 + 0.055) / 1.055) ** 2.4 if part > 10 else part / 255 / 12.92 for part in pixel]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _is_red(pixel: tuple[int, ...]) -> bool:
    return sum(pixel) > 0 and pixel[0] / sum(pixel) >= 0.8
