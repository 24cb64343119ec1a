"""A page that plays graphics, and the reading of what it shows, pixel by pixel."""

from pathlib import Path
from typing import Any

import fontpkg_inter
from PIL import Image
from playwright.sync_api import Page, Route

from tests.browsers import keyed

GRAPHICS = Path(__file__).resolve().parents[2] / "static" / "graphics"
FONTS = Path(fontpkg_inter.ROOT) / "files"
SITE = "http://desk.test"
FRAME = (0, 0, 1920, 1080)
SAFE = (96, 54, 1824, 1026)
CORE = ("values", "text", "motion", "paper", "pieces", "core")
NAMES = (
    "lower-third",
    "contest",
    "scoreboard",
    "seat-change",
    "council",
    "head-to-head",
    "hex-map",
    "ticker",
    "bug",
    "swing-dial",
    "test-card",
)
# The desk's own policy: no style sheet and no script that is not a file of this site.
POLICY = "default-src 'none'; script-src 'self'; font-src 'self'; style-src 'self'"
BODY = "<!doctype html><meta charset=utf-8>{scripts}<body><div id=root></div>"


class Player:
    """One page with every graphic's code and one graphic at a time on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.set_viewport_size({"width": 1920, "height": 1080})
        page.route(f"{SITE}/**", _serve)
        page.goto(f"{SITE}/player")
        page.evaluate("document.body.setAttribute('class', 'ready')")
        page.evaluate("document.body.style.margin = '0'")

    def load(self, name: str, values: Any, *, closed: bool = False, **options: Any) -> "Player":
        """A graphic, loaded and not played, in the page or in a closed shadow root."""
        self.page.evaluate(
            """async ([name, values, closed, options]) => {
                if (window.graphic) { window.graphic.dispose(); }
                const host = document.getElementById("root").appendChild(document.createElement("div"));
                const root = closed ? host.attachShadow({ mode: "closed" }) : host;
                window.graphic = new window.DeskGraphics[name](root, options);
                await window.graphic.load(values);
            }""",
            [name, values, closed, {"fonts": f"{SITE}/fonts/", **options}],
        )
        return self

    def do(self, script: str) -> Any:
        """Runs something with the graphic as `g`, and waits for its promise."""
        return self.page.evaluate(f"async () => {{ const g = window.graphic; return {script}; }}")

    def until(self, condition: str) -> None:
        """Waits, frame by frame, for something to be true of the graphic `g`.

        The page's policy refuses what Playwright's own waiting does.
        """
        self.page.evaluate(
            f"""async () => {{
                const g = window.graphic;
                while (!({condition})) {{ await new Promise(requestAnimationFrame); }}
            }}"""
        )

    def picture(self) -> Image.Image:
        """The frame as it is keyed, with its alpha."""
        return keyed(self.page)

    def ink(self) -> tuple[int, int, int, int] | None:
        """The box around whatever is not wholly transparent; None where all is."""
        return self.picture().getchannel("A").getbbox()


def inside(ink: tuple[int, int, int, int] | None, area: tuple[int, int, int, int]) -> bool:
    """Whether there is ink, and all of it inside an area."""
    return bool(ink and ink[0] >= area[0] and ink[1] >= area[1] and ink[2] <= area[2] and ink[3] <= area[3])


def _serve(route: Route) -> None:
    address = route.request.url.removeprefix(f"{SITE}/")
    if address == "player":
        scripts = "".join(f"<script src='/graphics/{name}.js'></script>" for name in (*CORE, *NAMES))
        headers = {"Content-Security-Policy": POLICY}
        route.fulfill(body=BODY.format(scripts=scripts), content_type="text/html", headers=headers)
    elif address.startswith("graphics/"):
        route.fulfill(path=GRAPHICS / address.removeprefix("graphics/"))
    elif address.startswith("fonts/"):
        route.fulfill(path=FONTS / "Inter[opsz,wght].ttf")
    else:
        route.fulfill(status=404, body="")
