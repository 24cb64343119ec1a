"""Graphics run in old players: what their browser (Chromium 71) does not know is not used."""

import re

import pytest

from tests.graphics.players import CORE, GRAPHICS, NAMES

TOO_NEW = {
    "optional chaining": r"\?\.[a-zA-Z(\[]",
    "nullish operators": r"\?\?",
    "newer methods": r"\.(at|replaceAll|replaceChildren|getAnimations|matchAll|checkVisibility|findLast)\(",
    "newer functions": r"\b(Object\.(fromEntries|hasOwn)|structuredClone|Promise\.(any|allSettled))\b",
    "newer promises": r"\.finished\b",
    "sheets of a root": r"adoptedStyleSheets|CSSStyleSheet",
    "newer styles": r"\b(inset|gap|aspectRatio|rowGap|columnGap)\s*[:=]|\bcolor-mix\(|\bclamp\(",
}
FOR_THE_SHELLS_ALONE = {
    "the network": r"\b(fetch|XMLHttpRequest|WebSocket|EventSource)\b|https?://(?!www\.w3\.org)",
    "the document's own elements": r"document\.(querySelector|getElementBy|body)",
    "modules": r"^\s*(import|export)\b",
    "storage": r"localStorage|sessionStorage",
}


@pytest.mark.parametrize("file", sorted(GRAPHICS.glob("*.js")), ids=lambda file: file.name)
def test_a_graphic_uses_nothing_that_an_old_player_does_not_know(file):
    code = file.read_text(encoding="utf-8")
    assert found(TOO_NEW, code) == []
    bodies = re.findall(r"^  class .*?^  }", code, re.MULTILINE | re.DOTALL)
    assert not [body for body in bodies if re.search(r"^    (static )?#?\w+( = .*)?;$", body, re.MULTILINE)]
    assert len(code.splitlines()) < 300


@pytest.mark.parametrize("name", [*CORE, *NAMES])
def test_a_graphic_leaves_the_network_and_the_page_to_what_shows_it(name):
    assert found(FOR_THE_SHELLS_ALONE, (GRAPHICS / f"{name}.js").read_text(encoding="utf-8")) == []


def found(marks, code):
    return [name for name, mark in marks.items() if re.search(mark, code, re.MULTILINE)]
