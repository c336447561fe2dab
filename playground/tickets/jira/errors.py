"""Jira's words for a refusal: {"errorMessages": [...], "errors": {field: why}}."""

from __future__ import annotations

from collections.abc import Mapping

from playground.tickets.wire import Answer, JsonObject, RefusedError


def refused(status: int, *messages: str, errors: Mapping[str, str] | None = None) -> RefusedError:
    """A refusal in the shape of its REST API."""
    body = {"errorMessages": list(messages), "errors": dict(errors or {})}
    return RefusedError(Answer(status, body))


def gateway(says: str) -> RefusedError:
    """api.atlassian.com's own 401."""
    return RefusedError(Answer(401, {"code": 401, "message": says}))


def unauthenticated() -> RefusedError:
    """The site's 401."""
    return refused(401, "Client must be authenticated to access this resource.")


def no_issue() -> RefusedError:
    """No such issue, or none that the user may see."""
    return refused(404, "Issue does not exist or you do not have permission to see it.")


def desk(status: int, says: str) -> RefusedError:
    """The service desk's shape."""
    said: JsonObject = {"i18nErrorKey": None, "parameters": []}
    return RefusedError(Answer(status, {"errorMessage": says, "i18nErrorMessage": said}))
