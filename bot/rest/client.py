"""The HTTP client: urllib3, which boto3 brings; with limits, and never to another host."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from time import sleep
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError

from bot.rest.http import Answer, Asked, Failure, Request

CONNECT, READ = 5.0, 20.0
"""Seconds."""
TRIES = 3
LONGEST_PAUSE = 10.0
MOST = 8 * 1024 * 1024
"""Bytes of an answer."""
_BUSY = frozenset({429, 503})
_MOVED = frozenset({301, 302, 303, 307, 308})


class Client:
    """The Http of a process."""

    def __init__(self, pause: Callable[[float], None] = sleep) -> None:
        timeout = urllib3.Timeout(connect=CONNECT, read=READ)
        self._pool = urllib3.PoolManager(timeout=timeout, retries=False)
        self._pause = pause

    def send(self, request: Request) -> Asked:
        """The answer, or why there is none. Never raises."""
        asked: Asked = Failure.UNSENT
        for tried in range(1, TRIES + 1):
            asked, wait = self._once(request, tried)
            if wait is None or tried == TRIES:
                break
            self._pause(wait)
        return asked

    def _once(self, request: Request, tried: int) -> tuple[Asked, float | None]:
        """What came of one try, and after how many seconds another one may help; None: none."""
        body, headers = _body(request)
        try:
            answer = self._pool.request(
                request.method,
                request.url,
                body=body,
                headers=headers,
                redirect=False,
                preload_content=False,
            )
            data = answer.read(MOST + 1, decode_content=True)
            answer.release_conn()
        except NewConnectionError:
            return Failure.UNSENT, float(tried)
        except (HTTPError, OSError):
            return Failure.UNANSWERED, float(tried) if request.safe else None
        known = {name.lower(): value for name, value in answer.headers.items()}
        if answer.status in _BUSY:
            return Failure.BUSY, _wait(known, tried)
        if answer.status in _MOVED and _elsewhere(request.url, known.get("location", "")):
            return Failure.ELSEWHERE, None
        return Answer(answer.status, known, _parsed(data)), None


def _body(request: Request) -> tuple[bytes | None, Mapping[str, str]]:
    headers = {"Accept": "application/json", "User-Agent": "budget-check", **request.headers}
    if request.form is not None:
        form = "application/x-www-form-urlencoded"
        return urlencode(request.form).encode(), {**headers, "Content-Type": form}
    if request.json is None:
        return None, headers
    return json.dumps(request.json).encode(), {**headers, "Content-Type": "application/json"}


def _wait(headers: Mapping[str, str], tried: int) -> float | None:
    """None where the system wants a longer pause than a worker has."""
    said = headers.get("retry-after", "")
    wait = float(said) if said.isdigit() else float(tried)
    return wait if wait <= LONGEST_PAUSE else None


def _elsewhere(url: str, location: str) -> bool:
    return urlsplit(location).netloc not in {"", urlsplit(url).netloc}


def _parsed(data: bytes) -> object:
    if len(data) > MOST:
        return None
    try:
        return json.loads(data)
    except ValueError:
        return None
