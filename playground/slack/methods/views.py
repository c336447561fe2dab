"""Methods about modals and the App Home: views.*."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.methods.method import method
from playground.slack.shapes import JsonObject
from playground.slack.views import (
    exchange,
    home_of,
    new_view,
    open_view,
    push_view,
    read_view,
    replace_view,
    shown,
)


@method("views.open")
def views_open(call: Call) -> JsonObject:
    """A modal for a trigger_id, within 3 seconds and once. The opened view."""
    trigger_id = call.required("trigger_id")
    body = read_view(call, "modal")
    trigger = exchange(call.slack, trigger_id)
    return {"view": shown(new_view(call.slack, trigger.user, body))}


@method("views.push")
def views_push(call: Call) -> JsonObject:
    """A modal on top of another, at most three deep.

    The pushed view. The trigger_id must come from something done in a modal.
    """
    trigger_id = call.required("trigger_id")
    body = read_view(call, "modal")
    slack = call.slack
    trigger = slack.triggers.get(trigger_id)
    if trigger is not None and not trigger.view:
        raise SlackError("invalid_trigger_id")
    view = exchange(slack, trigger_id).view
    return {"view": shown(push_view(slack, slack.views[view], body))}


@method("views.update")
def views_update(call: Call) -> JsonObject:
    """A view that is open, by its id or the app's external_id.

    The view as it now is. `hash`, where sent, must be the view's: hash_conflict else.
    """
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if bool(view_id) == bool(external_id):
        says = (
            "Cannot provide both `view_id` and `external_id`"
            if view_id
            else "must provide either `view_id` or `external_id`"
        )
        raise SlackError("invalid_arguments", messages=[says])
    body = read_view(call)
    view = open_view(call.slack, view_id, external_id)
    if view.type != body["type"]:
        raise SlackError("invalid_arguments", messages=["view type cannot be changed"])
    if call.text("hash") and call.text("hash") != view.hash:
        raise SlackError("hash_conflict")
    replace_view(call.slack, view, body)
    return {"view": shown(view)}


@method("views.publish")
def views_publish(call: Call) -> JsonObject:
    """A user's App Home. The App Home as it now is."""
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
