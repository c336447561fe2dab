"""Methods about tokens and connections: api.test, apps.connections.open, auth.test."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.methods.method import APP, method
from playground.slack.model import BOT_ID, BOT_USER_ID, TEAM_DOMAIN, TEAM_ID
from playground.slack.shapes import JsonObject


@method("api.test")
def api_test(call: Call) -> JsonObject:
    """Echoes its arguments; needs no scope.

    The arguments; `error` among them is answered as the error.
    """
    if call.text("error"):
        raise SlackError(call.text("error"), extra={"args": dict(call.args)})
    return {"args": dict(call.args)}


@method("auth.test")
def auth_test(call: Call) -> JsonObject:
    """Who the token is. The bot and its workspace."""
    return {
        "url": f"{call.slack.url}/",
        "team": TEAM_DOMAIN,
        "user": call.slack.users[BOT_USER_ID].name,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", "connections:write", token=APP)
def apps_connections_open(call: Call) -> JsonObject:
    """Where an app connects for Socket Mode; needs an app-level token.

    A ws:// address on this server.
    """
    address = call.slack.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={call.slack.new_id('')}&app_id=playground"}
