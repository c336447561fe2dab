"""views.open: a modal for a trigger_id, within 3 seconds and once."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.shapes import JsonObject
from playground.slack.viewing import exchange, new_view, read_view, shown

SCOPES = ()


def run(call: Call) -> JsonObject:
    """The opened view."""
    trigger_id = call.required("trigger_id")
    body = read_view(call, "modal")
    trigger = exchange(call.slack, trigger_id)
    return {"view": shown(new_view(call.slack, trigger.user, body))}
