"""One call to Slack, and what its refusals become.

Nothing is retried here: slack_sdk's own second try after a lost connection can post twice
(docs/facts.md 8.2), and waiting out a rate limit is the queue's work.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from http.client import HTTPException
from typing import TypeVar
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.errors import SlackError, SlackSilentError

_HOOKS = "https://hooks.slack.com"
TIMEOUT = 5
OPEN_TIMEOUT = 1.2
"""Opening a view and queuing the job must fit into the 3 s before Slack wants its answer."""

_FAILED = {"internal_error", "fatal_error", "request_timeout", "service_unavailable"}
"""Slack documents of these that part of the call may have been carried out."""
_OF_THE_TOKEN = {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"}
_Answer = TypeVar("_Answer")


def web_client(token: str | None, api_url: str, timeout: float) -> WebClient:
    """slack_sdk's client with one time-out and no retries of its own."""
    return WebClient(
        token=token,
        base_url=api_url,
        timeout=timeout,  # type: ignore[arg-type]  # urllib takes parts of a second
        retry_handlers=[],
    )


def call(method: str, make: Callable[[], _Answer]) -> _Answer:
    """Make one call of the Web API. Raises SlackError, and SlackSilentError without an answer."""
    try:
        return make()
    except SlackApiError as error:
        if error.response.status_code >= 500:
            raise SlackSilentError(method) from error
        code = str(error.response.get("error"))
        if code in _FAILED:
            raise SlackSilentError(method, code) from error
        raise SlackError(method, code, _retry_after(error.response.headers)) from error
    except (OSError, HTTPException) as error:
        raise SlackSilentError(method) from error


def hook_origins(api_url: str) -> frozenset[str]:
    """Where response_urls may lead: to Slack, and to the host of SLACK_API_URL."""
    api = urlsplit(api_url)
    return frozenset({_HOOKS, f"{api.scheme}://{api.netloc}", f"{api.scheme}://hooks.{api.netloc}"})


def hook(url: str, body: Mapping[str, object], timeout: float, origins: Collection[str]) -> None:
    """Post to a response_url of one of the `origins`. Raises as `call` does."""
    method = "response_url"
    if not url:
        raise SlackError(method, "none was given")
    if not leads_to(url, origins):
        raise SlackError(method, "not an address of Slack's")
    client = WebhookClient(
        url,
        timeout=timeout,  # type: ignore[arg-type]  # urllib takes parts of a second
        retry_handlers=[],
    )
    try:
        answer = client.send_dict(dict(body))
    except (OSError, HTTPException) as error:
        raise SlackSilentError(method) from error
    if answer.status_code >= 500:
        raise SlackSilentError(method)
    if answer.status_code != 200:
        code = answer.body.strip()[:100] or str(answer.status_code)
        raise SlackError(method, code, _retry_after(answer.headers))


def leads_to(url: str, origins: Collection[str]) -> bool:
    """Whether the address is of one of these."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return f"{parts.scheme}://{parts.netloc}" in origins


def may_pass(error: SlackError) -> bool:
    """True where the same call may succeed later: a rate limit, or no answer."""
    limited = error.retry_after is not None or error.code in {"ratelimited", "rate_limited"}
    return limited or isinstance(error, SlackSilentError)


def is_final(error: SlackError) -> bool:
    """True where Slack refuses this very call for good: not what may pass, and not our token, which
    somebody rotates (docs/install.md).
    """
    return not may_pass(error) and error.code not in _OF_THE_TOKEN


def _retry_after(headers: Mapping[str, object]) -> int | None:
    lower = {name.lower(): str(value) for name, value in headers.items()}
    text = lower.get("retry-after", "")
    return int(text) if text.isdigit() else None
