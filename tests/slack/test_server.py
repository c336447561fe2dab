"""The laptop's HTTP server: where it listens, what it refuses, connections that stay open."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from bot.slack.app import build
from bot.slack.server import LARGEST_BODY, Server
from playground.slack import LocalSlack, seed
from playground.slack.requests import form_request
from tests.jobs.fakes import KeptQueue
from tests.slack.conftest import settings_for
from tests.slack.requests import COMMAND
from tests.waiting import UNHURRIED


@pytest.fixture
def connection(queue: KeptQueue) -> Iterator[http.client.HTTPConnection]:
    with LocalSlack() as slack, Server(build(settings_for(slack), queue), 0) as server:
        address = urlsplit(server.url)
        assert address.hostname == "127.0.0.1" and address.path == "/slack/events"
        found = http.client.HTTPConnection(address.hostname, address.port or 0, timeout=UNHURRIED)
        yield found
        found.close()


def post(connection: http.client.HTTPConnection, path: str = "/slack/events") -> tuple[int, bytes]:
    request = form_request(COMMAND, seed.SIGNING_SECRET)
    connection.request("POST", path, request.body, request.headers)
    response = connection.getresponse()
    return response.status, response.read()


def test_two_requests_on_one_connection(
    connection: http.client.HTTPConnection, queue: KeptQueue
) -> None:
    assert post(connection)[0] == 200
    first = connection.sock
    assert post(connection)[0] == 200
    assert connection.sock is first and len(queue.jobs) == 2


def test_other_paths_are_not_found(
    connection: http.client.HTTPConnection, queue: KeptQueue
) -> None:
    assert post(connection, "/")[0] == 404
    assert post(connection, "/slack/events?x=1")[0] == 200
    assert len(queue.jobs) == 1


@pytest.mark.parametrize(("path", "status"), [("/slack/events", 405), ("/", 404)])
def test_get_is_told_where_to_post(
    connection: http.client.HTTPConnection, path: str, status: int
) -> None:
    connection.request("GET", path)
    response = connection.getresponse()
    assert response.status == status and b"/slack/events" in response.read()


@pytest.mark.parametrize("method", ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "post", "X"])
def test_no_method_is_a_fault_of_the_server(
    connection: http.client.HTTPConnection, queue: KeptQueue, method: str
) -> None:
    request = form_request(COMMAND, seed.SIGNING_SECRET)
    connection.request(method, "/slack/events", request.body, request.headers)
    assert connection.getresponse().status == 405
    assert queue.jobs == []


def test_a_version_of_http_that_is_none_is_refused(connection: http.client.HTTPConnection) -> None:
    connection.connect()
    connection.sock.sendall(b"POST /slack/events HTTP/9.9\r\n\r\n")
    assert b" 400 " in connection.sock.recv(1000).split(b"\r\n")[0]


def test_a_header_that_stands_twice_counts_once(
    connection: http.client.HTTPConnection, queue: KeptQueue
) -> None:
    request = form_request(COMMAND, seed.SIGNING_SECRET)
    statuses = []
    for first, last in ((True, False), (False, True)):
        connection.putrequest("POST", "/slack/events")
        for right in (first, last):
            signature = request.headers["X-Slack-Signature"] if right else "v0=0"
            connection.putheader("X-Slack-Signature", signature)
        for name, value in request.headers.items():
            if name != "X-Slack-Signature":
                connection.putheader(name, value)
        connection.putheader("Content-Length", str(len(request.body)))
        connection.endheaders(request.body.encode())
        response = connection.getresponse()
        response.read()
        statuses.append(response.status)
    assert statuses == [401, 200] and len(queue.jobs) == 1


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (str(LARGEST_BODY + 1), 413),
        ("9" * 30, 413),
        ("-1", 411),
        ("x", 411),
        ("", 411),
        ("\xb2", 411),
    ],
)
def test_a_body_of_no_sensible_length_is_not_read(
    connection: http.client.HTTPConnection, length: str, status: int
) -> None:
    connection.putrequest("POST", "/slack/events")
    if length:
        connection.putheader("Content-Length", length)
    connection.endheaders()
    response = connection.getresponse()
    assert response.status == status
    assert response.getheader("connection") == "close"
    response.read()


def test_a_taken_port_says_so() -> None:
    with LocalSlack() as slack:
        app = build(settings_for(slack), KeptQueue())
        with Server(app, 0) as server, pytest.raises(OSError, match="in use"):
            Server(app, urlsplit(server.url).port or 0)


def test_it_stops_while_a_connection_is_open() -> None:
    with LocalSlack() as slack:
        with Server(build(settings_for(slack), KeptQueue()), 0) as server:
            address = urlsplit(server.url)
            idle = http.client.HTTPConnection("127.0.0.1", address.port or 0, timeout=UNHURRIED)
            assert post(idle)[0] == 200
        idle.close()
