"""views.publish: a user's App Home."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.shapes import JsonObject
from playground.slack.viewing import home_of, new_view, read_view, replace_view, shown

SCOPES = ()


def run(call: Call) -> JsonObject:
    """The App Home as it now is."""
    user = call.required("user_id")
    call.slack.find_user(user)
    body = read_view(call, "home")
    view = home_of(call.slack, user)
    if view is None:
        return {"view": shown(new_view(call.slack, user, body))}
    if call.text("hash") and call.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    replace_view(call.slack, view, body)
    return {"view": shown(view)}
