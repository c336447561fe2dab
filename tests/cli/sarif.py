"""What SARIF 2.1.0 asks of the objects that budget-check writes, as a JSON Schema.

From the specification (OASIS, 2020): sections 3.13 sarifLog, 3.14 run, 3.18 tool, 3.19
toolComponent, 3.27 result, 3.28 location, 3.29 physicalLocation, 3.30 region, 3.33 logicalLocation,
3.49 reportingDescriptor. Stricter than the official schema: nothing that is not written here.
"""

from __future__ import annotations

from collections.abc import Mapping

Schema = Mapping[str, object]


def record(required: Schema, optional: Schema | None = None) -> Schema:
    """An object with these members and no others."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def listed(one: Schema, least: int = 0) -> Schema:
    """A list of such things."""
    return {"type": "array", "items": one, "minItems": least, "uniqueItems": True}


TEXT: Schema = {"type": "string", "minLength": 1}
MESSAGE = record({"text": TEXT})
RULE = record({"id": TEXT, "shortDescription": MESSAGE, "help": MESSAGE}, {"helpUri": TEXT})
REGION = record({"startLine": {"type": "integer", "minimum": 1}})
URI: Schema = {"type": "string", "format": "uri-reference", "pattern": "^[^ ]+$"}
PHYSICAL = record({"artifactLocation": record({"uri": URI})}, {"region": REGION})
LOGICAL = record({"fullyQualifiedName": TEXT, "kind": TEXT})
LOCATION = record({"physicalLocation": PHYSICAL, "logicalLocations": listed(LOGICAL, 1)})
RESULT = record(
    {
        "ruleId": TEXT,
        "ruleIndex": {"type": "integer", "minimum": 0},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": MESSAGE,
        "locations": listed(LOCATION, 1),
        "partialFingerprints": {"type": "object", "additionalProperties": TEXT},
    }
)
DRIVER = record({"name": TEXT, "rules": listed(RULE)})
RUN = record(
    {
        "tool": record({"driver": DRIVER}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": listed(RESULT),
    }
)
SARIF = record(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": listed(RUN, 1),
    }
)
