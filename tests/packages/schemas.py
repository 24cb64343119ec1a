"""EBU's schemas for OGraf, where they lie beside the checkout, and the rules its prose adds to them."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT.parent / "shared" / "ograf-schema" / "json-schemas"
MANIFEST = "https://ograf.ebu.io/v1/specification/json-schemas/graphics/schema.json"
needs_schemas = pytest.mark.skipif(
    not SCHEMAS.is_dir(), reason="EBU's OGraf schemas are not beside this checkout (../shared/ograf-schema)"
)
Json = dict[str, Any]


@cache
def validator() -> Draft202012Validator:
    """Judges manifests, with every file of the schemas known by its own name and nothing fetched."""
    found = [json.loads(path.read_text()) for path in SCHEMAS.rglob("*.json")]
    known = Registry().with_resources((one["$id"], Resource.from_contents(one)) for one in found)
    return Draft202012Validator({"$ref": MANIFEST}, registry=known)


def faults(manifest: Json) -> list[str]:
    """What the schemas find wrong."""
    return [f"{error.json_path}: {error.message}" for error in validator().iter_errors(manifest)]


def prose_faults(manifest: Json, files: set[str]) -> list[str]:
    """What the schemas let through and the specification does not."""
    steps = manifest.get("stepCount", 1)
    actions = [action["id"] for action in manifest.get("customActions", [])]
    told = {
        "the id names no web component": not re.fullmatch(r"[a-z][a-z0-9._]*-[a-z0-9._-]*", manifest["id"]),
        "it supports no way of drawing": not (
            manifest["supportsRealTime"] or manifest["supportsNonRealTime"]
        ),
        "its steps are not whole": steps != int(steps) or steps < -1,
        "two actions have one name": len(actions) != len(set(actions)),
        "its main file is missing": manifest["main"] not in files,
        "it has durations that older schemas refuse": "actionDurations" in manifest,
    }
    wrong = [words for words, is_so in told.items() if is_so]
    return wrong + [
        words for name, one in properties(manifest["schema"]) for words in _field_faults(name, one)
    ]


def properties(schema: Json, path: str = "") -> list[tuple[str, Json]]:
    """Every property of a data schema, however deep."""
    found: list[tuple[str, Json]] = []
    for name, one in schema.get("properties", {}).items():
        found += [(f"{path}{name}", one), *properties(one, f"{path}{name}.")]
        found += properties(one.get("items", {}), f"{path}{name}.")
    return found


def _field_faults(name: str, one: Json) -> list[str]:
    told = {
        "has no single type": not isinstance(one.get("type"), str),
        "is a list of nothing": one.get("type") == "array" and "items" not in one,
        "is a map of nothing": one.get("type") == "object" and "properties" not in one,
        "breaks its own pattern": "pattern" in one and not re.search(one["pattern"], one.get("default", "")),
        "is not among its choices": "enum" in one and one.get("default") not in one["enum"],
    }
    return [f"{name} {words}" for words, is_so in told.items() if is_so]
