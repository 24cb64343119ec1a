"""Templates for SPX: the definition that it reads out of the page, and the form it makes of it."""

import json
import re

import pytest

from results.packages.archives import SYSTEMS, archive
from results.packages.flat import flat_fields
from results.packages.graphics import GRAPHICS, graphic_called
from results.packages.templates import caspar_files, definition, spx_files

graphics = pytest.mark.parametrize("graphic", GRAPHICS, ids=lambda graphic: graphic.name)
KNOWN = {"textfield", "textarea", "dropdown", "number", "checkbox", "color"}
FIRST = {"checkbox": "0", "color": "#6b7280", "number": "0"}


def read(graphic):
    """The definition as SPX finds it: a classic script in the page's head, with nothing fetched."""
    page = spx_files(graphic)[f"{graphic.name}.html"].decode()
    head = page[: page.index("</head>")]
    return json.loads(
        re.search(r"<script>\nwindow\.SPXGCTemplateDefinition = (.+);\n</script>", head, re.S)[1]
    )


@graphics
def test_the_definition_stands_in_the_pages_head(graphic):
    assert read(graphic) == definition(graphic)


@graphics
def test_every_value_is_a_string_and_none_is_a_figure(graphic):
    told = read(graphic)
    assert {type(value) for name, value in told.items() if name != "DataFields"} == {str}
    for field in told["DataFields"]:
        assert {type(value) for name, value in field.items() if name != "items"} == {str}
        assert field["ftype"] in KNOWN
        assert field["value"] == FIRST.get(field["ftype"], "")


@graphics
def test_fields_are_numbered_without_a_gap_and_have_a_title(graphic):
    fields = read(graphic)["DataFields"]
    assert [field["field"] for field in fields] == [f"f{at}" for at in range(len(fields))]
    assert all(field["title"] for field in fields)
    assert len({field.path for field in flat_fields(graphic)}) == len(fields)


@pytest.mark.parametrize(
    ("name", "layer", "web", "steps"),
    [
        ("contest", "10", "1", "1"),
        ("lower-third", "20", "2", "11"),
        ("ticker", "30", "3", "1"),
        ("bug", "40", "4", "1"),
    ],
)
def test_layers_are_those_of_the_desk_and_higher_ones_lie_on_top(name, layer, web, steps):
    told = read(graphic_called(name))
    assert (told["playlayer"], told["webplayout"], told["steps"], told["out"]) == (
        layer,
        web,
        steps,
        "manual",
    )


def test_a_template_differs_from_caspars_by_its_definition_alone():
    caspar, spx = caspar_files(GRAPHICS[0]), spx_files(GRAPHICS[0])
    assert {path for path in caspar if caspar[path] != spx[path]} == {"contest.html"}
    assert set(caspar) == set(spx)


@pytest.mark.parametrize("system", SYSTEMS)
def test_an_archive_has_a_folder_for_every_graphic_and_is_the_same_every_time(system):
    archive.cache_clear()
    made = archive(system)
    archive.cache_clear()
    assert archive(system) == made
    for graphic in GRAPHICS:
        assert f"results-desk/{graphic.name}/".encode() in made
