"""views.update: a view that is open, by its id or the app's external_id."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.shapes import JsonObject
from playground.slack.viewing import open_view, read_view, replace_view, shown

SCOPES = ()


def run(call: Call) -> JsonObject:
    """The view as it now is. `hash`, where sent, must be the view's: hash_conflict else."""
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
