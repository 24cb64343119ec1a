"""A page that hosts OGraf packages as renderers do, and the reading of what it shows."""

from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Route

from results.packages.graphics import graphic_called
from results.packages.manifests import ograf_id
from results.packages.ograf import ograf_files
from tests.browsers import keyed

SITE = "http://host.test"
TYPES = {"mjs": "text/javascript", "ttf": "font/ttf", "json": "application/json", "txt": "text/plain"}
PAGE = "<!doctype html><meta charset=utf-8><body><div id=stage></div>"
# Registered by the manifest's id, in a closed shadow root, as renderers do.
PUT_UP = """async ([address, id]) => {
    window.before = window.before || Object.keys(window);
    const found = await import(address);
    if (!customElements.get(id)) { customElements.define(id, class extends found.default {}); }
    const host = document.getElementById("stage").appendChild(document.createElement("div"));
    window.g = document.createElement(id);
    host.attachShadow({ mode: "closed" }).appendChild(window.g);
}"""


class Host:
    """One page with one graphic at a time on it, as `g`."""

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_page(viewport={"width": 1920, "height": 1080})
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.route("**/*", self._serve)
        self.asked: list[str] = []
        self.page.goto(f"{SITE}/")
        self.page.evaluate("document.body.style.margin = '0'")

    def put_up(self, name: str) -> "Host":
        """A graphic of that name in a closed shadow root, on which nothing was called yet."""
        self.page.evaluate("() => { document.getElementById('stage').textContent = ''; }")
        graphic = graphic_called(name)
        assert graphic is not None
        self.page.evaluate(PUT_UP, [f"{SITE}/{name}/graphic.mjs", ograf_id(graphic)])
        return self

    def load(self, data: Any) -> Any:
        """Loads it as a host in real time does."""
        return self.page.evaluate(
            "data => g.load({ data, renderType: 'realtime', renderCharacteristics: {} })", data
        )

    def call(self, script: str, given: Any = None) -> Any:
        """Runs something with the graphic as `g` and the data as `d`, and waits for its promise."""
        return self.page.evaluate(f"async d => {{ return {script}; }}", given)

    def ink(self) -> tuple[int, int, int, int] | None:
        """The box around what is not wholly transparent; None where all is."""
        return self.picture().getchannel("A").getbbox()

    def picture(self) -> Image.Image:
        """The frame with its alpha."""
        return keyed(self.page)

    def _serve(self, route: Route) -> None:
        self.asked.append(route.request.url)
        name, _, file = route.request.url.removeprefix(f"{SITE}/").partition("?")[0].partition("/")
        graphic = graphic_called(name)
        if graphic is None:
            route.fulfill(body=PAGE, content_type="text/html")
        else:
            kind = TYPES[file.rsplit(".", 1)[-1]]
            route.fulfill(body=ograf_files(graphic)[file], content_type=kind)
