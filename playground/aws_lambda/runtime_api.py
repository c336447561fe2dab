"""The Runtime API that a function's process asks for its next event, and posts its answer to.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Empty, SimpleQueue
from threading import Thread
from uuid import uuid4

_PREFIX = "/2018-06-01/runtime"
_LONGEST = 900.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an invocation, or of the start: `error` is None where it went well."""

    request_id: str
    payload: object
    error: dict[str, object] | None = None


class RuntimeApi:
    """One function's Runtime API on a free port of loopback; `address` is host:port."""

    def __init__(self, arn: str) -> None:
        self._events: SimpleQueue[tuple[str, str]] = SimpleQueue()
        self._outcomes: SimpleQueue[Outcome] = SimpleQueue()
        self._http = _Http(("127.0.0.1", 0), _Handler)
        self._http.api = self
        self._arn = arn
        self._stopped = False
        self._thread = Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """What the process gets as AWS_LAMBDA_RUNTIME_API."""
        return f"127.0.0.1:{self._http.server_address[1]}"

    def invoke(self, event: object, seconds: float) -> Outcome:
        """Hand out one event and wait for the answer. TimeoutError."""
        id = str(uuid4())
        self._events.put((id, json.dumps(event)))
        return self.outcome(seconds)

    def outcome(self, seconds: float) -> Outcome:
        """The next answer, or the error that ended the start. TimeoutError."""
        try:
            return self._outcomes.get(timeout=seconds)
        except Empty:
            raise TimeoutError(f"no answer of the function within {seconds:g} s") from None

    def close(self) -> None:
        """End the server; a process that waits for an event gets none."""
        self._stopped = True
        self._http.shutdown()
        self._http.server_close()

    def next(self) -> tuple[str, str, dict[str, str]] | None:
        """The id, the event and the headers of the next invocation; None once it is closed."""
        while not self._stopped:
            try:
                id, event = self._events.get(timeout=0.1)
            except Empty:
                continue
            deadline = str(int((time.time() + _LONGEST) * 1000))
            return id, event, {
                "Lambda-Runtime-Aws-Request-Id": id,
                "Lambda-Runtime-Deadline-Ms": deadline,
                "Lambda-Runtime-Invoked-Function-Arn": self._arn,
            }  # fmt: skip
        return None

    def answered(self, path: str, body: bytes) -> None:
        """Take what the process posted."""
        text = body.decode("utf-8", "replace")
        parts = path.removeprefix(_PREFIX).strip("/").split("/")
        if parts == ["init", "error"]:
            self._outcomes.put(Outcome("", None, json.loads(text)))
        elif parts[-1] == "error":
            self._outcomes.put(Outcome(parts[1], None, json.loads(text)))
        else:
            self._outcomes.put(Outcome(parts[1], json.loads(text or "null")))


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    api: RuntimeApi

    def handle_error(self, request: object, client_address: object) -> None:
        """A process that was killed in the middle of a request is nobody's fault."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Or each answer waits 40 ms for the client's delayed acknowledgement (docs/facts.md 9.5).
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Http

    def do_GET(self) -> None:
        """`/invocation/next`: waits for one."""
        found = self.server.api.next()
        if found is None:
            self.close_connection = True
            return
        _, event, headers = found
        self._send(200, event.encode(), headers)

    def do_POST(self) -> None:
        """An answer, an error, or an error of the start."""
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        if self.headers.get("transfer-encoding", "").lower() == "chunked":
            body = self._chunks()
        self.server.api.answered(self.path, body)
        self._send(202, b'{"status":"OK"}', {})

    def _chunks(self) -> bytes:
        parts = []
        while size := int(self.rfile.readline().strip() or b"0", 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
