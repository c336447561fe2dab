"""HTTP/1.1 as the embedded AWS speaks it, byte by byte, over an application that says what came."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest

from playground.aws.server.asgi import Receive, Scope, Send, read_body
from playground.aws.server.connections import CONNECTION, Connection

Client = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
CHUNKED = b"transfer-encoding: chunked"


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with what came, as the path wants it."""
    body = await read_body(receive)
    if scope["path"] == "/gone":
        assert (await receive())["type"] == "http.disconnect"
        return
    if scope["path"] == "/break":
        CONNECTION.get().abort()
        return
    if scope["path"] == "/fail":
        raise ValueError("it fails")
    said = [scope["method"], scope["path"], scope["query_string"].decode(), body.decode()]
    answer = json.dumps(said).encode()
    if scope["path"] == "/empty":
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})
    elif scope["path"] == "/parts":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": answer, "more_body": True})
        await send({"type": "http.response.body"})
    else:
        length = (b"Content-Length", str(len(answer)).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [length]})
        await send({"type": "http.response.body", "body": answer})


def talk(client: Client) -> None:
    """Let a client talk to it."""

    async def both() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Connection(echo), "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        await client(reader, writer)
        writer.close()
        server.close()

    asyncio.run(both())


def answers(*pieces: bytes) -> bytes:
    """All that it says to these bytes, sent one after another, until it closes."""
    heard = []

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        heard.append(await reader.read())

    talk(client)
    return heard[0]


LAST = b"GET /last HTTP/1.1\r\nConnection: close\r\n\r\n"
SAID_LAST = (
    b"HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n" + json.dumps(["GET", "/last", "", ""]).encode()
)
POST = b"POST /a%20b?c=%20 HTTP/1.1\r\nContent-Length: 4\r\n\r\nbody"
SAID_POST = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (
    len(said := json.dumps(["POST", "/a b", "c=%20", "body"]).encode()),
    said,
)


@pytest.mark.parametrize(
    "pieces",
    [
        [POST, LAST],
        [POST + LAST],
        [bytes([one]) for one in POST + LAST],
        [POST[:-2], POST[-2:] + LAST[:9], LAST[9:]],
    ],
)
def test_requests_are_answered_in_their_order_however_they_come(pieces: list[bytes]) -> None:
    assert answers(*pieces) == SAID_POST + SAID_LAST


def test_who_waits_for_it_is_told_to_go_on() -> None:
    said = []

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head, _, body = POST.partition(b"\r\n\r\n")
        writer.write(head + b"\r\nExpect: 100-continue\r\n\r\n")
        said.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(body + LAST)
        said.append(await reader.read())

    talk(client)
    assert said == [b"HTTP/1.1 100 Continue\r\n\r\n", SAID_POST + SAID_LAST]


def test_what_has_no_length_comes_in_chunks() -> None:
    said = json.dumps(["GET", "/parts", "", ""]).encode()
    told = answers(b"GET /parts HTTP/1.1\r\n\r\n", LAST)
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(said), said)
    assert told == b"HTTP/1.1 200 OK\r\n" + CHUNKED + b"\r\n\r\n" + chunks + SAID_LAST


@pytest.mark.parametrize(
    ("request_line", "head"),
    [
        (b"HEAD /last HTTP/1.1", b"HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n"),
        (b"GET /empty HTTP/1.1", b"HTTP/1.1 204 No Content\r\n\r\n"),
    ],
)
def test_no_body_where_none_may_be(request_line: bytes, head: bytes) -> None:
    assert answers(request_line + b"\r\n\r\n", LAST) == head + SAID_LAST


def test_an_old_client_is_answered_once() -> None:
    assert answers(b"GET /last HTTP/1.0\r\n\r\n", LAST) == SAID_LAST


@pytest.mark.parametrize(
    ("asked", "line"),
    [
        (b"nonsense\r\n\r\n", b"HTTP/1.1 400 Bad Request"),
        (b"GET / HTTP/1.1\r\nno colon\r\n\r\n", b"HTTP/1.1 400 Bad Request"),
        (b"GET / HTTP/1.1\r\nContent-Length: some\r\n\r\n", b"HTTP/1.1 400 Bad Request"),
        (b"POST / HTTP/1.1\r\n" + CHUNKED + b"\r\n\r\n", b"HTTP/1.1 411 Length Required"),
    ],
)
def test_what_it_cannot_read_is_refused(asked: bytes, line: bytes) -> None:
    assert answers(asked) == line + b"\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"


def test_an_application_hears_that_its_client_is_gone() -> None:
    async def client(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"GET /gone HTTP/1.1\r\n\r\n")
        await writer.drain()
        writer.close()
        await writer.wait_closed()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        await asyncio.gather(*others)

    talk(client)


def test_an_application_can_break_its_connection() -> None:
    assert answers(b"GET /break HTTP/1.1\r\n\r\n") == b""


def test_a_failure_of_the_application_is_told_and_ends_the_connection(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert answers(b"GET /fail HTTP/1.1\r\n\r\n") == b""
    assert "A request failed" in caplog.text and "ValueError: it fails" in caplog.text
