"""ServiceNow's words for a refusal: {"error": {"message", "detail"}, "status": "failure"}."""

from __future__ import annotations

from playground.tickets.wire import Answer, RefusedError


def refused(status: int, message: str, detail: str = "") -> RefusedError:
    """A refusal in the shape of its REST APIs."""
    body = {"error": {"message": message, "detail": detail or None}, "status": "failure"}
    headers = {"WWW-Authenticate": 'BASIC realm="Service-now"'} if status == 401 else {}
    return RefusedError(Answer(status, body, headers))


def unauthenticated() -> RefusedError:
    """No token, an unknown one, or one that has ended."""
    return refused(401, "User Not Authenticated", "Required to provide Auth information")


def unauthorized() -> RefusedError:
    """The user lacks the role."""
    return refused(403, "User Not Authorized", "Failed API level ACL Validation")


def not_found() -> RefusedError:
    """No such record, or none that the user may see."""
    return refused(
        404, "No Record found", "Record doesn't exist or ACL restricts the record retrieval"
    )


def aborted(rule: str) -> RefusedError:
    """A business rule or a data policy stops the write."""
    return refused(403, f"Operation against file 'change_request' was aborted by {rule}")


def oauth(error: str, says: str) -> RefusedError:
    """The token endpoint's refusal, which is OAuth's and not the REST APIs'."""
    return RefusedError(Answer(401, {"error": error, "error_description": says}))
