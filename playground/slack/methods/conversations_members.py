"""conversations.members: who is in a conversation, in pages."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.shapes import JsonObject

SCOPES = ("channels:read", "groups:read", "im:read", "mpim:read")


def run(call: Call) -> JsonObject:
    """The members' ids."""
    members = sorted(call.readable("read").members)
    start = call.number("cursor", 0)
    rest = start + call.number("limit", 100)
    cursor = str(rest) if rest < len(members) else ""
    return {"members": members[start:rest], "response_metadata": {"next_cursor": cursor}}
