"""The typed client of the control plane, where there is no good answer."""

import http.client
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from playground.aws.control import Control, ControlError
from tests.conftest import EmbeddedAws


class _Broken(BaseHTTPRequestHandler):
    """What a server answers that is stopped in the middle of a request."""

    def do_GET(self) -> None:
        self.send_error(500, "Internal Server Error")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def broken() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Broken) as server:
        thread = Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def test_a_refusal_is_its_sentence(embedded_aws: EmbeddedAws) -> None:
    with pytest.raises(ControlError, match="budget"):
        embedded_aws.control.begin_period("111111111111", "nowhere")


def test_a_server_that_breaks_off_has_refused_nothing(broken: str) -> None:
    with pytest.raises(http.client.HTTPException, match="500"):
        Control(broken).calls()
