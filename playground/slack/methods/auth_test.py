"""auth.test: who the token is."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.model import BOT_ID, BOT_USER_ID, TEAM_DOMAIN, TEAM_ID
from playground.slack.shapes import JsonObject

SCOPES = ()


def run(call: Call) -> JsonObject:
    """The bot and its workspace."""
    return {
        "url": f"{call.slack.url}/",
        "team": TEAM_DOMAIN,
        "user": call.slack.users[BOT_USER_ID].name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }
