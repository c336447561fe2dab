"""A policy text as statements."""

from __future__ import annotations

import json

from playground.aws.delivery_rules.statement import MalformedError, Statement


def read(text: str, where: str) -> tuple[Statement, ...]:
    """The statements of a policy text; `where` ("the topic policy") is part of their names.

    Raises MalformedError for what AWS would not have taken.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise MalformedError(f"{where} is not JSON: {error}") from error
    if not isinstance(document, dict):
        raise MalformedError(f"{where} is not a JSON object")
    bodies = document.get("Statement", [])
    bodies = bodies if isinstance(bodies, list) else [bodies]
    variables = document.get("Version") == "2012-10-17"
    return tuple(
        _statement(body, number, where, variables) for number, body in enumerate(bodies, 1)
    )


def _statement(body: object, number: int, where: str, variables: bool) -> Statement:
    name = f"statement {number} of {where}"
    if not isinstance(body, dict) or body.get("Effect") not in ("Allow", "Deny"):
        raise MalformedError(f"{name} has no Effect that AWS knows")
    return Statement(name, body, variables)
