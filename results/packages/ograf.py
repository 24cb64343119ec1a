"""OGraf packages: a folder a graphic, with its manifest, its module and its typeface.

Owns the module's making. The desk's scripts are wrapped in a function with a scope of their own: a
module leaves nothing on a host's window, however often it is imported.
"""

import json

from results.packages.fields import Graphic
from results.packages.manifests import MAIN, manifest
from results.packages.sources import (
    TYPEFACE,
    TYPEFACE_LICENCE,
    script,
    scripts_of,
    shell,
    typeface,
    typeface_licence,
)

DESK = "desk.mjs"
MODULE = """// @ts-nocheck
/* The desk's graphics scripts as they are drawn with everywhere, in a scope of their own. */
function deskScripts() {{
const window = {{ FontFace: self.FontFace }};
{scripts}
return window.DeskGraphics[{name}];
}}

let Graphic = null;

/** A new graphic in a root, an element or a shadow root. @returns {{any}} */
export function newGraphic(root, options) {{
  Graphic = Graphic || deskScripts();
  return new Graphic(root, options);
}}
"""


def ograf_files(graphic: Graphic) -> dict[str, bytes]:
    """A graphic's folder: file names and what is in them."""
    told = json.dumps(manifest(graphic), indent=2, ensure_ascii=False)
    return {
        f"{graphic.name}.ograf.json": f"{told}\n".encode(),
        MAIN: shell("ograf.mjs"),
        DESK: _module(graphic.name),
        TYPEFACE: typeface(),
        TYPEFACE_LICENCE: typeface_licence(),
    }


def _module(name: str) -> bytes:
    scripts = "\n".join(script(one).decode() for one in scripts_of(name))
    return MODULE.format(scripts=scripts, name=json.dumps(name)).encode()
