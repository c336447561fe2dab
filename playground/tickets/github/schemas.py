"""GitHub's own description of its API: what a request may be, and what an answer is.

`openapi.json` is cut out of npm's `@octokit/openapi` (MIT) by `python -m tools.ticket_schemas`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

_KEPT = Path(__file__).with_name("openapi.json")


@cache
def kept() -> Mapping[str, Any]:
    """The kept file."""
    found: dict[str, Any] = json.loads(_KEPT.read_text("utf-8"))
    return found


def wrong_with_body(operation: str, body: object) -> str:
    """What is wrong with a request's body, in one line; "" for nothing."""
    found = _best(_validator(operation, "body"), body)
    return f"For '{found.json_path}', {found.message}." if found else ""


def wrong_with_query(operation: str, query: Mapping[str, str]) -> str:
    """What is wrong with a parameter of the address; "" for nothing."""
    for name, schema in kept()["operations"][operation]["query"].items():
        if name in query:
            found = _best(_of(json.dumps(schema)), _typed(schema, query[name]))
            if found:
                return f"For '{name}', {found.message}."
    return ""


def wrong_with_answer(operation: str, status: int, body: object) -> str:
    """Why GitHub would not answer like this; "" where it would."""
    answers = kept()["operations"][operation]["answers"]
    if str(status) not in answers:
        # Each call may be refused for its token, its rate or its server, named or not.
        named = ", ".join(sorted(answers))
        return "" if status >= 400 else f"the status {status} is none of {named}."
    found = _best(_validator(operation, str(status)), body)
    return f"at {found.json_path}: {found.message[:300]}." if found else ""


def takes_body(operation: str) -> bool:
    """Whether the operation has a body."""
    return kept()["operations"][operation]["body"] is not None


@cache
def _validator(operation: str, part: str) -> Draft202012Validator:
    one = kept()["operations"][operation]
    return _of(json.dumps(one["body"] if part == "body" else one["answers"][part]))


@cache
def _of(schema: str) -> Draft202012Validator:
    own = json.loads(schema)
    return Draft202012Validator({"allOf": [own], "schemas": kept()["schemas"]})


def _best(validator: Draft202012Validator, value: object) -> ValidationError | None:
    errors: Iterator[ValidationError] = validator.iter_errors(value)
    found: ValidationError | None = best_match(errors)
    return found


def _typed(schema: Mapping[str, Any], value: str) -> object:
    """A parameter as its schema has it: in an address everything is a text."""
    match schema.get("type"):
        case "integer" if value.lstrip("-").isdecimal():
            return int(value)
        case "boolean" if value in {"true", "false"}:
            return value == "true"
        case _:
            return value
