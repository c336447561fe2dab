"""The HTTP server, and what its connections are made to do beyond uvicorn's own.

A fault can break the connection that a request came over: ASGI alone offers no way, so each
request's `state` names it. And an answer leaves in one piece: its head and its body apart would
cost a system call more here, and wake the client twice.
"""

import contextlib
from asyncio import BaseTransport, Transport
from collections.abc import Iterator
from typing import cast

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from playground.aws.server.asgi import App

_IDLE = 86_400
"""Seconds: the client says when it is done. Where this process was busy for long, the time of an
idle connection would be over before the request is seen that came over it meanwhile.
"""


class _InOnePiece:
    """A transport that keeps an answer's head until what follows it."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._head = b""

    def write(self, data: bytes) -> None:
        """Write; uvicorn ends every answer with a piece after its head, were it empty."""
        if _is_head(data):
            self._head += data
        else:
            self._transport.write(self._head + data)
            self._head = b""

    def __getattr__(self, name: str) -> object:
        return getattr(self._transport, name)


def _is_head(data: bytes) -> bool:
    # Of the final answer: "100 Continue" is waited for.
    return data.startswith(b"HTTP/1.1 ") and data[9:10] != b"1" and data.endswith(b"\r\n\r\n")


class _KnownConnection(HttpToolsProtocol):  # type: ignore[misc]  # uvicorn is not in the checker's environment
    def connection_made(self, transport: BaseTransport) -> None:
        self.app_state = {"connection": transport}
        super().connection_made(_InOnePiece(cast("Transport", transport)))


class Server(uvicorn.Server):  # type: ignore[misc]  # uvicorn is not in the checker's environment
    """Serves on sockets until `should_exit`; signals, and how long the end may take, are its
    caller's.
    """

    def __init__(self, application: App) -> None:
        super().__init__(
            uvicorn.Config(
                application,
                http=_KnownConnection,
                ws="none",
                log_config=None,
                log_level="error",
                access_log=False,
                date_header=False,  # every answer has its own
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=_IDLE,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them alone."""
        yield
