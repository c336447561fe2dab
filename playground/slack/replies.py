"""What Slack itself does with an app's reply: posts it, or shows the next view.

https://docs.slack.dev/interactivity/slash-commands and /surfaces/modals: the reply to a command is
a message; the reply to a view_submission closes, updates, pushes or marks errors.
"""

from __future__ import annotations

import dataclasses

from playground.slack.blocks import check_view
from playground.slack.errors import SlackError
from playground.slack.model import CallRecord, View
from playground.slack.response_urls import say
from playground.slack.shapes import JsonObject
from playground.slack.transport import Reply
from playground.slack.views import close_stack, push_view, replace_view
from playground.slack.workspace import Workspace


def after_command(slack: Workspace, url_id: str, reply: Reply) -> Reply:
    """Posts what a command was answered with; `trouble` is what the person reads instead."""
    if not reply.in_time:
        return dataclasses.replace(reply, trouble=_failed(reply))
    if not reply.body.strip():
        return reply
    url = slack.response_urls[url_id]
    body = reply.json or {"text": reply.body}
    try:
        with slack.lock:
            # The reply to the command itself is none of the URL's five uses.
            say(slack, url, body)
    except SlackError as error:
        _note(slack, "command", body, error)
        return dataclasses.replace(reply, trouble=error.error)
    return reply


def after_submission(slack: Workspace, view: View, reply: Reply) -> Reply:
    """Does what the reply's response_action says; the view stays open on trouble."""
    if not reply.in_time:
        return dataclasses.replace(reply, trouble=_failed(reply))
    try:
        with slack.lock:
            _act(slack, view, reply.json)
    except SlackError as error:
        _note(slack, "view_submission", reply.json, error)
        return dataclasses.replace(reply, trouble=str(error.body()))
    return reply


def _note(slack: Workspace, answered: str, body: JsonObject, refused: SlackError) -> None:
    with slack.lock:
        now = slack.clock.now()
        slack.calls.append(
            CallRecord(f"reply to {answered}", body, refused.error, now, refused.messages)
        )


def _act(slack: Workspace, view: View, body: JsonObject) -> None:
    action = body.get("response_action")
    if action is None:
        view.open = False
    elif action == "clear":
        close_stack(slack, view.root)
    elif action == "errors":
        view.errors = _errors(view, body.get("errors"))
    elif action in {"update", "push"}:
        problems = check_view(body.get("view"), old=slack.old)
        if problems:
            raise SlackError("invalid_arguments", messages=problems)
        if action == "update":
            replace_view(slack, view, body["view"])
        else:
            push_view(slack, view, body["view"])
    else:
        raise SlackError("invalid_arguments", messages=[f"unknown response_action: {action}"])


def _errors(view: View, errors: object) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not inputs.issuperset(errors):
        raise SlackError("invalid_arguments", messages=["errors must name input blocks"])
    return {str(name): str(text) for name, text in errors.items()}


def _failed(reply: Reply) -> str:
    return "dispatch_failed" if reply.status != 200 else "operation_timeout"
