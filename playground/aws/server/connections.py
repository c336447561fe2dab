"""HTTP/1.1 for one application: as much of it as AWS's SDKs and a browser speak.

About a third of the server's time in a call was hypercorn's; this reads a request in one piece and
writes an answer in one, and lets a fault break the connection that a request came over
(`CONNECTION`).
"""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from http import HTTPStatus
from urllib.parse import unquote

from playground.aws.server.asgi import App, Message, Scope
from playground.aws.server.request_head import Head, UnreadableError, parse

CONNECTION: ContextVar[asyncio.Transport] = ContextVar("connection")
"""The connection that the request of this task came over."""
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
_WITHOUT_BODY = {204, 304}


class Connection(asyncio.Protocol):
    """One client: its requests are answered one after another, until either side closes."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._received = bytearray()
        self._head: Head | None = None
        self._answering: asyncio.Task[None] | None = None
        self._gone = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 (a stream's, by its contract)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell the application that waits for it."""
        self._gone.set()

    def data_received(self, data: bytes) -> None:
        """Answer each request as soon as it is whole."""
        self._received += data
        self._proceed()

    def _proceed(self) -> None:
        if self._answering:
            return
        try:
            head = self._head = self._head or self._next_head()
        except UnreadableError as error:
            self._transport.write(_refusal(error))
            self._transport.close()
            return
        if head and len(self._received) >= head.length:
            body = bytes(self._received[: head.length])
            del self._received[: head.length]
            self._head = None
            self._answering = asyncio.get_running_loop().create_task(self._answer(head, body))
            self._answering.add_done_callback(self._answered)

    def _next_head(self) -> Head | None:
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = parse(bytes(self._received[:end]))
        del self._received[: end + 4]
        if head.asks_first and len(self._received) < head.length:
            self._transport.write(_CONTINUE)
        return head

    async def _answer(self, head: Head, body: bytes) -> None:
        CONNECTION.set(self._transport)
        answer = _Answer(self._transport, head)
        await self._app(self._scope(head), self._receiving(body), answer.send)
        if head.closes or not answer.ended:
            self._transport.close()

    def _answered(self, task: asyncio.Task[None]) -> None:
        self._answering = None
        error = None if task.cancelled() else task.exception()
        if error:
            words = {
                "message": "A request failed",
                "exception": error,
                "transport": self._transport,
            }
            asyncio.get_running_loop().call_exception_handler(words)
        if error or task.cancelled():
            self._transport.abort()
        else:
            self._proceed()

    def _scope(self, head: Head) -> Scope:
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.1"},
            "http_version": "1.1",
            "scheme": "http",
            "method": head.method,
            "path": unquote(head.path.decode("latin-1")),
            "raw_path": head.path,
            "query_string": head.query,
            "root_path": "",
            "headers": list(head.headers),
            "client": self._transport.get_extra_info("peername"),
            "server": self._transport.get_extra_info("sockname"),
            "extensions": {},
        }

    def _receiving(self, body: bytes) -> Callable[[], "asyncio.Future[Message]"]:
        pending = [body]

        async def receive() -> Message:
            if pending:
                return {"type": "http.request", "body": pending.pop(), "more_body": False}
            await self._gone.wait()
            return {"type": "http.disconnect"}

        return receive  # type: ignore[return-value]  # a coroutine is awaited like a future


class _Answer:
    """Writes what an application sends; an answer of one part goes out in one piece."""

    def __init__(self, transport: asyncio.Transport, head: Head) -> None:
        self._transport = transport
        self._head = head
        self._begun = b""
        self._chunked = False
        self.ended = False

    async def send(self, message: Message) -> None:
        """One ASGI message."""
        if message["type"] == "http.response.start":
            self._begin(message)
        else:
            self._go_on(message.get("body", b""), bool(message.get("more_body")))

    def _begin(self, message: Message) -> None:
        status, headers = message["status"], list(message["headers"])
        known = any(name.lower() == b"content-length" for name, _ in headers)
        self._chunked = not (known or status in _WITHOUT_BODY or self._head.method == "HEAD")
        if self._chunked:
            headers.append((b"transfer-encoding", b"chunked"))
        lines = [_status_line(status), *(b"%s: %s" % header for header in headers), b"", b""]
        self._begun = b"\r\n".join(lines)

    def _go_on(self, body: bytes, more: bool) -> None:
        if self._head.method == "HEAD":
            body = b""
        if self._chunked:
            body = b"%x\r\n%s\r\n" % (len(body), body) if body else b""
            body += b"" if more else b"0\r\n\r\n"
        begun, self._begun = self._begun, b""
        if not self._transport.is_closing():
            self._transport.write(begun + body)
        self.ended = not more


def _status_line(status: int) -> bytes:
    # AWS answers with the phrase, and an old urllib3 cannot do without.
    known = status in HTTPStatus._value2member_map_
    return f"HTTP/1.1 {status} {HTTPStatus(status).phrase if known else ''}".encode()


def _refusal(error: UnreadableError) -> bytes:
    lines = (_status_line(error.status), b"content-length: 0", b"connection: close", b"", b"")
    return b"\r\n".join(lines)
