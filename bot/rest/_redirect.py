"""Where an answer leads: nowhere, to another address of the same host, or away from it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin, urlsplit

from bot.rest.http import Answer, Failure, Request

_MOVED = frozenset({301, 302, 303, 307, 308})
_SAME_REQUEST = frozenset({307, 308})
"""These keep the method and the body (RFC 9110, 15.4.8 and 15.4.9), and nothing was done."""
_PORTS = {"http": 80, "https": 443}


def led_on(request: Request, answer: Answer) -> Request | Failure | None:
    """What is to be sent next; ELSEWHERE for another host, scheme or port, which gets no token;
    None where the answer is one, which it also is for what may not be sent as it is.
    """
    location = answer.headers.get("location", "")
    if answer.status not in _MOVED or not location:
        return None
    try:
        target = urljoin(request.url, location)
        same = _origin(target) == _origin(request.url)
    except ValueError:
        return Failure.ELSEWHERE
    if not same:
        return Failure.ELSEWHERE
    reads = request.safe and request.method == "GET"
    return replace(request, url=target) if reads or answer.status in _SAME_REQUEST else None


def _origin(url: str) -> tuple[str, str, int | None]:
    """Raises ValueError for what is no address."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme)
