"""What can come instead of AWS's answer, in each of the protocols that a check speaks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from botocore.exceptions import ReadTimeoutError

from tests.scenarios.replay import Fault, Recorded

_PAGE = b"<html><head><title>Sign in</title></head><body><p>Please sign in.</p></body></html>"
_JSON = {"Content-Type": "application/x-amz-json-1.1"}


def _refused(good: Recorded) -> Recorded:
    code = "AuthorizationError" if good.protocol == "query" else "AccessDeniedException"
    return _error(code, 403, "User is not authorized to perform this action")(good)


def _error(code: str, status: int, message: str) -> Fault:
    def fault(good: Recorded) -> Recorded:
        body = json.dumps({"__type": code, "message": message}).encode()
        if good.protocol == "query":
            inner = f"<Code>{code}</Code><Message>{message}</Message>"
            body = f"<ErrorResponse><Error>{inner}</Error></ErrorResponse>".encode()
        return replace(good, status=status, headers=_JSON, body=body)

    return fault


def _time_out(good: Recorded) -> Recorded:
    raise ReadTimeoutError(endpoint_url=f"https://{good.model.service_model.service_name}")


def _nothing(good: Recorded) -> Recorded:
    name, body = good.model.name, b"{}"
    if good.protocol == "query":
        body = f"<{name}Response><{name}Result></{name}Result></{name}Response>".encode()
    return replace(good, status=200, body=body)


def _half(good: Recorded) -> Recorded:
    return replace(good, status=200, body=good.body[: len(good.body) // 2])


def _page(good: Recorded) -> Recorded:
    return replace(good, status=200, headers={"Content-Type": "text/html"}, body=_PAGE)


FAULTS: Mapping[str, Fault] = {
    "refused": _refused,
    "throttled": _error("ThrottlingException", 400, "Rate exceeded"),
    "500": _error("InternalFailure", 500, "An internal error occurred"),
    "time-out": _time_out,
    "{}": _nothing,
    "half a body": _half,
    "an HTML page": _page,
}
