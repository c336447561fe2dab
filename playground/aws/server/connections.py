"""What asyncio's connections are made to do beyond hypercorn's own.

A fault can break the connection that a request came over: ASGI alone offers no way. And an answer
leaves in one piece: its head and its body apart would cost a system call more here, wake the client
twice, and are a third of the time that a small answer takes.
"""

from hypercorn.asyncio import run
from hypercorn.asyncio.tcp_server import TCPServer
from hypercorn.events import Event, RawData

from playground.aws.server.gateway import CONNECTION


class _KnownConnection(TCPServer):  # type: ignore[misc]  # hypercorn is not in the checker's environment
    _head = b""
    """Of the answer, until what follows it; h11 ends every answer with a piece, were it empty."""

    async def run(self) -> None:
        CONNECTION.set(self.writer)
        await super().run()

    async def protocol_send(self, event: Event) -> None:
        if isinstance(event, RawData):
            if _is_head(event.data):
                self._head += event.data
                return
            event, self._head = RawData(data=self._head + event.data), b""
        await super().protocol_send(event)


def _is_head(data: bytes) -> bool:
    # Of the final answer: "100 Continue" is waited for.
    return data.startswith(b"HTTP/1.1 ") and data[9:10] != b"1" and data.endswith(b"\r\n\r\n")


def install() -> None:
    """From now on each request finds its connection in `gateway.CONNECTION`."""
    run.TCPServer = _KnownConnection
