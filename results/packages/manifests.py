"""OGraf manifests: what a graphic is, which data it takes, where it runs.

Owns the mapping of field tables to EBU's schema (GDD). No default holds a figure, so that nothing made
up can go to air from a host that fills in defaults.
"""

from typing import Any

from results.packages.fields import Field, Graphic, Kind
from results.packages.sources import desk_version

SCHEMA = "https://ograf.ebu.io/v1/specification/json-schemas/graphics/schema.json"
MAIN = "graphic.mjs"
HEX = "^#[0-9a-f]{6}$"
Json = dict[str, Any]

_PLAIN: dict[Kind, Json] = {
    Kind.WORDS: {"type": "string", "gddType": "single-line", "default": ""},
    Kind.NUMBER: {"type": "number"},
    Kind.WHOLE: {"type": "integer"},
    Kind.TRUTH: {"type": "boolean", "default": False},
    # The desk's own grey: a colour may not be empty.
    Kind.COLOUR: {"type": "string", "gddType": "color-rrggbb", "pattern": HEX, "default": "#6b7280"},
}


def ograf_id(graphic: Graphic) -> str:
    """The name a host registers the web component under: lower case, with a hyphen, without a slash."""
    return f"results-desk.{graphic.name}"


def manifest(graphic: Graphic) -> Json:
    """The manifest of a graphic, as it stands in its `.ograf.json`."""
    made: Json = {
        "$schema": SCHEMA,
        "id": ograf_id(graphic),
        "version": desk_version(),
        "name": graphic.title,
        "description": graphic.about,
        "author": {"name": "Results desk"},
        "main": MAIN,
        "supportsRealTime": True,
        "supportsNonRealTime": False,
        "stepCount": graphic.steps,
        "schema": {"type": "object", "properties": _properties(graphic.fields)},
        "renderRequirements": [_frame()],
    }
    if graphic.actions:
        made["customActions"] = [_action(name, title, graphic) for name, title in graphic.actions]
    return made


def _frame() -> Json:
    return {
        "resolution": {"width": {"exact": 1920}, "height": {"exact": 1080}},
        "frameRate": {"ideal": 50},
        "accessToPublicInternet": {"ideal": False},
    }


def _action(name: str, title: str, graphic: Graphic) -> Json:
    data = {"type": "object", "title": "Values", "properties": _properties(graphic.fields)}
    return {"id": name, "name": title, "schema": {"type": "object", "properties": {"data": data}}}


def _properties(fields: tuple[Field, ...]) -> Json:
    return {field.name: _property(field, at) for at, field in enumerate(fields)}


def _property(field: Field, at: int) -> Json:
    told: Json = {"title": field.title[:1].upper() + field.title[1:], "order": at}
    if field.machine:
        told["hidden"] = True
    return told | _typed(field)


def _typed(field: Field) -> Json:
    if field.kind is Kind.MAP:
        return {"type": "object", "properties": _properties(field.fields)}
    if field.kind is Kind.LIST:
        rows = {"type": "object", "properties": _properties(field.fields)}
        return {"type": "array", "maxItems": field.most, "items": rows}
    if field.kind is Kind.CHOICE:
        labels = dict(field.choices)
        options = {"labels": labels}
        return {
            "type": "string",
            "gddType": "select",
            "enum": list(labels),
            "gddOptions": options,
            "default": "",
        }
    return dict(_PLAIN[field.kind])
