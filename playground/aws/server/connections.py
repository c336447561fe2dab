"""Lets a fault break the connection that a request came over: ASGI alone offers no way."""

from hypercorn.asyncio import run
from hypercorn.asyncio.tcp_server import TCPServer

from playground.aws.server.gateway import CONNECTION


class _KnownConnection(TCPServer):  # type: ignore[misc]  # hypercorn is not in the checker's environment
    async def run(self) -> None:
        CONNECTION.set(self.writer)
        await super().run()


def install() -> None:
    """From now on each request finds its connection in `gateway.CONNECTION`."""
    run.TCPServer = _KnownConnection
