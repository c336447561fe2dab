"""An HTTP server on 127.0.0.1 in a thread of its own: what the local Slack and tickets share."""

from __future__ import annotations

import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self


class LocalServer(ThreadingHTTPServer):
    """A thread for each connection; they end with the process."""

    daemon_threads = True
    # socketserver's own default of 5 refuses connections when a test fires many at once.
    request_queue_size = 1024

    def __init__(self, port: int, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", port), handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Silent about a client that hung up, as one does whose time-out is over."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # as given


class LocalHandler(BaseHTTPRequestHandler):
    """One connection. Without these two, Nagle's delay costs 40 ms an answer
    (docs/facts.md 9.5).
    """

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True


class Served:
    """Something that a server answers for, from `start` to `stop` or in a `with`."""

    def __init__(self, server: LocalServer, name: str) -> None:
        self._server = server
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)

    @property
    def address(self) -> str:
        """The server's address, without a slash at the end."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def start(self) -> Self:
        """Serves until `stop`."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stops serving and frees the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _serve(self) -> None:
        self._server.serve_forever(poll_interval=0.02)
