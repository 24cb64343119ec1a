"""Templates opened as play-out servers open them: as files, by nothing but their own folder."""

from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser

from results.packages.graphics import graphic_called
from results.packages.templates import caspar_files, spx_files
from tests.browsers import keyed

MADE = {"caspar": caspar_files, "spx": spx_files}


class TemplatePage:
    """One template in a browser, with what went wrong in it."""

    def __init__(self, browser: Browser, folder: Path, system: str, name: str) -> None:
        graphic = graphic_called(name)
        assert graphic is not None
        for path, content in MADE[system](graphic).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        self.page = browser.new_page(viewport={"width": 1920, "height": 1080})
        self.errors: list[str] = []
        self.complaints: list[str] = []
        self.asked: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: self.complaints.append(line.text))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(f"{folder.as_uri()}/{name}.html")

    def run(self, *scripts: str) -> "TemplatePage":
        """Runs scripts one after another as a server does, then waits for the typeface and for rest."""
        for script in scripts:
            # Neither an answer nor an error comes back to a server.
            self.page.evaluate(
                "script => { try { (0, eval)(script); } catch (error) { window.lost = String(error); } }",
                script,
            )
        self.page.evaluate(
            """async () => {
            const frame = () => new Promise(requestAnimationFrame);
            const late = performance.now() + 3000;
            while (!document.fonts.size && performance.now() < late) { await frame(); }
            await document.fonts.ready; await frame();
            await Promise.all(document.getAnimations().filter(one => one.effect.getTiming().iterations < 9)
                .map(one => one.finished.catch(() => 0)));
            await frame(); await frame(); }"""
        )
        return self

    def update(self, text: str) -> "TemplatePage":
        """Hands text over whole."""
        self.page.evaluate("text => { window.update(text); }", text)
        return self.run()

    def words(self) -> str:
        """What can be read on the frame."""
        return self.page.evaluate("document.body.innerText")

    def picture(self) -> Image.Image:
        """The frame with its alpha."""
        return keyed(self.page)

    def ink(self) -> tuple[int, int, int, int] | None:
        """The box around what is not wholly transparent; None where all is."""
        return self.picture().getchannel("A").getbbox()

    def ask(self, script: str) -> Any:
        """What a script in the page answers."""
        return self.page.evaluate(script)
