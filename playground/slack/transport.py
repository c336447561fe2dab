"""Carries a request to the app and brings back its reply."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playground.slack.requests import Request
from playground.slack.shapes import JsonObject

SECONDS_TO_ACKNOWLEDGE = 3.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the app answered, and how long it took.

    `trouble` is what Slack would tell the person instead of doing as the app says: dispatch_failed,
    operation_timeout, or why it cannot show the reply.
    """

    status: int
    headers: dict[str, str]
    body: str
    seconds: float = 0.0
    request: Request | None = field(default=None, repr=False)
    trouble: str = ""

    @property
    def in_time(self) -> bool:
        """True where Slack would take it as an acknowledgement."""
        return self.status == 200 and self.seconds < SECONDS_TO_ACKNOWLEDGE

    @property
    def json(self) -> JsonObject:
        """The body as an object; empty where it is something else."""
        try:
            value = json.loads(self.body)
        except ValueError:
            return {}
        return value if isinstance(value, dict) else {}


Transport = Callable[[Request], Reply]


def over_http(url: str, timeout: float = 300.0) -> Transport:
    """A transport that POSTs to the app's address."""
    address = urlsplit(url)
    if address.scheme != "http" or not address.hostname:
        raise ValueError(f"the app's address must be http://HOST:PORT/PATH, not {url!r}")
    host, port, path = address.hostname, address.port or 80, address.path or "/"

    def send(request: Request) -> Reply:
        connection = http.client.HTTPConnection(host, port, timeout=timeout)
        started = time.perf_counter()
        try:
            connection.request("POST", path, request.body.encode(), request.headers)
            response = connection.getresponse()
            body = response.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            seconds = time.perf_counter() - started
            return Reply(0, {}, "", seconds, request, f"dispatch_failed: {error}")
        finally:
            connection.close()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, headers, body, time.perf_counter() - started, request)

    return send
