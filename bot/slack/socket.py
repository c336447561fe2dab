"""Socket Mode: Slack's requests over a web socket that the laptop opens, so no address is needed.

Requests over it are not signed; the app token is what proves both ends.
"""

from __future__ import annotations

from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler

from bot.slack.app import SlackApp
from bot.slack.client import TIMEOUT, web_client


def handler(app: SlackApp, app_token: str, api_url: str) -> SocketModeHandler:
    """Bolt's handler for `app`: `connect` opens the socket, `start` also blocks, `close` ends.

    A lost connection is opened anew by itself.
    """
    return SocketModeHandler(
        app=app, app_token=app_token, web_client=web_client(None, api_url, TIMEOUT)
    )
