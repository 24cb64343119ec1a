"""A scene of what goes to air: an operator who presses buttons, and an output's page that draws it.

The page lives in a browser that a thread of its own owns, so that the database may be asked meanwhile. It is
handed the very frames that the hub would send.
"""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import Any

from django.test import Client
from PIL import Image
from playwright.sync_api import Browser

from results.graphics.frames import preview_frame, program_frame
from results.graphics.version import scripts_version
from results.models import Cue, OnAir, Output
from tests.browsers import keyed
from tests.output_desk import COUNTED, SITE, Desk, ink, serve, shown

PATIENCE_S = 60
SCRIPT = {"x-desk-panel": "1"}


class Stage:
    """An output's page in a browser, program or preview."""

    def __init__(self, pool: ThreadPoolExecutor, browser: Browser, output: Output, bus: str) -> None:
        self._pool, self.output, self.bus = pool, output, bus
        self.desk: Desk = pool.submit(self._open, browser).result(timeout=PATIENCE_S)

    def _open(self, browser: Browser) -> Desk:
        page = browser.new_page(viewport={"width": 1920, "height": 1080})
        page.add_init_script(COUNTED)
        page.route(f"{SITE}/**", serve)
        return Desk(page, bus=self.bus, version=scripts_version())

    def do(self, act: Callable[[Desk], Any]) -> Any:
        """Does something with the page, in its own thread."""
        return self._pool.submit(act, self.desk).result(timeout=PATIENCE_S)

    def told(self, frame: str = "") -> "Stage":
        """Sends what the desk says is on now, or `frame`, and waits until the page confirms it at rest."""
        text = frame or (program_frame if self.bus == "program" else preview_frame)(self.output.pk)
        self.do(lambda desk: _confirmed(desk, text))
        return self

    def words(self) -> str:
        """All text on the page."""
        return self.do(lambda desk: shown(desk.page))

    def picture(self) -> Image.Image:
        """The frame as it is keyed."""
        return self.do(lambda desk: keyed(desk.page))

    def ink(self) -> tuple[int, int, int, int] | None:
        """The box around whatever is not wholly transparent."""
        return self.do(lambda desk: ink(desk.page))

    def moves(self) -> int:
        """How many movements were begun since it was asked last."""
        return self.do(Desk.started)

    def close(self) -> None:
        """Close the page."""
        self.do(lambda desk: desk.page.close())


class Operator:
    """Gwen at an output's panel, by its buttons."""

    def __init__(self, client: Client, output: Output) -> None:
        self.client, self.output = client, output

    def press(self, act: str, what: object = "", **typed: str) -> tuple[int, str]:
        """One act; answers the status and what was said."""
        address = f"/graphics/{self.output.slug}/acts/{act}/"
        answer = self.client.post(address, {"what": str(what), **typed}, headers=SCRIPT)
        return answer.status_code, answer.content.decode()

    def does(self, act: str, what: object = "", **typed: str) -> None:
        """One act that is done."""
        status, words = self.press(act, what, **typed)
        assert status == HTTPStatus.OK, words

    def adds(self, subject: str, graphic: str = "lower-third", **typed: str) -> Cue:
        """A cue at the end of the rundown, by a name."""
        self.does("add", subject=subject, graphic=graphic, **typed)
        return Cue.objects.latest("pk")

    def previews(self, cue: Cue) -> Cue:
        """Puts a cue on preview."""
        self.does("preview", cue.pk)
        return cue

    def takes(self, cue: Cue) -> OnAir:
        """Puts a cue on preview and takes it."""
        self.previews(cue)
        self.does("take", f"{cue.pk} {cue.digest}")
        return OnAir.objects.get(output=self.output, layer=cue.layer)

    def panel(self) -> str:
        """The panel's page."""
        return self.client.get(f"/graphics/{self.output.slug}/control/").content.decode()

    def kept(self, seq: object = "") -> str:
        """What the panel hears when it says that it is open."""
        address = f"/graphics/{self.output.slug}/control/keep/"
        return self.client.post(address, {"seq": str(seq)}, headers=SCRIPT).content.decode()

    def newer(self, cue: Cue) -> str:
        """What is newer than a cue, before and after."""
        return self.client.get(f"/graphics/{self.output.slug}/control/newer/{cue.pk}/").content.decode()

    def feed(self, address: str) -> Any:
        """A feed's rows."""
        return self.client.get(address).json()


def _confirmed(desk: Desk, text: str) -> None:
    frame = json.loads(text)
    desk.says(text)
    wanted = dict.fromkeys([*frame["layers"], *(["card"] if frame["test_card"] else [])], "on")

    def confirmed() -> bool:
        beat = desk.beats[-1]
        told = {name: state for name, state in beat["states"].items() if isinstance(state, str)}
        return (beat["act"], told) == (frame["act"], wanted)

    desk.until(confirmed)
