"""Packages against what others publish: EBU's types for OGraf, and a real client of CasparCG."""

import json

import pytest

from results.packages.graphics import graphic_called
from results.packages.ograf import ograf_files
from results.packages.templates import amcp_text
from tests.graphics.longest import all_values
from tests.packages.amcp import amcp_server, scripts
from tests.packages.node import needs_node, node
from tests.packages.template_pages import TemplatePage
from tests.services import needs_browser

pytestmark = needs_node
STRICT = (
    *("--checkJs", "--allowJs", "--noEmit", "--strict", "--skipLibCheck"),
    *("--target", "es2022", "--module", "es2022", "--moduleResolution", "bundler", "--lib", "es2022,dom"),
)
CLIENT = """
const { CasparCG } = require("casparcg-connection");
const [port, values] = [Number(process.argv[2]), JSON.parse(process.argv[3])];
const client = new CasparCG({ host: "127.0.0.1", port, autoConnect: true });
const place = { channel: 1, layer: 20, cgLayer: 1 };
async function sent(name, given) {
  const answer = await client[name](Object.assign({}, place, given));
  if (answer.error) { throw answer.error; }
  const response = await answer.request;
  if (response.responseCode !== 202) { throw new Error(JSON.stringify(response)); }
}
client.once("connect", async () => {
  try {
    await sent("cgAdd", { template: "results-desk/lower-third/lower-third", playOnLoad: true, data: values });
    await sent("cgNext");
    await sent("cgUpdate", { data: values });
    await sent("cgStop");
    process.exit(0);
  } catch (error) { console.error(error); process.exit(1); }
});
"""


def compiled(folder, changed=None):
    """What the compiler says of a graphic's module, as it is packed or changed."""
    for name, content in ograf_files(graphic_called("lower-third")).items():
        if name.endswith(".mjs"):
            (folder / name).write_bytes(content)
    if changed:
        module = (folder / "graphic.mjs").read_text()
        assert changed[0] in module
        (folder / "graphic.mjs").write_text(module.replace(*changed))
    return node(folder, "npx", "--no-install", "tsc", *STRICT, "graphic.mjs").stdout


def test_the_module_is_a_graphic_by_ebus_types(node_folder):
    assert compiled(node_folder) == ""


def test_ebus_types_refuse_a_module_that_lacks_a_call(node_folder):
    assert "stopAction" in compiled(node_folder, ("async stopAction(", "async haltAction("))


@needs_browser
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("O'Neill", "O'Neill"),
        ('the "Gower" seat', "the ”Gower” seat"),
        ("Ynys Môn, Dŵr", "Ynys Môn, Dŵr"),
        ("Aber\\gavenny", "Aber/gavenny"),
    ],
)
def test_a_real_client_of_casparcg_drives_a_template(node_folder, browser, tmp_path, name, shown):
    values = json.loads(amcp_text(all_values()["lower-third"] | {"contest": name}))
    (node_folder / "client.cjs").write_text(CLIENT)
    with amcp_server() as (port, heard):
        ran = node(node_folder, "node", "client.cjs", str(port), json.dumps(values))
    assert ran.returncode == 0, ran.stderr
    added, following, updated, stopped = [command for command in heard if command.startswith("CG ")]
    page = TemplatePage(browser, tmp_path, "caspar", "lower-third").run(*scripts(added))
    assert shown in page.words()
    assert shown in page.run(*scripts(following), *scripts(updated)).words()
    assert page.run(*scripts(stopped)).ink() is None
    assert page.errors == []
    assert page.ask("window.lost") is None
