"""The laptop's HTTP server: `/slack/events` on loopback, for a tunnel or the playground."""

from __future__ import annotations

import logging
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType

from bot.slack.app import SlackApp
from bot.slack.http import Answer, answer

PATH = "/slack/events"
LARGEST_BODY = 1_000_000
"""Far above what Slack sends; a details view of a hundred blocks is the largest."""
_DIGITS = 20
"""Python refuses to read thousands of them."""
_IDLE = 30
_LOGGED = 200
_CALLERS_FAULT = {501: 405, 505: 400}
"""http.server's own answers to a method or a version that it does not know, and ours."""
_TEXT = {"content-type": "text/plain; charset=utf-8"}
_log = logging.getLogger(__name__)


class Server:
    """The server; as a context manager it serves in threads of its own until the block ends.

    Port 0 takes a free one. Raises OSError where the port is taken.
    """

    def __init__(self, app: SlackApp, port: int, host: str = "127.0.0.1") -> None:
        self._http = _Http((host, port), _Handler)
        self._http.app = app
        self._thread = Thread(target=self._serve, name="slack-http", daemon=True)

    @property
    def url(self) -> str:
        """Where Slack has to send its requests."""
        host, port = self._http.server_address[:2]
        return f"http://{host!s}:{port}{PATH}"

    def __enter__(self) -> Server:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def _serve(self) -> None:
        self._http.serve_forever(poll_interval=0.05)

    def wait(self) -> None:
        """Block until the server stops; an interrupt passes through."""
        self._thread.join()


def serve(app: SlackApp, port: int) -> None:
    """Serve until interrupted (KeyboardInterrupt). Raises OSError where the port is taken."""
    with Server(app, port) as server:
        server.wait()


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    """Of five, socketserver's own, many clicks at once are refused and tried again too late."""
    app: SlackApp

    def handle_error(self, request: object, client_address: object) -> None:
        """To the log; a client that went away is nobody's fault."""
        gone = isinstance(sys.exception(), ConnectionError)
        _log.log(logging.DEBUG if gone else logging.ERROR, "A request failed", exc_info=True)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "budget-check"
    sys_version = ""
    timeout = _IDLE
    # Or each answer waits 40 ms for the client's delayed acknowledgement (docs/facts.md 9.5).
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Http

    def do_POST(self) -> None:
        """Answer Slack. A body that is not read ends the connection, which is kept alive else."""
        length = self.headers.get("content-length", "")
        known = length.isascii() and length.isdigit()  # "²" is a digit, and no number
        if not known or len(length) > _DIGITS or int(length) > LARGEST_BODY:
            self.close_connection = True
            self._send((413 if known else 411, _TEXT, "A body of up to 1 MB, please."))
            return
        body = self.rfile.read(int(length))
        if self.path.partition("?")[0] != PATH:
            self._send((404, _TEXT, f"Slack's requests go to {PATH}."))
            return
        self._send(answer(self.server.app, body, dict(self.headers.items())))

    def do_GET(self) -> None:
        """Say what is here to whoever opens it in a browser."""
        found = self.path.partition("?")[0] == PATH
        self.close_connection = True
        self._send((405 if found else 404, _TEXT, f"Slack sends POST requests to {PATH}."))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse what no method here serves; nothing of that is a fault of the server's."""
        super().send_error(_CALLERS_FAULT.get(code, code), message, explain)

    def log_message(self, format: str, *args: object) -> None:
        """To the log, never with a body, and nothing that could pass for another line."""
        _log.debug("%r", (format % args)[:_LOGGED])

    def _send(self, reply: Answer) -> None:
        status, headers, text = reply
        body = text.encode()
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() != "content-length":
                self.send_header(name, value)
        self.send_header("content-length", str(len(body)))
        if self.close_connection:
            self.send_header("connection", "close")
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()
