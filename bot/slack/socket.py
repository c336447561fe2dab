"""Socket Mode: Slack's requests over a web socket that the laptop opens, so no address is needed.

Requests over it are not signed: the app token proves both ends.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException

from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk.errors import SlackApiError

from bot.errors import SettingsError, SlackSilentError
from bot.slack.app import SlackApp
from bot.slack.calls import TIMEOUT, web_client


@contextmanager
def connected(app: SlackApp, app_token: str, api_url: str) -> Iterator[None]:
    """The app, served over Socket Mode until the block ends; a lost connection is opened anew.

    Raises SettingsError where Slack refuses the app token, SlackSilentError without an answer.
    """
    web = web_client(None, api_url, TIMEOUT)
    handler = SocketModeHandler(app=app, app_token=app_token, web_client=web)
    try:
        _connect(handler)
        yield
    finally:
        handler.close()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped


def _connect(handler: SocketModeHandler) -> None:
    try:
        handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    except SlackApiError as error:
        code = error.response.get("error")
        raise SettingsError("SLACK_APP_TOKEN", f"is refused by Slack: {code}.") from error
    except (OSError, HTTPException) as error:
        raise SlackSilentError("apps.connections.open") from error
