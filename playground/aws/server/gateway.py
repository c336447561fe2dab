"""In front of everything: records calls, injects latency and faults, serves the control plane."""

import asyncio
import socket
import struct
import time
from collections import Counter
from collections.abc import Callable

from playground.aws.server.asgi import (
    Answer,
    App,
    Heard,
    Receive,
    Scope,
    Send,
    headers_of,
    overheard,
    read_body,
    replaying,
    send_answer,
)
from playground.aws.server.call import Call, Request, operation_of, signed_by
from playground.aws.server.changes import Changes
from playground.aws.server.credentials import Credentials
from playground.aws.server.faults import Fault, Faults
from playground.aws.server.plane import PREFIX, Given, Plane, text
from playground.aws.server.wire import refuse

Trail = Callable[[Call, Request], Heard | None]
"""Is asked before each call what is to hear its answer."""


class _BrokenError(Exception):
    """A fault has left a request without an answer."""


class Gateway:
    """An ASGI application around ministack's."""

    def __init__(self, inner: App, plane: Plane, credentials: Credentials, trail: Trail) -> None:
        self._inner = inner
        self._trail = trail
        self._plane = plane
        self._credentials = credentials
        self._faults = Faults()
        self._calls: list[Call] = []
        self._changes = Changes()
        self.ready = False
        """Set by the server once the scenarios are seeded."""
        self._add_routes()

    def _add_routes(self) -> None:
        plane = self._plane
        plane.add("GET", "/health", lambda _: {"ready": self.ready})
        plane.add("POST", "/reset", lambda _: plane.reset())
        plane.add("GET", "/changes", self._changes.wait)
        plane.add("GET", "/calls", lambda _: [call.as_json() for call in self._calls])
        plane.add("GET", "/calls/counts", lambda _: self._counts())
        plane.add("DELETE", "/calls", lambda _: self._calls.clear())
        plane.add("POST", "/faults", self._add_fault)
        plane.add("DELETE", "/faults", lambda given: self._faults.clear(text(given, "name", "")))
        plane.on_reset(self._faults.clear)
        plane.on_reset(self._calls.clear)

    def _counts(self) -> Counter[str]:
        return Counter(f"{call.service} {call.operation}" for call in self._calls)

    def _add_fault(self, given: Given) -> None:
        self._faults.add(Fault.of(given))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or pass on what is none."""
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        query = scope.get("query_string", b"").decode("latin-1")
        body = await read_body(receive)
        request = Request(scope["method"], scope["path"], query, headers_of(scope), body)
        if request.path.startswith(PREFIX + "/"):
            await send_answer(send, await self._plane.answer(request))
            self._changes.after_route(request)
            return
        call = self._call_of(request)
        try:
            answer = await self._before(request, call, receive) if call else None
        except _BrokenError:
            _break(scope["state"]["connection"])
            await _until_gone(receive)
            return
        if answer is not None:
            await send_answer(send, answer)
        else:  # AWS carries out a call whose client has left meanwhile
            hear = self._trail(call, request) if call else None
            heard = overheard(send, hear) if hear else send
            await self._inner(_over_tls(scope), replaying(body, receive), heard)
            self._changes.after_call(call)

    def _call_of(self, request: Request) -> Call | None:
        """The call, kept from now on; None for a request that nobody has signed."""
        key_id, region, service = signed_by(request)
        if not service:
            return None
        account = self._credentials.account_of(key_id)
        call = Call(
            service=service,
            operation=operation_of(request),
            account=account,
            region=region,
            key_id=key_id,
            at=time.time(),
            agent=request.headers.get("user-agent", ""),
            caller=self._credentials.caller_of(key_id),
            invocation=request.headers.get("amz-sdk-invocation-id", ""),
        )
        self._calls.append(call)
        return call

    async def _before(self, request: Request, call: Call, receive: Receive) -> Answer | None:
        if len(self._faults):
            answer = await self._injected(request, call, receive)
            if answer is not None:
                return answer
        return self._credentials.refusal(request, call)

    async def _injected(self, request: Request, call: Call, receive: Receive) -> Answer | None:
        text = request.body.decode("utf-8", "replace") + request.path + request.query
        latency, fault = self._faults.take(call, text)
        if latency:
            await asyncio.sleep(latency)
        if fault is None:
            return None
        if fault.how == "hang":
            await _until_gone(receive)
            raise _BrokenError
        if fault.how == "hold":
            await self._faults.held(fault)
            return None
        if fault.how == "reset":
            raise _BrokenError
        message = fault.message or "Injected by the playground."
        return refuse(
            request.protocol,
            fault.code,
            message,
            status=fault.http_status,
            service=call.service,
        )


def _over_tls(scope: Scope) -> Scope:
    """Loopback stands for AWS's own endpoints, which have TLS: `aws:SecureTransport` is true.

    Whoever says by `X-Forwarded-Proto: http` that it was not there is believed.
    """
    headers = list(scope["headers"])
    if not any(name.lower() == b"x-forwarded-proto" for name, _ in headers):
        headers.append((b"x-forwarded-proto", b"https"))
    return {**scope, "headers": headers}


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _break(connection: asyncio.Transport) -> None:
    """Close with RST: no linger. One that its client has closed is left as it is."""
    if not connection.is_closing():
        of_it: socket.socket = connection.get_extra_info("socket")
        of_it.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.abort()
