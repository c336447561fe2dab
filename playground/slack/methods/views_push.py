"""views.push: a modal on top of another, at most three deep."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.shapes import JsonObject
from playground.slack.viewing import exchange, push_view, read_view, shown

SCOPES = ()


def run(call: Call) -> JsonObject:
    """The pushed view. The trigger_id must come from something done in a modal."""
    trigger_id = call.required("trigger_id")
    body = read_view(call, "modal")
    slack = call.slack
    trigger = slack.triggers.get(trigger_id)
    if trigger is not None and not trigger.view:
        raise SlackError("invalid_trigger_id")
    view = exchange(slack, trigger_id).view
    return {"view": shown(push_view(slack, slack.views[view], body))}
