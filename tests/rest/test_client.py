"""The HTTP client against a server that misbehaves: what is sent again, what never is."""

from __future__ import annotations

import json
import logging
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path

import pytest

from bot.rest import Answer, Client, Failure, Request
from bot.rest._exchange import MOST
from tests.rest.server import (
    Act,
    Server,
    answer,
    dripping,
    drop,
    half,
    misbehaving,
    waiting,
)

NOW = 1_800_000_000.0
TOKEN = "ghs_verysecretindeed"


class Paused:
    """A pause that takes no time, and a clock that it moves."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.pauses.append(seconds)

    def client(self) -> Client:
        return Client(self, lambda: sum(self.pauses), lambda: NOW)


@pytest.fixture
def paused() -> Paused:
    return Paused()


@pytest.fixture
def over() -> Iterator[threading.Event]:
    """Set when the test is over."""
    event = threading.Event()
    yield event
    event.set()


def asks(server: Server, **more: object) -> Request:
    """A request that only reads."""
    made = Request("GET", f"{server.url}/issues", {"Authorization": f"Bearer {TOKEN}"}, safe=True)
    return replace(made, **more)  # type: ignore[arg-type]  # what a test changes


def makes(server: Server, **more: object) -> Request:
    """One that makes something."""
    changed = {"method": "POST", "json": {"title": "é"}, "safe": False, **more}
    return asks(server, **changed)


def test_an_answer(paused: Paused) -> None:
    with misbehaving(answer(201, {"number": 7}, ETag='"x"')) as server:
        given = paused.client().send(makes(server))
    assert isinstance(given, Answer)
    assert (given.status, given.json, given.headers["etag"]) == (201, {"number": 7}, '"x"')
    (got,) = server.got
    assert (got.line, json.loads(got.body)) == ("POST /issues HTTP/1.1", {"title": "é"})
    assert got.headers["authorization"] == f"Bearer {TOKEN}"
    assert got.headers["user-agent"] == "budget-check"
    assert got.headers["content-type"] == "application/json"


def test_a_form(paused: Paused) -> None:
    with misbehaving(answer(200, {})) as server:
        paused.client().send(Request("POST", server.url, form={"grant_type": "a b", "x": "&"}))
    (got,) = server.got
    assert got.body == b"grant_type=a+b&x=%26"
    assert got.headers["content-type"] == "application/x-www-form-urlencoded"


def test_a_connection_is_used_again(paused: Paused) -> None:
    with misbehaving(answer(200, [])) as server:
        client = paused.client()
        for _ in range(5):
            assert isinstance(client.send(asks(server)), Answer)
    assert (len(server.got), server.accepted) == (5, 1)


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("later", ["3", formatdate(NOW + 3, usegmt=True)])
def test_busy_is_asked_again_when_it_says(paused: Paused, status: int, later: str) -> None:
    with misbehaving(answer(status, Retry_After=later), answer(200, {"a": 1})) as server:
        given = paused.client().send(asks(server))
    assert isinstance(given, Answer)
    assert (given.json, paused.pauses) == ({"a": 1}, [3.0])


@pytest.mark.parametrize(
    ("later", "pauses"),
    [
        ("", [1.0, 2.0]),
        ("soon", [0.0, 0.0]),
        ("0", [0.0, 0.0]),
        (formatdate(NOW - 60, usegmt=True), [0.0, 0.0]),
        ("600", []),
        (formatdate(NOW + 600, usegmt=True), []),
        ("9" * 40, []),
    ],
)
def test_busy_for_good(paused: Paused, later: str, pauses: list[float]) -> None:
    headers = {"Retry_After": later} if later else {}
    with misbehaving(answer(429, **headers)) as server:
        assert paused.client().send(asks(server)) is Failure.BUSY
    assert paused.pauses == pauses
    assert len(server.got) == len(pauses) + 1


def test_too_many_requests_are_refused_so_even_what_makes_something_goes_again(
    paused: Paused,
) -> None:
    with misbehaving(answer(429, Retry_After="1"), answer(201, {})) as server:
        assert isinstance(paused.client().send(makes(server)), Answer)
    assert len(server.got) == 2


@pytest.mark.parametrize("act", [answer(503, Retry_After="1"), drop, half])
def test_what_makes_something_is_sent_once(paused: Paused, act: Act) -> None:
    """A gateway says 503 as well where it lost the answer of who stands behind it."""
    with misbehaving(act, answer(201, {})) as server:
        assert paused.client().send(makes(server)) is Failure.UNANSWERED
    assert (len(server.got), paused.pauses) == (1, [])


@pytest.mark.parametrize("act", [drop, half])
def test_what_only_reads_is_sent_again(paused: Paused, act: Act) -> None:
    with misbehaving(act, act, answer(200, {})) as server:
        assert isinstance(paused.client().send(asks(server)), Answer)
    with misbehaving(act) as server:
        assert paused.client().send(asks(server)) is Failure.UNANSWERED
    assert len(server.got) == 3


def test_a_host_that_is_not_there_has_received_nothing(paused: Paused) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    request = Request("POST", f"http://127.0.0.1:{port}/", json={})
    assert paused.client().send(request) is Failure.UNSENT
    assert paused.pauses == [1.0, 2.0]


def test_a_connection_that_was_closed_meanwhile_may_have_received_it(paused: Paused) -> None:
    def close_after(connection: socket.socket) -> bool:
        answer(200, {})(connection)
        return False

    with misbehaving(close_after, answer(201, {})) as server:
        client = paused.client()
        assert isinstance(client.send(asks(server)), Answer)
        made = client.send(makes(server))
    assert made is Failure.UNANSWERED or isinstance(made, Answer)
    assert len([got for got in server.got if got.line.startswith("POST")]) <= 1


@pytest.mark.parametrize("slow", [waiting, dripping])
def test_a_slow_answer_ends(over: threading.Event, slow: Callable[[threading.Event], Act]) -> None:
    with misbehaving(slow(over)) as server:
        assert Client().send(makes(server, seconds=4.0)) is Failure.UNANSWERED
        over.set()
    assert len(server.got) == 1


def test_a_packet_that_does_not_come_is_asked_for_again(
    paused: Paused, over: threading.Event
) -> None:
    with misbehaving(waiting(over), answer(200, {})) as server:
        client = Client(paused, timeouts=(5.0, 0.1))
        assert isinstance(client.send(asks(server)), Answer)
        over.set()
    assert paused.pauses == [1.0]


def test_what_was_given_up_before_it_was_sent_is_not_sent_later(
    monkeypatch: pytest.MonkeyPatch, over: threading.Event
) -> None:
    """A name server that takes its time."""
    real, asked = socket.getaddrinfo, threading.Event()
    gave_up = threading.Event()

    def slow(*given: object, **named: object) -> object:
        asked.set()
        gave_up.wait()
        return real(*given, **named)  # type: ignore[arg-type]  # passed on

    with misbehaving(answer(201, {})) as server:
        monkeypatch.setattr(socket, "getaddrinfo", slow)
        assert Client().send(makes(server, seconds=0.3)) is Failure.UNSENT
        gave_up.set()
        for thread in [one for one in threading.enumerate() if one.name == "rest"]:
            thread.join()
        assert asked.is_set()
    assert server.got == []


def test_the_pauses_count_in_the_time_that_it_may_take(paused: Paused) -> None:
    with misbehaving(answer(429, Retry_After="4")) as server:
        assert paused.client().send(asks(server, seconds=7)) is Failure.BUSY
    assert paused.pauses == [4.0]
    assert Client().send(Request("GET", server.url, safe=True, seconds=0)) is Failure.UNSENT


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_to_another_host(paused: Paused, status: int) -> None:
    with misbehaving(answer(200, {})) as other:
        away = answer(status, Location=f"{other.url}/issues")
        with misbehaving(away) as server:
            assert paused.client().send(asks(server)) is Failure.ELSEWHERE
            assert paused.client().send(makes(server)) is Failure.ELSEWHERE
    assert other.got == []


@pytest.mark.parametrize("location", ["//other.example/x", "https://127.0.0.1/", "http://[x"])
def test_nor_to_another_scheme_or_port(paused: Paused, location: str) -> None:
    with misbehaving(answer(302, Location=location)) as server:
        assert paused.client().send(asks(server)) is Failure.ELSEWHERE


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_on_the_same_host(paused: Paused, status: int) -> None:
    with misbehaving(answer(status, Location="/repositories/1"), answer(200, {"a": 1})) as server:
        given = paused.client().send(asks(server))
    assert isinstance(given, Answer)
    assert given.json == {"a": 1}
    assert [got.path for got in server.got] == ["/issues", "/repositories/1"]
    assert server.got[1].headers["authorization"] == f"Bearer {TOKEN}"


@pytest.mark.parametrize(("status", "times"), [(301, 1), (302, 1), (303, 1), (307, 2), (308, 2)])
def test_what_makes_something_follows_only_what_keeps_it(
    paused: Paused, status: int, times: int
) -> None:
    with misbehaving(answer(status, Location="/repositories/1"), answer(201, {})) as server:
        given = paused.client().send(makes(server))
    assert isinstance(given, Answer)
    assert given.status == (201 if times == 2 else status)
    assert [json.loads(got.body) for got in server.got] == [{"title": "é"}] * times


def test_a_redirect_without_end(paused: Paused) -> None:
    with misbehaving(answer(302, Location="/again")) as server:
        given = paused.client().send(asks(server))
    assert isinstance(given, Answer)
    assert (given.status, len(server.got)) == (302, 4)


def test_an_answer_that_is_too_large_is_not_read(paused: Paused) -> None:
    large = b'"' + b"x" * (MOST + 10) + b'"'
    with misbehaving(answer(200, large), answer(200, {"a": 1})) as server:
        client = paused.client()
        given, next_ = client.send(asks(server)), client.send(asks(server))
    assert isinstance(given, Answer)
    assert given.json is None
    assert isinstance(next_, Answer)
    assert next_.json == {"a": 1}


@pytest.mark.parametrize("body", [b"<html>Please log in</html>", b"", b"\xff", b"[" * 100_000])
def test_no_json(paused: Paused, body: bytes) -> None:
    with misbehaving(answer(200, body)) as server:
        given = paused.client().send(asks(server))
    assert isinstance(given, Answer)
    assert given.json is None


def test_what_is_no_http(paused: Paused) -> None:
    def act(connection: socket.socket) -> bool:
        connection.sendall(b"SSH-2.0-OpenSSH_9.6\r\n")
        return False

    with misbehaving(act) as server:
        assert paused.client().send(makes(server)) is Failure.UNANSWERED


@pytest.fixture
def certificate(tmp_path: Path) -> ssl.SSLContext:
    """One that nobody vouches for."""
    key, made = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    kind = ["-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", str(key), "-out", str(made)]
    subprocess.run(["openssl", "req", "-x509", *kind, *subject], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return context


def test_a_certificate_that_nobody_vouches_for(paused: Paused, certificate: ssl.SSLContext) -> None:
    with misbehaving(answer(201, {}), tls=certificate) as server:
        assert paused.client().send(makes(server)) is Failure.UNTRUSTED
    assert (server.got, paused.pauses) == ([], [])


def test_one_that_the_machine_trusts(
    paused: Paused,
    certificate: ssl.SSLContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a company's own authority is named."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    with misbehaving(answer(201, {}), tls=certificate) as server:
        assert isinstance(paused.client().send(makes(server)), Answer)


@pytest.mark.parametrize("token", [f"{TOKEN}\n", f"{TOKEN}é", f"{TOKEN}\r\nX-A: b", "\x00"])
def test_what_no_header_takes_is_not_sent(paused: Paused, token: str) -> None:
    with misbehaving(answer(201, {})) as server:
        headers = {"Authorization": f"Bearer {token}"}
        assert paused.client().send(makes(server, headers=headers)) is Failure.UNSENT
    assert server.accepted == 0


@pytest.mark.parametrize("url", ["", "nowhere", "ftp://127.0.0.1/", "http://[::1", "http://a b/"])
def test_what_is_no_address(paused: Paused, url: str) -> None:
    assert paused.client().send(Request("GET", url, safe=True)) is Failure.UNSENT


@pytest.mark.parametrize("act", [answer(200, {"token": TOKEN}), drop, answer(429), half])
def test_a_token_is_in_no_log_and_no_repr(
    paused: Paused, caplog: pytest.LogCaptureFixture, act: Act
) -> None:
    caplog.set_level(logging.DEBUG)
    with misbehaving(act) as server:
        request = makes(server, json={"secret": TOKEN}, form={"secret": TOKEN})
        given = paused.client().send(request)
    assert TOKEN in server.got[0].headers["authorization"]
    assert TOKEN not in caplog.text + repr(request) + repr(given)


def test_no_thread_is_left(paused: Paused) -> None:
    with misbehaving(answer(200, {})) as server:
        paused.client().send(asks(server))
    assert [one for one in threading.enumerate() if one.name == "rest"] == []
