"""/_playground/...: what a page or another process may see and set from outside."""

from __future__ import annotations

from types import NoneType

from playground.slack.faults import Fault
from playground.slack.model import Message
from playground.slack.posts import on_the_wire
from playground.slack.remote import ACTS, act
from playground.slack.shapes import JsonObject
from playground.slack.slack import Slack
from playground.slack.views import shown
from playground.slack.web_api import Answer


def answer(slack: Slack, verb: str, what: str, body: JsonObject) -> Answer:
    """GET messages, views, calls, people or channels; POST faults, reset or what people do."""
    if verb == "POST" and what in ACTS:
        return act(slack, what, body)
    with slack.workspace.lock:
        if verb == "POST":
            return _post(slack, what, body)
        listing = _LISTINGS.get(what)
        return Answer({what: listing(slack)}) if listing else Answer("not found", 404)


def _post(slack: Slack, what: str, body: JsonObject) -> Answer:
    if what == "reset":
        slack.reset()
        return Answer({"ok": True})
    if what == "faults":
        wrong = [name for name in body if not isinstance(body[name], _FAULT.get(name, ()))]
        if wrong:
            return Answer({"ok": False, "error": f"no such fault: {', '.join(wrong)}"}, 400)
        slack.faults.add(Fault(**body))
        return Answer({"ok": True})
    return Answer("not found", 404)


def _message(message: Message) -> JsonObject:
    return {
        **on_the_wire(message),
        "channel": message.channel,
        "visible_to": message.visible_to,
        "deleted": message.deleted,
        "reactions": sorted(message.reactions),
        "mentions": [f"{m.kind}:{m.target} at {m.where}" for m in message.mentions],
        "versions": len(message.before) + 1,
    }


def _messages(slack: Slack) -> list[JsonObject]:
    return [_message(message) for message in slack.workspace.messages]


def _views(slack: Slack) -> list[JsonObject]:
    views = slack.workspace.views.values()
    return [{**shown(v), "user": v.user, "open": v.open, "errors": v.errors} for v in views]


def _calls(slack: Slack) -> list[JsonObject]:
    return [
        {
            "method": call.method,
            "args": call.args,
            "error": call.error,
            "reasons": list(call.reasons),
            "at": call.at,
        }
        for call in slack.workspace.calls
    ]


def _people(slack: Slack) -> list[JsonObject]:
    return [
        {"id": user.id, "name": user.name, "real_name": user.real_name, "team": user.team}
        for user in slack.workspace.users.values()
    ]


def _channels(slack: Slack) -> list[JsonObject]:
    return [
        {"id": c.id, "name": c.name, "kind": c.kind, "members": sorted(c.members)}
        for c in slack.workspace.channels.values()
    ]


_FAULT: dict[str, type | tuple[type, ...]] = {
    "method": str,
    "error": str,
    "status": int,
    "retry_after": int,
    "delay": (int, float),
    "times": (int, NoneType),
    "after": bool,
    "drop": bool,
}
_LISTINGS = {
    "messages": _messages,
    "views": _views,
    "calls": _calls,
    "people": _people,
    "channels": _channels,
}
