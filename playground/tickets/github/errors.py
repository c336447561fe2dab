"""GitHub's words for a refusal: {"message", "errors", "documentation_url", "status"}."""

from __future__ import annotations

from collections.abc import Mapping

from playground.tickets.wire import Answer, JsonObject, RefusedError

DOCS = "https://docs.github.com/rest"


def refused(
    status: int,
    message: str,
    *errors: JsonObject,
    headers: Mapping[str, str] | None = None,
) -> RefusedError:
    """A refusal in the shape of its REST API."""
    body: JsonObject = {"message": message, "documentation_url": DOCS, "status": str(status)}
    if errors:
        body["errors"] = list(errors)
    return RefusedError(Answer(status, body, headers or {}))


def not_found() -> RefusedError:
    """No such thing, or none that the token may see."""
    return refused(404, "Not Found")


def invalid(resource: str, field: str, code: str = "invalid", **more: object) -> RefusedError:
    """422 for one field: missing_field, invalid, already_exists, or custom with a message."""
    return validation({"resource": resource, "field": field, "code": code, **more})


def validation(*errors: JsonObject) -> RefusedError:
    """422 with its own error objects."""
    return refused(422, "Validation Failed", *errors)


def too_long(resource: str, field: str, most: int) -> RefusedError:
    """422 for a text over its limit."""
    says = f"{field} is too long (maximum is {most} characters)"
    return invalid(resource, field, "custom", message=says)
