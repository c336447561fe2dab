"""The HTTP server, and what its connections are made to do beyond uvicorn's own.

A fault can break the connection that a request came over: ASGI alone offers no way, so each
request's `state` names it.
"""

import contextlib
from asyncio import BaseTransport
from collections.abc import Iterator

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from playground.aws.server.asgi import App


class _KnownConnection(HttpToolsProtocol):  # type: ignore[misc]  # uvicorn is not in the checker's environment
    def connection_made(self, transport: BaseTransport) -> None:
        self.app_state = {"connection": transport}
        super().connection_made(transport)


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
                timeout_keep_alive=75,
            )
        )

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave them alone."""
        yield
