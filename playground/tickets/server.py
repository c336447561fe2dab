"""The HTTP server: /github, /jira, /servicenow, and /_playground/... to look in and to drive."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

from playground.local_server import LocalHandler, LocalServer
from playground.tickets import control
from playground.tickets.tickets import Sent, Tickets
from playground.tickets.wire import Answer, Request

_HTML = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
}


class Server(LocalServer):
    """A server that knows its systems."""

    def __init__(self, port: int, tickets: Tickets) -> None:
        self.tickets = tickets
        super().__init__(port, Handler)


class Handler(LocalHandler):
    """One connection."""

    server: Server

    def do_GET(self) -> None:  # noqa: N802 (as the base class calls it)
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
