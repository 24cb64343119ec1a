"""Templates for CasparCG and SPX: one page a graphic, with everything it needs beside it.

Owns the pages and SPX's definition of them. Refuses to load anything from a network: a template that
waits for one may be white on air.
"""

import json
from typing import Any

from results.packages.fields import BUG, FULL, LOWER_THIRD, TICKER, Graphic, Kind
from results.packages.flat import FlatField, flat_fields, table
from results.packages.sources import (
    TYPEFACE,
    TYPEFACE_LICENCE,
    script,
    scripts_of,
    shell,
    typeface,
    typeface_licence,
)

SHELLS = ("flat.js", "caspar.js")
# SPX draws the higher of its web layers on top.
WEB_LAYERS = {FULL: "1", LOWER_THIRD: "2", TICKER: "3", BUG: "4"}
FIELD_TYPES = {
    Kind.LIST: "textarea",
    Kind.TRUTH: "checkbox",
    Kind.COLOUR: "color",
    Kind.CHOICE: "dropdown",
    Kind.NUMBER: "number",
    Kind.WHOLE: "number",
}
FIRST_VALUES = {Kind.TRUTH: "0", Kind.COLOUR: "#6b7280", Kind.NUMBER: "0", Kind.WHOLE: "0"}
PAGE = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>{title}</title>
{head}</head>
<body data-graphic="{name}">
{scripts}
</body>
</html>
"""


def caspar_files(graphic: Graphic) -> dict[str, bytes]:
    """A folder for CasparCG: paths and what is in them."""
    return _folder(graphic, head="")


def spx_files(graphic: Graphic) -> dict[str, bytes]:
    """A folder for SPX: the same, with the definition in the page's head."""
    # SPX reads the page without fetching what it links to, so the definition stands in the page itself.
    told = json.dumps(definition(graphic), indent=2).replace("<", "\\u003c")
    head = f"<script>\nwindow.SPXGCTemplateDefinition = {told};\n</script>\n"
    return _folder(graphic, head=head)


def definition(graphic: Graphic) -> dict[str, Any]:
    """SPX's definition of a graphic; every value is a string."""
    return {
        "description": f"Results desk: {graphic.title}",
        "playserver": "OVERLAY",
        "playchannel": "1",
        "playlayer": str(graphic.layer),
        "webplayout": WEB_LAYERS[graphic.layer],
        "steps": str(graphic.most_steps),
        "out": "manual",
        "dataformat": "json",
        "uicolor": "1",
        "DataFields": [_data_field(field) for field in flat_fields(graphic)],
    }


def amcp_text(values: dict[str, Any]) -> str:
    """Values as CasparCG's servers carry them unharmed: ASCII, and no quote, backslash or line end inside.

    Servers up to 2.5.0 put the text between quotes in a script and mask the quotes alone.
    """
    return json.dumps(_harmless(values), separators=(",", ":"), ensure_ascii=True)


def _harmless(value: Any) -> Any:
    if isinstance(value, str):
        plain = value.replace("\\", "/").replace('"', "\u201d")
        return " ".join("".join(letter if letter.isprintable() else " " for letter in plain).split(" "))
    if isinstance(value, dict):
        return {_harmless(name): _harmless(one) for name, one in value.items()}
    return [_harmless(one) for one in value] if isinstance(value, list) else value


def _folder(graphic: Graphic, *, head: str) -> dict[str, bytes]:
    loaded = {f"js/{name}.js": script(name) for name in scripts_of(graphic.name)}
    loaded["js/flat.js"] = shell("flat.js")
    loaded["js/fields.js"] = _fields(graphic)
    loaded["js/caspar.js"] = shell("caspar.js")
    page = PAGE.format(
        title=graphic.title,
        name=graphic.name,
        head=head,
        scripts="\n".join(f'<script src="{path}"></script>' for path in loaded),
    )
    return {
        f"{graphic.name}.html": page.encode(),
        **loaded,
        f"fonts/{TYPEFACE}": typeface(),
        f"fonts/{TYPEFACE_LICENCE}": typeface_licence(),
    }


def _fields(graphic: Graphic) -> bytes:
    return f"window.DeskFields = {json.dumps(table(graphic), indent=1)};\n".encode()


def _data_field(field: FlatField) -> dict[str, Any]:
    told: dict[str, Any] = {
        "field": field.name,
        "ftype": FIELD_TYPES.get(field.kind, "textfield"),
        "title": field.title,
        "value": FIRST_VALUES.get(field.kind, ""),
    }
    if field.choices:
        told["items"] = [{"text": words, "value": value} for value, words in field.choices]
    return told
