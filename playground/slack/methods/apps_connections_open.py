"""apps.connections.open: where an app connects for Socket Mode; needs an app-level token."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.shapes import JsonObject

SCOPES = ("connections:write",)
TOKEN = "xapp"


def run(call: Call) -> JsonObject:
    """A ws:// address on this server."""
    address = call.slack.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={call.slack.new_id('')}&app_id=playground"}
