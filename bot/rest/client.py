"""The HTTP client: urllib3, which boto3 brings; with limits, and never to another host."""

from __future__ import annotations

import json
import re
import ssl
import time
from collections.abc import Callable
from datetime import UTC
from email.utils import parsedate_to_datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode

import botocore
import urllib3

from bot.rest._exchange import Exchange, Received, Wired, pool_manager
from bot.rest._redirect import led_on
from bot.rest.http import Answer, Asked, Failure, Request

CONNECT, READ = 5.0, 20.0
"""Seconds."""
TRIES = 3
HOPS = 3
"""So many redirects are followed."""
LONGEST_PAUSE = 10.0
_CONNECTIONS = 8
_ADDRESS = re.compile(r"https?://[^/\s]")
_BUSY = frozenset({429, 503})
_AUTHORITIES = Path(botocore.__file__).with_name("cacert.pem")


class Client:
    """The Http of a process. Safe to share between threads.

    `pause` and `monotonic` are in seconds, `now` in seconds since 1970; `timeouts` are those of
    connecting and of each packet of an answer.
    """

    def __init__(
        self,
        pause: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
        timeouts: tuple[float, float] = (CONNECT, READ),
    ) -> None:
        self._pause = pause
        self._monotonic = monotonic
        self._now = now
        self._timeout = urllib3.Timeout(connect=timeouts[0], read=timeouts[1])

    def send(self, request: Request) -> Asked:
        """The answer, or why there is none. Never raises, and says nothing to a log."""
        end = self._monotonic() + request.seconds
        asked = self._tried(request, end)
        for _ in range(HOPS):
            onward = led_on(request, asked) if isinstance(asked, Answer) else None
            if not isinstance(onward, Request):
                return onward or asked
            request = onward
            asked = self._tried(request, end)
        return asked

    def _tried(self, request: Request, end: float) -> Asked:
        asked: Asked = Failure.UNSENT
        for tried in range(1, TRIES + 1):
            asked, wait = self._once(request, tried, end - self._monotonic())
            if wait is None or tried == TRIES or self._monotonic() + wait >= end:
                break
            self._pause(wait)
        return asked

    def _once(self, request: Request, tried: int, seconds: float) -> tuple[Asked, float | None]:
        """What came of one try, and after how many seconds another one may help; None: none."""
        wired = _wired(request)
        if wired is None or seconds <= 0:
            return Failure.UNSENT, None
        came = Exchange(self._pool(wired.url), wired).within(seconds)
        if isinstance(came, Received):
            return self._read(request, came, tried)
        again = came is Failure.UNSENT or (came is Failure.UNANSWERED and request.safe)
        return came, float(tried) if again else None

    def _read(self, request: Request, came: Received, tried: int) -> tuple[Asked, float | None]:
        if came.status not in _BUSY:
            return Answer(came.status, came.headers, _parsed(came.data)), None
        if came.status == 503 and not request.safe:
            return Failure.UNANSWERED, None
        return Failure.BUSY, self._wait(came.headers.get("retry-after", ""), tried)

    def _wait(self, said: str, tried: int) -> float | None:
        """None where the system wants a longer pause than a worker has.

        Retry-After has seconds or a date (RFC 9110, 10.2.3).
        """
        if said.isascii() and said.isdigit():
            wait = float(said[:9])
        else:
            wait = max(self._until(said), 0.0) if said else float(tried)
        return wait if wait <= LONGEST_PAUSE else None

    def _until(self, date: str) -> float:
        """Seconds; 0 for what is no date."""
        try:
            found = parsedate_to_datetime(date)
        except ValueError:
            return 0.0
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() - self._now()

    def _pool(self, url: str) -> urllib3.PoolManager:
        return self._secure if url.startswith("https:") else self._plain

    @cached_property
    def _plain(self) -> urllib3.PoolManager:
        """For a server on this machine."""
        return pool_manager(self._timeout, maxsize=_CONNECTIONS)

    @cached_property
    def _secure(self) -> urllib3.PoolManager:
        """Made for the first request: reading the authorities takes milliseconds of a cold start.

        The machine's own ones count, which a company's may be among (SSL_CERT_FILE), and those that
        botocore brings, for a machine may have none.
        """
        context = ssl.create_default_context()
        context.load_verify_locations(_AUTHORITIES)
        return pool_manager(self._timeout, maxsize=_CONNECTIONS, ssl_context=context)


def _wired(request: Request) -> Wired | None:
    """None for what is no address, and for what no header takes, which an error would quote."""
    kind: dict[str, str] = {}
    body: bytes | None = None
    if request.form is not None:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(request.form).encode()
    elif request.json is not None:
        kind = {"Content-Type": "application/json"}
        body = json.dumps(request.json).encode()
    own = {"Accept": "application/json", "User-Agent": "budget-check"}
    headers = {**own, **request.headers, **kind}
    fits = all(value.isascii() and value.isprintable() for value in headers.values())
    if not fits or not _ADDRESS.match(request.url):
        return None
    return Wired(request.method, request.url, headers, body)


def _parsed(data: bytes | None) -> object:
    try:
        return None if data is None else json.loads(data)
    except (ValueError, RecursionError):
        return None
