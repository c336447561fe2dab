"""conversations.members: who is in a conversation, in pages."""

from __future__ import annotations

from playground.slack.call import Call, page
from playground.slack.shapes import JsonObject

SCOPES = ("channels:read", "groups:read", "im:read", "mpim:read")


def run(call: Call) -> JsonObject:
    """The members' ids."""
    return page(call, sorted(call.readable("read").members), "members", 100)
