"""Whose credentials a request carries, and the ones that AWS would call expired."""

import re

from ministack.core.iam_evaluator import find_iam_access_key_account
from ministack.core.responses import _account_from_sts_session
from ministack.services import sts

from playground.aws.server.asgi import Answer
from playground.aws.server.call import Call, Request
from playground.aws.server.plane import Given, Plane, text
from playground.aws.server.wire import refuse

_ACCOUNT = re.compile(r"\d{12}")
_NOBODY = "000000000000"


class Credentials:
    """A 12-digit access key id is that account's root; others are known to IAM and STS."""

    def __init__(self, plane: Plane) -> None:
        self._expired: set[str] = set()
        plane.add("POST", "/credentials/expire", self._expire)
        plane.on_reset(self._expired.clear)

    def _expire(self, given: Given) -> None:
        """From now on this access key id (or session token) has expired."""
        self._expired.add(text(given, "credential"))

    def account_of(self, key_id: str) -> str:
        """The account that a key acts in; twelve zeros where nobody knows it."""
        if _ACCOUNT.fullmatch(key_id):
            return key_id
        found = _account_from_sts_session(key_id) or find_iam_access_key_account(key_id)
        return str(found or _NOBODY)

    def caller_of(self, key_id: str) -> str:
        """The ARN of an assumed role's session; "" for every other key."""
        session = sts._sessions.get(key_id) or {}
        return str(session.get("Arn", ""))

    def refusal(self, request: Request, call: Call) -> Answer | None:
        """AWS's answer to expired credentials: an access key id that starts with `EXPIRED`, or one
        (or a session token) that the control plane called expired.
        """
        given = {call.key_id, request.headers.get("x-amz-security-token", "")}
        if not call.key_id.startswith("EXPIRED") and not given & self._expired:
            return None
        query = request.protocol == "query"
        code = "ExpiredToken" if query or call.service == "sqs" else "ExpiredTokenException"
        status = 400 if request.protocol == "json" else 403
        message = "The security token included in the request is expired"
        return refuse(request.protocol, code, message, status=status, service=call.service)
