"""SNS's own host before the embedded AWS: it shows the certificate, and takes confirmations."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.events.signed import PATH, Signer
from tests.waiting import UNHURRIED


@dataclass
class SnsHost:
    """`asked` are the queries of what was asked for, `status` what a confirmation gets."""

    url: str = ""
    status: int = 200
    asked: list[dict[str, list[str]]] = field(default_factory=list)


@contextmanager
def sns_host(signer: Signer, behind: str = "") -> Iterator[SnsHost]:
    """Whatever is posted goes to `behind`."""
    host = SnsHost()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # http.server's name
            asked = urlsplit(self.path)
            if asked.path == PATH:
                self._answer(200, signer.certificate("", "").encode())
                return
            host.asked.append(parse_qs(asked.query))
            self._answer(host.status, b"<ConfirmSubscriptionResponse/>")

        def do_POST(self) -> None:  # http.server's name
            body = self.rfile.read(int(self.headers["Content-Length"]))
            to = HTTPConnection(urlsplit(behind).netloc, timeout=UNHURRIED)
            to.request("POST", self.path, body=body, headers=dict(self.headers))
            answer = to.getresponse()
            self._answer(answer.status, answer.read())
            to.close()

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing: a test's output is its own."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        host.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield host
        server.shutdown()
