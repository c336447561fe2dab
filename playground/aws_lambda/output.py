"""What a process prints, line by line: whole as soon as it is in the pipe."""

from __future__ import annotations

import os
from select import select
from threading import Lock, Thread
from typing import IO

_CHUNK = 65_536


class Output:
    """Reads a pipe in a thread of its own, so that it never fills up.

    Whoever asks for the lines reads what is in the pipe as well: the thread alone may lag behind
    what the process did after it printed. It closes the pipe at the end.
    """

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._lines: list[str] = []
        self._rest = b""
        self._ended = False
        self._lock = Lock()
        os.set_blocking(pipe.fileno(), False)
        self._thread = Thread(target=self._read, daemon=True)
        self._thread.start()

    def lines(self) -> list[str]:
        """Every line that was printed by now, without its line end."""
        with self._lock:
            self._drain()
            return list(self._lines)

    def close(self, seconds: float) -> None:
        """Once the process has ended: wait for the last of it, and close the pipe."""
        self._thread.join(seconds)
        with self._lock:
            self._ended = True
            self._pipe.close()

    def _read(self) -> None:
        while not self._ended:
            select([self._pipe], [], [])
            with self._lock:
                self._drain()

    def _drain(self) -> None:
        """Under the lock."""
        while not self._ended:
            try:
                got = os.read(self._pipe.fileno(), _CHUNK)
            except BlockingIOError:
                return
            self._ended = not got
            *whole, self._rest = (self._rest + got).split(b"\n")
            if self._ended and self._rest:
                whole.append(self._rest)
            self._lines += [line.decode("utf-8", "replace") for line in whole]
