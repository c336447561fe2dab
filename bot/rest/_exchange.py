"""One try of a request, on a thread of its own.

A time-out of a socket bounds one packet, not an answer: a name server, each of a host's addresses
and each header may take their time after it. So who asked waits so long and no longer, and what has
not been sent by then is not sent later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from threading import Lock, Thread, current_thread
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, SSLError

from bot.rest.http import Failure

MOST = 8 * 1024 * 1024
"""Bytes of an answer."""


@dataclass(frozen=True, slots=True)
class Wired:
    """A request as it goes over the wire."""

    method: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class Received:
    """What came back; `data` is None for more of it than MOST."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    data: bytes | None = field(repr=False)


class _Phase(Enum):
    STARTING = auto()
    SENDING = auto()
    GIVEN_UP = auto()


class Exchange(Thread):
    """The thread of one try."""

    def __init__(self, pool: urllib3.PoolManager, wired: Wired) -> None:
        super().__init__(name="rest", daemon=True)
        self._pool = pool
        self._wired = wired
        self._phase = _Phase.STARTING
        self._lock = Lock()
        self._came: Received | Failure = Failure.UNANSWERED

    def within(self, seconds: float) -> Received | Failure:
        """What came of it within that time. Never raises."""
        self.start()
        self.join(max(seconds, 0.0))
        if not self.is_alive():
            return self._came
        with self._lock:
            if self._phase is _Phase.SENDING:
                return Failure.UNANSWERED
            self._phase = _Phase.GIVEN_UP
            return Failure.UNSENT

    def sends(self) -> None:
        """Its first byte is about to go out. Raises HTTPError where nobody waits any more."""
        with self._lock:
            if self._phase is _Phase.GIVEN_UP:
                raise HTTPError
            self._phase = _Phase.SENDING

    def run(self) -> None:
        """Send and read. A ValueError is about a header or an address, and may quote a token."""
        try:
            self._came = self._exchanged()
        except (HTTPError, OSError, ValueError) as error:
            self._came = self._failure(error)

    def _failure(self, error: Exception) -> Failure:
        if self._phase is _Phase.SENDING:
            return Failure.UNANSWERED
        return Failure.UNTRUSTED if isinstance(error, SSLError) else Failure.UNSENT

    def _exchanged(self) -> Received:
        wired = self._wired
        answer = self._pool.request(
            wired.method,
            wired.url,
            body=wired.body,
            headers=wired.headers,
            redirect=False,
            preload_content=False,
        )
        data = answer.read(MOST + 1, decode_content=True)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        if len(data) > MOST:
            answer.close()
            return Received(answer.status, headers, None)
        answer.release_conn()
        return Received(answer.status, headers, data)


class _Plain(HTTPConnection):
    def send(self, data: Any) -> None:
        _connect(self)
        super().send(data)


class _Tls(HTTPSConnection):
    def send(self, data: Any) -> None:
        _connect(self)
        super().send(data)


def _connect(connection: HTTPConnection) -> None:
    """Connects what is not connected yet, and tells whose request it is that it goes out now."""
    if connection.sock is None:
        connection.connect()
    thread = current_thread()
    if isinstance(thread, Exchange):
        thread.sends()


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _Tls


def pool_manager(timeout: urllib3.Timeout, **settings: Any) -> urllib3.PoolManager:
    """A PoolManager whose connections tell their Exchange when they send."""
    made = urllib3.PoolManager(timeout=timeout, retries=False, **settings)
    made.pool_classes_by_scheme = {"http": _PlainPool, "https": _TlsPool}
    return made
