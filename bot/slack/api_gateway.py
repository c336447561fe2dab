"""The front door on Lambda: an HTTP API's event in, its answer out.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
(payload format 2.0). Bolt's own adapter imports boto3, which costs a cold start 100 ms
(docs/facts.md 8.2).
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable, Mapping
from typing import TypedDict

from bot.core.jobs import JobQueue
from bot.errors import SettingsError
from bot.settings import Settings
from bot.slack.app import SlackApp, build
from bot.slack.http import Answer, answer

_log = logging.getLogger(__name__)
_TEXT = {"content-type": "text/plain; charset=utf-8"}
NOT_SET_UP = (
    "budget-check is not set up rightly and can do nothing: whoever runs it finds the reason in "
    "the log of its function for Slack, and `python -m bot doctor` says what to do."
)


class Response(TypedDict):
    """What API Gateway takes from a function."""

    statusCode: int
    headers: dict[str, str]
    body: str


class SlackEndpoint:
    """Answers Slack's requests. `settings` gives those of the moment, secrets included.

    The app is built once, and anew when a secret was rotated.
    """

    def __init__(self, settings: Callable[[], Settings], queue: JobQueue) -> None:
        self._settings = settings
        self._queue = queue
        self._built: tuple[Settings, SlackApp] | None = None

    def respond(self, event: Mapping[str, object]) -> Response:
        """The answer to one request. 503 where budget-check's own settings are wrong."""
        headers = _headers(event)
        retry = headers.get("x-slack-retry-num")
        if retry:
            _log.info("Slack's try %s again: %s", retry, headers.get("x-slack-retry-reason"))
        try:
            app = self._app()
        except SettingsError as error:
            _log.error("Slack cannot be answered: %s", error)
            return _response((503, _TEXT, NOT_SET_UP))
        try:
            body = _body(event)
        except ValueError:
            return _response((400, _TEXT, "This body cannot be read."))
        return _response(answer(app, body, headers))

    def warm(self) -> None:
        """Build the app while the function starts. What goes wrong is said to the first request."""
        try:
            self._app()
        except SettingsError as error:
            _log.error("budget-check is not set up: %s", error)

    def _app(self) -> SlackApp:
        now = self._settings()
        if self._built is None or self._built[0] is not now:
            self._built = (now, build(now, self._queue))
        return self._built[1]


def _headers(event: Mapping[str, object]) -> Mapping[str, str]:
    given = event.get("headers")
    known = given if isinstance(given, Mapping) else {}
    return {str(name).lower(): str(value) for name, value in known.items()}


def _body(event: Mapping[str, object]) -> bytes:
    text = str(event.get("body") or "")
    if event.get("isBase64Encoded") is True:
        return base64.b64decode(text, validate=True)
    return text.encode()


def _response(given: Answer) -> Response:
    status, headers, body = given
    return {"statusCode": status, "headers": dict(headers), "body": body}
