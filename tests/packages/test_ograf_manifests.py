"""OGraf manifests: as EBU's schemas and prose ask, and the data they describe is what graphics are given."""

import json

import pytest
from jsonschema import Draft202012Validator

from results.packages.graphics import GRAPHICS
from results.packages.manifests import manifest
from results.packages.ograf import ograf_files
from results.packages.sources import STATIC
from tests.graphics.longest import all_values
from tests.graphics.players import NAMES
from tests.packages.schemas import Json, faults, needs_schemas, properties, prose_faults

graphics = pytest.mark.parametrize("graphic", GRAPHICS, ids=lambda graphic: graphic.name)
GOOD: Json = {
    "$schema": "https://ograf.ebu.io/v1/specification/json-schemas/graphics/schema.json",
    "id": "results-desk.bug",
    "name": "Bug",
    "main": "graphic.mjs",
    "supportsRealTime": True,
    "supportsNonRealTime": False,
    "schema": {"type": "object", "properties": {}},
}


def test_every_graphic_of_the_desk_is_packed():
    assert {graphic.name for graphic in GRAPHICS} == set(NAMES)
    assert {f"{graphic.name}.js" for graphic in GRAPHICS} <= {path.name for path in STATIC.glob("*.js")}


@needs_schemas
@graphics
def test_a_manifest_is_as_the_schemas_ask(graphic):
    assert faults(manifest(graphic)) == []


@needs_schemas
@pytest.mark.parametrize(
    "wrong", [{"colour": "red"}, {"main": None}, {"stepCount": -2}, {"schema": {"properties": {"a": {}}}}]
)
def test_the_schemas_refuse_what_is_wrong(wrong):
    assert faults(GOOD) == []
    assert faults(GOOD | wrong) != []


@graphics
def test_a_manifest_is_as_the_prose_asks(graphic):
    assert prose_faults(manifest(graphic), set(ograf_files(graphic))) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"id": "results-desk/bug"}, "the id names no web component"),
        ({"id": "bug"}, "the id names no web component"),
        ({"id": "Results-desk"}, "the id names no web component"),
        ({"supportsRealTime": False}, "it supports no way of drawing"),
        ({"stepCount": 1.5}, "its steps are not whole"),
        ({"main": "other.mjs"}, "its main file is missing"),
        ({"customActions": [{"id": "a"}, {"id": "a"}]}, "two actions have one name"),
        (
            {"schema": {"properties": {"c": {"type": "string", "pattern": "^#[0-9a-f]{6}$", "default": ""}}}},
            "c breaks its own pattern",
        ),
        ({"schema": {"properties": {"c": {"type": "array"}}}}, "c is a list of nothing"),
    ],
)
def test_the_prose_is_told_apart_from_the_schemas(wrong, words):
    assert prose_faults(GOOD, {"graphic.mjs"}) == []
    assert prose_faults(GOOD | wrong, {"graphic.mjs"}) == [words]


@graphics
def test_what_a_graphic_is_given_is_what_its_manifest_says(graphic):
    values = all_values()[graphic.name]
    schema = manifest(graphic)["schema"]
    told = [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(schema).iter_errors(_whole(values))
    ]
    assert told == []
    printed = {name for name in values if name != "graphic"}
    if graphic.name != "test-card":
        assert printed <= set(schema["properties"]) | EXTRAS


# Said beside a graphic and not printed on it.
EXTRAS = {"kind", "phrase", "winner", "party", "swing", "turnout"}


@graphics
def test_no_default_holds_a_figure(graphic):
    defaults = [one["default"] for _, one in properties(manifest(graphic)["schema"]) if "default" in one]
    assert set(map(str, defaults)) <= {"", "False", "#6b7280"}


def test_a_manifest_stands_in_its_folder_as_utf_8():
    files = ograf_files(GRAPHICS[0])
    assert json.loads(files["contest.ograf.json"].decode()) == manifest(GRAPHICS[0])


def _whole(values):
    """The values without what is empty: a ticker's item without a party has none."""
    if isinstance(values, dict):
        return {name: _whole(one) for name, one in values.items() if one is not None}
    return [_whole(one) for one in values] if isinstance(values, list) else values
