"""An endpoint that answers what a test wants: for pages and answers that no AWS would give.

Everything else is tested through the embedded AWS.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

Given = dict[str, Any]
Answer = Callable[[str, Given], tuple[int, str, str]]
"""Operation and input to status, content type and body."""


def as_json(body: object) -> tuple[int, str, str]:
    """A success of a JSON protocol."""
    return 200, "application/x-amz-json-1.1", json.dumps(body)


@contextmanager
def endpoint(answer: Answer) -> Iterator[str]:
    """Serve `answer` on loopback; the URL."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8", "replace")
            target = self.headers.get("X-Amz-Target", "")
            action = parse_qs(text).get("Action", [""])[0]
            operation = target.rpartition(".")[2] or action or self.path.strip("/")
            given = json.loads(text) if text.startswith("{") else {}
            status, kind, body = answer(operation, given)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
