"""A server on loopback that misbehaves as it is told: an act for each request, the last for ever.

An act gets the connection after the request was read, and says whether it stays open.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Act = Callable[[socket.socket], bool]


@dataclass(slots=True)
class Got:
    """A request that the server has read."""

    line: str
    headers: dict[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.line.split(" ")[1]


@dataclass(slots=True)
class Server:
    """`got` are the requests, `accepted` counts the connections."""

    url: str
    got: list[Got] = field(default_factory=list)
    accepted: int = 0


def answer(status: int, body: object = None, **headers: str) -> Act:
    """JSON, or bytes as they are."""
    data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    named = {"Content-Length": str(len(data))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = f"HTTP/1.1 {status} X\r\n" + "".join(f"{n}: {v}\r\n" for n, v in named.items())

    def act(connection: socket.socket) -> bool:
        connection.sendall(f"{head}\r\n".encode() + data)
        return True

    return act


def drop(connection: socket.socket) -> bool:
    """End the connection once the request was received: it may have been carried out."""
    return False


def half(connection: socket.socket) -> bool:
    """Half of an answer."""
    connection.sendall(b'HTTP/1.1 201 X\r\nContent-Length: 1000\r\n\r\n{"id":')
    return False


def waiting(for_: threading.Event) -> Act:
    """No answer until the test is over."""

    def act(connection: socket.socket) -> bool:
        for_.wait()
        return False

    return act


def dripping(for_: threading.Event) -> Act:
    """A header every moment, for ever: no packet is late."""

    def act(connection: socket.socket) -> bool:
        connection.sendall(b"HTTP/1.1 200 X\r\nX-A: ")
        while not for_.wait(0.02):
            connection.sendall(b"a")
        return False

    return act


@contextmanager
def misbehaving(*acts: Act, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve them one after the other."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(f"{'https' if tls else 'http'}://127.0.0.1:{listener.getsockname()[1]}")
    left = list(acts)
    lock = threading.Lock()

    def serve(connection: socket.socket) -> None:
        with _wrapped(connection, tls) as whole:
            try:
                if isinstance(whole, ssl.SSLSocket):
                    whole.do_handshake()
                while (got := _read(whole)) is not None:
                    with lock:
                        server.got.append(got)
                        act = left.pop(0) if len(left) > 1 else left[0]
                    if not act(whole):
                        return
            except OSError:
                return

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            server.accepted += 1
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _wrapped(connection: socket.socket, tls: ssl.SSLContext | None) -> socket.socket:
    if tls is None:
        return connection
    return tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)


def _read(connection: socket.socket) -> Got | None:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    line, *rest = head.decode("latin-1").split("\r\n")
    headers = {n.lower(): v for n, _, v in (one.partition(": ") for one in rest)}
    while len(body) < int(headers.get("content-length", "0")):
        body += connection.recv(65536)
    return Got(line, headers, body)
