"""AWS behind a proxy that can go on showing what it showed: KMS and SNS do so for a while."""

from __future__ import annotations

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

Answer = tuple[int, list[tuple[str, str]], bytes]
_HOP = {"connection", "transfer-encoding", "content-length", "date", "server"}


class LagProxy:
    """A question of an operation that `lags` gets the answer that it got before."""

    def __init__(self, upstream: str) -> None:
        self.lags: set[str] = set()
        self._upstream = upstream
        self._shown: dict[tuple[str, str], Answer] = {}
        self._lock = threading.Lock()

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        key = _asked(headers, body)
        with self._lock:
            if key[0] in self.lags and key in self._shown:
                return self._shown[key]
        answer = self._forwarded(method, path, headers, body)
        with self._lock:
            if key[0] not in self.lags:
                self._shown[key] = answer
        return answer

    def _forwarded(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        request = urllib.request.Request(  # noqa: S310 (the embedded AWS)
            self._upstream + path, body or None, headers, method=method
        )
        try:
            with urllib.request.urlopen(request) as got:  # noqa: S310
                return got.status, got.getheaders(), got.read()
        except urllib.error.HTTPError as refused:
            return refused.code, list(refused.headers.items()), refused.read()


def _asked(headers: dict[str, str], body: bytes) -> tuple[str, str]:
    """The operation, and what it was asked."""
    target = next((v for k, v in headers.items() if k.lower() == "x-amz-target"), "")
    if target:
        asked = json.dumps(json.loads(body or b"{}"), sort_keys=True)
        return target.rpartition(".")[2], asked
    form = dict(parse_qsl(body.decode()))
    return form.get("Action", ""), json.dumps(form, sort_keys=True)


@contextmanager
def lag_proxy(upstream: str) -> Iterator[tuple[LagProxy, str]]:
    """The proxy and its URL."""
    proxy = LagProxy(upstream)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {k: v for k, v in self.headers.items() if k.lower() not in _HOP}
            status, given, answer = proxy.answer(self.command, self.path, headers, body)
            self.send_response(status)
            for name, value in given:
                if name.lower() not in _HOP:
                    self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield proxy, f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
