"""Start an embedded AWS, wait until it answers, stop it. For tests, the demo and the bench."""

import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO

from playground.aws.__main__ import ROOT, bound
from playground.aws.control import Control, wait_until_ready

__all__ = ["ROOT", "Running", "bound", "running", "start", "stop"]


@dataclass(frozen=True)
class Running:
    """A server that answers at `url`; `control` drives it beyond what AWS's own API can."""

    url: str
    process: subprocess.Popen[bytes]

    @property
    def control(self) -> Control:
        """The control plane of this server."""
        return Control(self.url)


def start(
    scenarios: Sequence[str] = ("none",), *, port: int = 0, output: IO[bytes] | None = None
) -> Running:
    """Start a server and wait until it answers (scenarios seeded).

    Args:
        scenarios: the names to seed; empty means all.
        port: 0 takes a free one.
        output: where the server's own words go; they are dropped otherwise.

    Raises:
        OSError: the port is taken.
        RuntimeError: it stopped before it answered; the message carries what it said.

    """
    with tempfile.TemporaryFile() as said, bound(port) as sock:
        process = _started(scenarios, sock, output or said)
        url = f"http://127.0.0.1:{sock.getsockname()[1]}"
        sock.close()  # who connects after its end must be refused
        if not wait_until_ready(url, alive=lambda: process.poll() is None):
            stop(process)
            said.seek(0)
            raise RuntimeError(f"The embedded AWS did not start: {said.read().decode()[-2000:]}")
    return Running(url, process)


def _started(
    scenarios: Sequence[str], sock: socket.socket, output: IO[bytes]
) -> subprocess.Popen[bytes]:
    """The server's process, which has our socket: between two looks somebody could take a port."""
    words = [word for name in scenarios for word in ("--scenario", name)]
    command = [sys.executable, "-m", "playground.aws", *words]
    command += ["--socket", str(sock.fileno()), "--parent", str(os.getpid())]
    return subprocess.Popen(  # noqa: S603 (our own words only)
        command, cwd=ROOT, stdout=output, stderr=output, pass_fds=(sock.fileno(),)
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server that `start` started; one that does not go within 5 s is killed."""
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def running(scenarios: Sequence[str] = ("none",), *, port: int = 0) -> Iterator[Running]:
    """A server for the length of a `with`."""
    server = start(scenarios, port=port)
    try:
        yield server
    finally:
        stop(server.process)
