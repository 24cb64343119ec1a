"""Every script that a player's own browser runs, read by a parser that knows no newer language."""

import json

import pytest

from tests.graphics.test_graphics_old_players import FILES
from tests.packages.node import needs_node, node

pytestmark = needs_node
# ECMAScript 2018: what Chromium 71 knows whole. Modules are for renderers of OGraf, which are new.
PARSE = """
const { parse } = require("acorn");
const told = {};
for (const file of JSON.parse(process.argv[2])) {
  try {
    parse(require("fs").readFileSync(file, "utf8"), { ecmaVersion: 2018, sourceType: "script" });
  } catch (error) { told[file] = error.message; }
}
console.log(JSON.stringify(told));
"""
TOO_NEW = {
    "optional chaining": "frame?.layers",
    "nullish": "a ?? b",
    "a class's own fields": "class A { b = 1; }",
    "private names": "class A { #b() {} }",
    "catch without a name": "try { a(); } catch { b(); }",
    "logical assignment": "a ||= b",
    "top-level await": "await a()",
}


def complaints(folder, files):
    (folder / "parse.cjs").write_text(PARSE)
    ran = node(folder, "node", "parse.cjs", json.dumps([str(file) for file in files]))
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def test_the_parser_of_an_old_player_reads_every_script(node_folder):
    files = [file for file in FILES if file.suffix == ".js"]
    assert len(files) > 20
    assert complaints(node_folder, files) == {}


@pytest.mark.parametrize("code", TOO_NEW.values(), ids=TOO_NEW)
def test_the_parser_of_an_old_player_refuses_what_is_newer(node_folder, tmp_path, code):
    newer = tmp_path / "newer.js"
    newer.write_text(code)
    assert list(complaints(node_folder, [newer])) == [str(newer)]
