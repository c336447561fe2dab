"""The bytes of a file go to an address of Slack's own, and are no call of the Web API."""

from __future__ import annotations

from collections.abc import Collection
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from bot.errors import SlackError, SlackSilentError
from bot.slack.calls import leads_to

_FILES = "https://files.slack.com"
_METHOD = "upload"


def file_origins(api_url: str) -> frozenset[str]:
    """Where a file may be sent: to Slack, and to the host of SLACK_API_URL."""
    api = urlsplit(api_url)
    return frozenset({_FILES, f"{api.scheme}://{api.netloc}", f"{api.scheme}://files.{api.netloc}"})


def send_file(url: str, content: bytes, timeout: float, origins: Collection[str]) -> None:
    """Send it to one of the `origins`. Raises SlackError; SlackSilentError without an answer."""
    if not leads_to(url, origins):
        raise SlackError(_METHOD, "not an address of Slack's")
    request = Request(url, data=content, method="POST")  # noqa: S310  (its origin is known)
    request.add_header("Content-Type", "application/octet-stream")
    try:
        with urlopen(request, timeout=timeout):  # noqa: S310
            return
    except (OSError, HTTPException) as error:
        raise SlackSilentError(_METHOD) from error
