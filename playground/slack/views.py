"""Modals and App Home: opening, pushing, updating, closing; shared by the views methods.

https://docs.slack.dev/surfaces/modals: at most three views on a stack.
"""

from __future__ import annotations

import json

from playground.slack.blocks import check_view
from playground.slack.call import Call
from playground.slack.content import with_ids
from playground.slack.errors import SlackError
from playground.slack.model import APP_ID, BOT_ID, TEAM_ID, Trigger, View
from playground.slack.shapes import JsonObject
from playground.slack.state import initial_state
from playground.slack.workspace import Workspace

TRIGGER_SECONDS = 3.0
MOST_STACKED = 3
LARGEST_VIEW = 250_000


def read_view(call: Call, kind: str = "") -> JsonObject:
    """The `view` argument, checked. Raises invalid_arguments with reasons, view_too_large."""
    view = call.json("view")
    if view is None:
        call.required("view")
    problems = check_view(view, old=call.slack.old)
    if not problems and kind and isinstance(view, dict) and view["type"] != kind:
        problems = [f"invalid view type: {view['type']} [json-pointer:/view/type]"]
    if problems or not isinstance(view, dict):
        raise SlackError("invalid_arguments", messages=problems)
    if len(json.dumps(view)) > LARGEST_VIEW:
        raise SlackError("view_too_large")
    return view


def exchange(slack: Workspace, trigger_id: str) -> Trigger:
    """Uses a trigger_id up. Raises invalid_, exchanged_ or expired_trigger_id."""
    trigger = slack.triggers.get(trigger_id)
    if trigger is None:
        raise SlackError("invalid_trigger_id")
    if trigger.used:
        raise SlackError("exchanged_trigger_id")
    if slack.clock.now() - trigger.issued > TRIGGER_SECONDS:
        raise SlackError("expired_trigger_id")
    trigger.used = True
    return trigger


def new_view(slack: Workspace, user: str, body: JsonObject, previous: View | None = None) -> View:
    """A new view. Raises duplicate_external_id."""
    external = body.get("external_id")
    if external and any(v.open and v.body.get("external_id") == external for v in _views(slack)):
        raise SlackError("duplicate_external_id")
    view_id = slack.new_id("V")
    view = View(
        id=view_id,
        user=user,
        body=_filled(slack, body),
        hash=_hash(slack),
        root=previous.root if previous else view_id,
        previous=previous.id if previous else "",
    )
    slack.views[view.id] = view
    return view


def push_view(slack: Workspace, below: View, body: JsonObject) -> View:
    """A view on top of another. Raises push_limit_reached, not_found for a closed one."""
    if not below.open:
        raise SlackError("not_found")
    if sum(view.open and view.root == below.root for view in _views(slack)) >= MOST_STACKED:
        raise SlackError("push_limit_reached")
    return new_view(slack, below.user, body, below)


def replace_view(slack: Workspace, view: View, body: JsonObject) -> None:
    """Puts new content into a view, which gets a new hash."""
    view.before.append(view.body)
    view.body = _filled(slack, body)
    view.hash = _hash(slack)
    view.errors = {}


def open_view(slack: Workspace, view_id: str, external_id: str = "") -> View:
    """A view that is still open. Raises not_found."""
    for view in _views(slack):
        named = external_id and view.body.get("external_id") == external_id
        if view.open and (view.id == view_id or named):
            return view
    raise SlackError("not_found")


def home_of(slack: Workspace, user: str) -> View | None:
    """A user's App Home, None before the first views.publish."""
    return next((v for v in _views(slack) if v.type == "home" and v.user == user), None)


def close_stack(slack: Workspace, root: str) -> None:
    """Closes every view of a stack."""
    for view in _views(slack):
        view.open = view.open and view.root != root


def shown(view: View) -> JsonObject:
    """A view as the API and the payloads show it."""
    return {
        "private_metadata": "",
        "callback_id": "",
        "external_id": "",
        "close": None,
        "submit": None,
        "clear_on_close": False,
        "notify_on_close": False,
        **view.body,
        "id": view.id,
        "team_id": TEAM_ID,
        "app_id": APP_ID,
        "app_installed_team_id": TEAM_ID,
        "bot_id": BOT_ID,
        "root_view_id": view.root,
        "previous_view_id": view.previous or None,
        "hash": view.hash,
        "state": {"values": initial_state(view.blocks)},
    }


def _filled(slack: Workspace, body: JsonObject) -> JsonObject:
    return {**body, "blocks": with_ids(body["blocks"], slack.new_id)}


def _hash(slack: Workspace) -> str:
    return f"{int(slack.clock.now())}.{slack.new_id('')}"


def _views(slack: Workspace) -> list[View]:
    return list(slack.views.values())
