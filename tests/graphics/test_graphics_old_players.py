"""Graphics run in old players: what their browser (Chromium 71) does not know is not used."""

import re

import pytest

from tests.graphics.players import CORE, GRAPHICS, NAMES

# What a player's own browser runs: graphics, the output's page and its style, the shells of CasparCG and SPX.
FILES = sorted([*GRAPHICS.glob("*.js"), *GRAPHICS.glob("shells/*.js"), *GRAPHICS.glob("*.css")])
# Each with a line that it must find, so that none of them is blind.
TOO_NEW = {
    "optional chaining": (r"\?\.[a-zA-Z(\[]", "frame?.layers"),
    "nullish operators": (r"\?\?", "step ?? 0"),
    "logical assignment": (r"(\|\||&&)=", "lost ||= {}"),
    "numeric separators": (r"\b\d+_\d", "1_000"),
    "private names": (r"\bthis\.#|^\s*#\w+\s*[=(;]", "this.#held"),
    "newer methods": (
        r"\.(at|replaceAll|replaceChildren|getAnimations|matchAll|checkVisibility|findLast|findLastIndex"
        r"|toSorted|toReversed|toSpliced|commitStyles|hasOwn|groupBy|isWellFormed)\(",
        "items.at(-1)",
    ),
    "newer functions": (
        r"\b(Object\.(fromEntries|hasOwn|groupBy)|structuredClone|Promise\.(any|allSettled|withResolvers))\b",
        "structuredClone(frame)",
    ),
    "newer classes": (
        r"\b(WeakRef|FinalizationRegistry|AggregateError|ResizeObserverSize|Intl\.(ListFormat|DisplayNames"
        r"|RelativeTimeFormat|Segmenter))\b|randomUUID|AbortSignal\.(any|timeout)",
        "crypto.randomUUID()",
    ),
    "newer promises": (r"\.finished\b", "await animation.finished"),
    "sheets of a root": (r"adoptedStyleSheets|CSSStyleSheet", "root.adoptedStyleSheets = []"),
    "newer properties": (
        r"\b(inset|gap|aspectRatio|aspect-ratio|rowGap|row-gap|columnGap|contentVisibility|accentColor)\s*[:=](?!=)"
        r"|style\.(translate|rotate|scale)\b",
        "style.inset = 0",
    ),
    "newer style functions": (
        r"\b(color-mix|clamp|min|max|oklch|lab)\((?=[^)]*(%|px|vw|vh))",
        "clamp(1px, 2vw)",
    ),
    "newer selectors": (r":(has|is|where|focus-visible|not\([^)]*,)\(?", "div:has(span)"),
    "newer rules": (r"@(layer|container|property|scope|starting-style)\b", "@layer base"),
    "newer units": (r"\d(d|s|l)v[hw]\b", "height: 100dvh"),
}
FOR_THE_SHELLS_ALONE = {
    "the network": r"\b(fetch|XMLHttpRequest|WebSocket|EventSource)\b|https?://(?!www\.w3\.org)",
    "the document's own elements": r"document\.(querySelector|getElementBy|body)",
    "modules": r"^\s*(import|export)\b",
    "storage": r"localStorage|sessionStorage",
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_player_is_given_nothing_that_an_old_one_does_not_know(file):
    code = file.read_text(encoding="utf-8")
    assert found({name: mark for name, (mark, _) in TOO_NEW.items()}, code) == []
    bodies = re.findall(r"^  class .*?^  }", code, re.MULTILINE | re.DOTALL)
    assert not [body for body in bodies if re.search(r"^    (static )?#?\w+( = .*)?;$", body, re.MULTILINE)]
    assert len(code.splitlines()) < 300


@pytest.mark.parametrize("name", sorted(TOO_NEW))
def test_what_is_too_new_would_be_found(name):
    mark, line = TOO_NEW[name]
    assert found({name: mark}, line) == [name]


@pytest.mark.parametrize("name", [*CORE, *NAMES])
def test_a_graphic_leaves_the_network_and_the_page_to_what_shows_it(name):
    assert found(FOR_THE_SHELLS_ALONE, (GRAPHICS / f"{name}.js").read_text(encoding="utf-8")) == []


def found(marks, code):
    return [name for name, mark in marks.items() if re.search(mark, code, re.MULTILINE)]
