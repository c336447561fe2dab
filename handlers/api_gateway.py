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
_NOT_SIGNED = 401
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
    """Answers Slack's requests. `settings` gives those of the moment, secrets included, and `fresh`
    the same with the secrets read again.

    The app is built once, and anew when a secret was rotated.
    """

    def __init__(
        self,
        settings: Callable[[], Settings],
        queue: JobQueue,
        fresh: Callable[[], Settings] | None = None,
    ) -> None:
        self._settings = settings
        self._fresh = fresh or settings
        self._queue = queue
        self._built: tuple[Settings, SlackApp] | None = None

    def respond(self, event: object) -> Response:
        """The answer to one request. 503 where budget-check's own settings are wrong.

        A signature that fails may be of a secret that was rotated just now: then it is looked at
        once more with the secret of now.
        """
        if not isinstance(event, Mapping):
            return _response((400, _TEXT, "This is no request."))
        try:
            return _response(self._answer(_body(event), _headers(event)))
        except SettingsError as error:
            _log.error("Slack cannot be answered: %s", error)
            return _response((503, _TEXT, NOT_SET_UP))
        except ValueError:
            return _response((400, _TEXT, "This body cannot be read."))

    def _answer(self, body: bytes, headers: Mapping[str, str]) -> Answer:
        app = self._app(self._settings())
        given = answer(app, body, headers)
        if given[0] != _NOT_SIGNED:
            return given
        rotated = self._app(self._fresh())
        return given if rotated is app else answer(rotated, body, headers)

    def warm(self) -> None:
        """Build the app while the function starts. What goes wrong is said to the first request."""
        try:
            self._app(self._settings())
        except SettingsError as error:
            _log.error("budget-check is not set up: %s", error)

    def _app(self, now: Settings) -> SlackApp:
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
