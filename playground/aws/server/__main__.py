"""The server's start and end."""

import asyncio
import contextlib
import gc
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Coroutine
from functools import partial
from typing import NoReturn

import uvloop

from playground.aws.__main__ import in_use, options
from playground.aws.server import engine, seeds
from playground.aws.server.build import build
from playground.aws.server.connections import Server

Fill = Callable[[str], Coroutine[None, None, None]]
"""Puts what a start means into the AWS at a url."""


def listen(sock: socket.socket) -> None:
    """From now on clients are kept waiting, not refused. Where another one listens, this ends."""
    try:
        sock.listen(256)
    except OSError:
        sys.exit(in_use(sock.getsockname()[1]))


async def _orphaned(parent: int, stopping: asyncio.Event) -> None:
    """Stop when the process that started this one is gone, even if it was killed."""
    while os.getppid() == parent:
        await asyncio.sleep(0.5)
    stopping.set()


async def serve(sock: socket.socket, fill: Fill, parent: int | None) -> None:
    """Serve until SIGTERM or SIGINT, or as long as the parent lives where one is named."""
    stopping = asyncio.Event()
    for word in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(word, stopping.set)
    listen(sock)  # whoever reaches it can stop it already
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    gateway = build(engine.APPLICATION)
    # ministack itself is a hundred thousand objects, which stay: nobody need walk them.
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    server = Server(gateway)
    serving = asyncio.create_task(server.serve([sock]))
    seeded = asyncio.create_task(fill(url))
    stopped = asyncio.create_task(stopping.wait())
    if parent is not None:
        watching = asyncio.create_task(_orphaned(parent, stopping))
        stopped.add_done_callback(lambda _: watching.cancel())
    await asyncio.wait({seeded, stopped}, return_when=asyncio.FIRST_COMPLETED)
    if seeded.done():
        seeded.result()
        gateway.ready = True
        print(f"The embedded AWS answers at {url} (Ctrl-C stops it).")
    await stopped
    server.should_exit = True
    # A thread that still works (a Lambda function, the seeding) must not hold the end up.
    last_resort = threading.Timer(1.5, os._exit, (0,))
    last_resort.daemon = True
    last_resort.start()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(serving, 0.5)


def run(sock: socket.socket, fill: Fill, parent: int | None) -> NoReturn:
    """Serve, with a directory for what ministack unpacks (Lambda functions); leave nothing."""
    with tempfile.TemporaryDirectory(prefix="playground-aws-") as scratch:
        tempfile.tempdir = scratch
        uvloop.run(serve(sock, fill, parent))
        engine.reset()  # ends the processes that run Lambda functions
    sys.stdout.flush()
    os._exit(0)  # ministack's threads need no goodbye


def main() -> None:
    """Check the words, serve."""
    given = options(sys.argv[1:])
    try:
        names = seeds.chosen(given.seeds, given.scenario)
    except ValueError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    fill = partial(seeds.seed, given.seeds, names)
    run(socket.socket(fileno=given.socket), fill, given.parent)


if __name__ == "__main__":
    main()
