"""As much of JSON Schema (draft 2020-12) as the schemas of the signed payloads use."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

SCHEMAS: dict[str, Any] = json.loads((Path(__file__).parents[2] / "fixtures" / "schemas.json").read_text())
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}


def fits(value: Any, name: str) -> bool:
    return _fits(value, SCHEMAS[f"/schemas/{name}.json"])


def _fits(value: Any, schema: dict[str, Any]) -> bool:
    if "anyOf" in schema:
        return any(_fits(value, one) for one in schema["anyOf"])
    if "const" in schema:
        return type(value) is type(schema["const"]) and value == schema["const"]
    # Of an extension anything may be said; a schema of any other kind is not understood, and fails below.
    if schema.keys() <= {"description"}:
        return True
    # In Python, True is an int as well.
    if type(value) is not TYPES[schema["type"]]:
        return False
    if isinstance(value, dict):
        return _object_fits(value, schema)
    if isinstance(value, list):
        is_long_enough = schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value))
        return is_long_enough and all(_fits(one, schema["items"]) for one in value)
    if isinstance(value, str):
        length = schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value))
        return length and ("pattern" not in schema or _matches(schema["pattern"], value))
    if isinstance(value, int):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return True


def _object_fits(value: dict[str, Any], schema: dict[str, Any]) -> bool:
    if not all(name in value for name in schema.get("required", ())):
        return False
    for name, member in value.items():
        found = [one for pattern, one in schema.get("patternProperties", {}).items() if _matches(pattern, name)]
        if name in schema.get("properties", {}):
            found.append(schema["properties"][name])
        # Every schema here is closed.
        if not found or not all(_fits(member, one) for one in found):
            return False
    return True


def _matches(pattern: str, text: str) -> bool:
    return _compiled(pattern).search(text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    # In Python `$` would match before a line end as well.
    return re.compile(re.sub(r"\$(?=$|\))", r"\\Z", pattern))
