"""An HTTP server on 127.0.0.1 that serves in a thread of its own inside a `with`."""

from __future__ import annotations

from http.server import ThreadingHTTPServer
from threading import Thread
from typing import Self


class Loopback:
    """Serves `http` until the block ends; its port is freed then."""

    def __init__(self, http: ThreadingHTTPServer, name: str) -> None:
        self._http = http
        self._thread = Thread(target=http.serve_forever, args=(0.02,), name=name, daemon=True)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._http.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
