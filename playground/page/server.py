"""HTTP on 127.0.0.1: whom the page's server answers, JSON in and out, and the files of dist/.

Other sites in the same browser can reach a loopback port. So a request must name this host itself
(or a foreign name could be bound to 127.0.0.1), and what changes something must not come from a
page of another origin.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from playground.page.asked import Asked, RefusedError
from playground.page.files import FILES, Reply, file
from playground.page.loopback import Loopback
from playground.page.routes import Routes

LARGEST_BODY = 200_000
"""A policy has up to 32 KB, escaped in JSON perhaps twice that."""


class Server(Loopback):
    """The page's server. Port 0 takes a free one. Raises OSError where the port is taken."""

    def __init__(self, port: int, routes: Routes, dist: Path) -> None:
        http = _Http(("127.0.0.1", port), _Handler)
        http.routes, http.dist = routes, dist
        super().__init__(http, "page")

    @property
    def url(self) -> str:
        """The one address to open."""
        return f"http://127.0.0.1:{self.port}/"


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    routes: Routes
    dist: Path

    def handle_error(self, request: object, client_address: object) -> None:
        """Silent about a page that was closed while it waited."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as given


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "budget-check-playground"
    sys_version = ""
    timeout = 75
    # Without these two, Nagle's delay costs 40 ms an answer (docs/facts.md 9.5).
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Http

    def do_GET(self) -> None:
        """A file, or what the page asks for."""
        self._answer({})

    def do_POST(self) -> None:
        """What somebody does."""
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            self.close_connection = True
            self._send(_refusal(413, f"A body of up to {LARGEST_BODY:,} bytes, please."))
            return
        body = self.rfile.read(int(length))
        try:
            given = json.loads(body or b"{}")
        except (ValueError, RecursionError):
            given = None
        if isinstance(given, dict):
            self._answer(given)
        else:
            self._send(_refusal(400, "The body must be a JSON object."))

    def log_message(self, format: str, *args: object) -> None:
        """Silent: a page that polls would fill the terminal."""

    def _answer(self, body: Mapping[str, object]) -> None:
        try:
            self._check_sender()
            self._send(self._reply(body))
        except RefusedError as refused:
            self._send(_refusal(refused.status, str(refused)))

    def _reply(self, body: Mapping[str, object]) -> Reply:
        address = urlsplit(self.path)
        if self.command == "GET" and address.path in FILES:
            return file(self.server.dist, address.path)
        query = dict(parse_qsl(address.query, keep_blank_values=True))
        found = self.server.routes.answer(self.command, address.path, Asked(query, body))
        return Reply(200, json.dumps(found).encode(), "application/json; charset=utf-8")

    def _check_sender(self) -> None:
        port = self.server.server_address[1]
        ours = {f"127.0.0.1:{port}", f"localhost:{port}"}
        if self.headers.get("Host", "").lower() not in ours:
            raise RefusedError("This server answers at 127.0.0.1 only.", 403)
        origin = self.headers.get("Origin")
        if self.command != "GET" and origin and origin not in {f"http://{one}" for one in ours}:
            raise RefusedError("Another site's page may not act here.", 403)

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(reply.body)


def _refusal(status: int, says: str) -> Reply:
    body = json.dumps({"error": says}).encode()
    return Reply(status, body, "application/json; charset=utf-8")
