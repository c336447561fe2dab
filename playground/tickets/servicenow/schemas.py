"""What a request to ServiceNow may be, and what an answer is: JSON Schemas, kept by hand.

Source: ServiceNow, Change Management API (sn_chg_rest; every field is a pair of `value` and
`display_value`), Table API, and OAuth's token endpoint (RFC 6749, 4.4 and 5.1).
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

Schema = dict[str, Any]
_PLAIN: Schema = {"type": ["string", "number", "boolean", "null"]}
_PAIR: Schema = {
    "type": "object",
    "required": ["value", "display_value"],
    "additionalProperties": False,
    "properties": {"value": _PLAIN, "display_value": {"type": "string"}},
}
_META: Schema = {
    "type": "object",
    "required": ["ignoredFields"],
    "properties": {"ignoredFields": {"type": "array", "items": {"type": "string"}}},
}
_CHANGE: Schema = {
    "type": "object",
    "required": ["sys_id", "number", "type", "state", "approval", "active", "correlation_id"],
    "properties": {"__meta": _META},
    "additionalProperties": _PAIR,
}
_TEMPLATE: Schema = {
    "type": "object",
    "required": ["sys_id", "name"],
    "additionalProperties": _PAIR,
}
_ROW: Schema = {"type": "object", "additionalProperties": {"type": "string"}}


def _result(of: Schema) -> Schema:
    return {
        "type": "object",
        "required": ["result"],
        "additionalProperties": False,
        "properties": {"result": of},
    }


FIELDS: Schema = {"type": "object", "additionalProperties": _PLAIN}
"""The body of a POST or a PATCH: plain fields with plain values."""
ANSWERS: dict[str, Schema] = {
    "change": _result(_CHANGE),
    "changes": _result({"type": "array", "items": _CHANGE}),
    "template": _result(_TEMPLATE),
    "rows": _result({"type": "array", "items": _ROW}),
    "token": {
        "type": "object",
        "required": ["access_token", "token_type", "expires_in"],
        "properties": {
            "access_token": {"type": "string"},
            "token_type": {"const": "Bearer"},
            "expires_in": {"type": "integer"},
        },
    },
}


def are_fields(body: object) -> bool:
    """Whether a body is one that the Change Management API takes."""
    return Draft202012Validator(FIELDS).is_valid(body)


def wrong_with_answer(kind: str, body: object) -> str:
    """Why ServiceNow would not answer like this, "" where it would."""
    found = best_match(_validator(kind).iter_errors(body))
    return f"at {found.json_path}: {found.message[:300]}" if found else ""


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(ANSWERS[kind])
