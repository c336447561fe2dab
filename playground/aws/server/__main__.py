"""The server's start and end."""

import asyncio
import contextlib
import os
import signal
import socket
import sys

from hypercorn.asyncio import serve as hypercorn_serve
from hypercorn.config import Config

from playground.aws.__main__ import options
from playground.aws.server import connections, engine, seeding
from playground.aws.server.build import build


def listener(port: int) -> socket.socket:
    """A loopback socket. OSError: the port is taken."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    sock.listen(256)
    return sock


async def serve(sock: socket.socket, names: list[str]) -> None:
    """Serve until SIGTERM or SIGINT."""
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    gateway = build(engine.APPLICATION)
    stopping = asyncio.Event()
    for word in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(word, stopping.set)
    connections.install()
    config = Config()
    config.bind = [f"fd://{sock.detach()}"]
    config.loglevel = "ERROR"
    config.keep_alive_timeout = 75
    config.graceful_timeout = 0.2
    serving = asyncio.create_task(hypercorn_serve(gateway, config, shutdown_trigger=stopping.wait))
    await seeding.seed(url, names)
    gateway.ready = True
    print(f"The embedded AWS answers at {url} (Ctrl-C stops it).")
    await stopping.wait()
    # Open connections and ministack's threads need no goodbye: nothing is kept on disk.
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(serving, 0.5)
    sys.stdout.flush()
    os._exit(0)


def main() -> None:
    """Check the words, take the port, serve."""
    given = options(sys.argv[1:])
    try:
        names = seeding.chosen(given.scenario)
    except ValueError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    try:
        sock = listener(given.port)
    except OSError:
        sys.exit(f"Port {given.port} is in use: stop what listens there, or take another --port.")
    asyncio.run(serve(sock, names))


if __name__ == "__main__":
    main()
