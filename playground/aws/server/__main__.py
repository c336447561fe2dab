"""The server's start and end."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Coroutine
from functools import partial
from typing import NoReturn

from hypercorn.asyncio import serve as hypercorn_serve
from hypercorn.config import Config

from playground.aws.__main__ import options
from playground.aws.server import connections, engine, seeds
from playground.aws.server.build import build

Fill = Callable[[str], Coroutine[None, None, None]]
"""Puts what a start means into the AWS at a url."""


def listener(port: int) -> socket.socket:
    """A loopback socket that does not listen yet. OSError: the port is taken."""
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    return sock


async def _orphaned() -> None:
    """Return when the process that started this one is gone, even if it was killed."""
    parent = os.getppid()
    while os.getppid() == parent:
        await asyncio.sleep(0.5)


async def serve(sock: socket.socket, fill: Fill, *, with_parent: bool) -> None:
    """Serve until SIGTERM or SIGINT, or as long as the parent lives."""
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    gateway = build(engine.APPLICATION)
    stopping = asyncio.Event()
    for word in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(word, stopping.set)
    # Not before: who finds the port open may send a signal at once.
    sock.listen(256)
    connections.install()
    config = Config()
    config.bind = [f"fd://{sock.detach()}"]
    config.loglevel = "ERROR"
    config.keep_alive_timeout = 75
    config.graceful_timeout = 0.2
    serving = asyncio.create_task(hypercorn_serve(gateway, config, shutdown_trigger=stopping.wait))
    seeded = asyncio.create_task(fill(url))
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait({seeded, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if seeded.done():
        seeded.result()
        gateway.ready = True
        print(f"The embedded AWS answers at {url} (Ctrl-C stops it).")
    if with_parent:
        parent = asyncio.create_task(_orphaned())
        await asyncio.wait({stopped, parent}, return_when=asyncio.FIRST_COMPLETED)
        stopping.set()
    await stopped
    # A thread that still works (a Lambda function, the seeding) must not hold the end up.
    last_resort = threading.Timer(1.5, os._exit, (0,))
    last_resort.daemon = True
    last_resort.start()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(serving, 0.5)


def run(sock: socket.socket, fill: Fill, *, with_parent: bool) -> NoReturn:
    """Serve, with a directory for what ministack unpacks (Lambda functions); leave nothing."""
    with tempfile.TemporaryDirectory(prefix="playground-aws-") as scratch:
        tempfile.tempdir = scratch
        asyncio.run(serve(sock, fill, with_parent=with_parent))
        engine.reset()  # ends the processes that run Lambda functions
    sys.stdout.flush()
    os._exit(0)  # ministack's threads need no goodbye


def main() -> None:
    """Check the words, take the port, serve."""
    given = options(sys.argv[1:])
    try:
        names = seeds.chosen(given.seeds, given.scenario)
    except ValueError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    try:
        sock = listener(given.port)
    except OSError:
        sys.exit(f"Port {given.port} is in use: stop what listens there, or take another --port.")
    run(sock, partial(seeds.seed, given.seeds, names), with_parent=given.stop_with_parent)


if __name__ == "__main__":
    main()
