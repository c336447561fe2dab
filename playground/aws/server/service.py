"""How an operation of ours stands in front of ministack's: the hook of every service file."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode

from ministack import app
from ministack.core.iam_evaluator import caller_arn
from ministack.core.responses import get_account_id, get_region

from playground.aws.server.asgi import Answer
from playground.aws.server.call import Request, json_body, operation_of
from playground.aws.server.wire import refuse

Given = dict[str, Any]
"""An operation's input as the client sent it: JSON, or the query protocol's flat parameters."""
_NAMES = {"cloudwatch": "monitoring"}


class RefusedError(Exception):
    """AWS refuses the call: code, sentence, HTTP status and what else the error's model holds."""

    def __init__(
        self,
        code: str,
        message: str,
        status: int = 400,
        *,
        members: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.members = members or {}


@dataclass(frozen=True)
class Invocation:
    """A call that IAM has let through, in its account and Region."""

    service: str
    request: Request
    given: Given
    account: str
    region: str
    caller: str
    inner: Callable[[], Awaitable[Answer]]
    """Run ministack's own operation."""


Operation = Callable[[Invocation], Awaitable[Answer]]


def extend(service: str, operations: Mapping[str, Operation]) -> None:
    """Serve these operations of `service` (boto3's name) by ours; the rest stays as it is.

    An operation raises RefusedError where AWS answers an error; it is answered in the caller's
    protocol. A service that ministack does not know answers nothing else.
    """
    name = _NAMES.get(service, service)
    theirs = app.SERVICE_HANDLERS.get(name)

    async def handle(
        method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, list[str]]
    ) -> tuple[int, dict[str, str], bytes]:
        text = urlencode(query, doseq=True)
        request = Request(method, path, text, headers, body)

        async def inner() -> Answer:
            if theirs is None:
                raise RefusedError("InvalidAction", f"{service} here has no such operation.")
            status, reply_headers, reply = await theirs(method, path, headers, body, query)
            return Answer(status, reply, reply_headers)

        given = _given(request, query)
        invocation = Invocation(
            service, request, given, get_account_id(), get_region(), caller_arn(), inner
        )
        ours = operations.get(operation_of(request))
        try:
            answer = await ours(invocation) if ours else await inner()
        except RefusedError as error:
            answer = refuse(
                request.protocol,
                error.code,
                error.message,
                status=error.status,
                service=service,
                members=error.members,
            )
        return answer.as_tuple()

    app.SERVICE_HANDLERS[name] = handle


def _given(request: Request, query: dict[str, list[str]]) -> Given:
    if request.protocol != "query":
        return json_body(request)
    form = parse_qs(request.body.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[0] for name, values in {**query, **form}.items()}
