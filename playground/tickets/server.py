"""The HTTP server: /github, /jira, /servicenow, and /_playground/... to look in and to drive."""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from playground.tickets import control
from playground.tickets.tickets import Sent, Tickets
from playground.tickets.wire import Answer, Request

_HTML = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}


class Server(ThreadingHTTPServer):
    """A server that knows its systems."""

    daemon_threads = True
    # socketserver's own default of 5 refuses connections when a test fires many at once.
    request_queue_size = 1024

    def __init__(self, port: int, tickets: Tickets) -> None:
        self.tickets = tickets
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Silent about a client that hung up, as one does whose time-out is over."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as given


class Handler(BaseHTTPRequestHandler):
    """One connection. Without these two, Nagle's delay costs 40 ms an answer
    (docs/facts.md 9.5).
    """

    server: Server
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Every method goes the same way."""
        address = urlsplit(self.path)
        system, slash, rest = address.path.lstrip("/").partition("/")
        request = Request(
            self.command,
            slash + rest,
            dict(parse_qsl(address.query, keep_blank_values=True)),
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(int(self.headers.get("Content-Length") or 0)),
        )
        self._send(self._answered(system, request))

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815 (as the base class calls them)

    def log_message(self, format: str, *args: object) -> None:
        """Silent: the log of requests is `Tickets.requests`."""

    def _answered(self, system: str, request: Request) -> Sent:
        if system == "_playground":
            return Sent(control.answer(self.server.tickets, request))
        if system not in self.server.tickets.systems:
            return Sent(Answer(404, {"message": "Not Found"}))
        return self.server.tickets.take(system, request)

    def _send(self, sent: Sent) -> None:
        if sent.drop:
            self.close_connection = True
            return
        answer = sent.answer
        html = isinstance(answer.body, str)
        payload = b"" if answer.body is None else _written(answer.body)
        self.send_response(answer.status)
        kind = "text/html" if html else "application/json"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(payload)))
        for name, value in {**(_HTML if html else {}), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if sent.cut:
            payload = payload[: len(payload) // 2]
            self.close_connection = True
        self.wfile.write(payload)


def _written(body: object) -> bytes:
    return (body if isinstance(body, str) else json.dumps(body)).encode()
