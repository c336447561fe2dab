"""What one person sees in the local Slack, as JSON for the page."""

from __future__ import annotations

import json

from playground.aws.process import ROOT
from playground.slack import seed
from playground.slack.call import is_member
from playground.slack.local import LocalSlack
from playground.slack.model import (
    BOT_USER_ID,
    TEAM_DOMAIN,
    CallRecord,
    Channel,
    ChannelKind,
    Message,
    View,
)
from playground.slack.shapes import JsonList, JsonObject

ROLES = {
    seed.MENDER: "may mend",
    seed.APPROVER: "may mend and approve",
    seed.NOBODY: "may ask, may not mend",
    seed.GUEST: "guest",
    seed.SINGLE_CHANNEL_GUEST: "guest of one channel",
    seed.STRANGER: "from another workspace",
}
"""Whom one can be in the page: the bot's settings (`playground.demo.bot`) make them so."""
EXCERPT = 300
_MANIFEST = ROOT / "bot" / "slack" / "manifest.json"


def seen(slack: LocalSlack, me: str) -> JsonObject:
    """Everything that `me` sees now. Call it under the workspace's lock."""
    rooms = [room for room in slack.workspace.channels.values() if _sees(room, me)]
    shown = {room.id for room in rooms}
    home = slack.home(me)
    return {
        "team": TEAM_DOMAIN,
        "me": me,
        "people": [_person(slack, user, role) for user, role in ROLES.items()],
        "bot": {"id": BOT_USER_ID, "name": slack.workspace.users[BOT_USER_ID].name},
        "groups": [
            {"id": one.id, "name": one.handle} for one in slack.workspace.user_groups.values()
        ],
        "commands": _commands(),
        "channels": [_channel(room) for room in rooms],
        "messages": [
            _message(slack, m, me) for m in slack.messages(seen_by=me) if m.channel in shown
        ],
        "views": [_view(view) for view in slack.views(me)],
        "home": {"id": home.id, "blocks": list(home.blocks)} if home else None,
        "refusals": refusals(slack.calls()),
    }


_CLOSED = ("views.update", "not_found")


def refusals(calls: list[CallRecord]) -> JsonList:
    """What Slack refused of the bot, oldest first, in Slack's own words.

    A dialog that somebody closed before the last word came is none of it: that is no fault.
    """
    return [
        {
            "id": number,
            "method": call.method,
            "error": call.error,
            "reasons": list(call.reasons),
            "at": call.at,
            "args_text": json.dumps(call.args, ensure_ascii=False)[:EXCERPT],
        }
        for number, call in enumerate(calls)
        if call.error and (call.method, call.error) != _CLOSED
    ]


def _commands() -> JsonList:
    """The slash commands of the app's manifest: all that Slack completes of them."""
    manifest = json.loads(_MANIFEST.read_text("utf-8"))
    return [
        {name: str(command[name]) for name in ("command", "description", "usage_hint")}
        for command in manifest["features"]["slash_commands"]
    ]


def _sees(room: Channel, me: str) -> bool:
    everybody = me not in {seed.GUEST, seed.SINGLE_CHANNEL_GUEST, seed.STRANGER}
    return is_member(room, me) or (room.kind is ChannelKind.PUBLIC and everybody)


def _person(slack: LocalSlack, user_id: str, role: str) -> JsonObject:
    user = slack.workspace.users[user_id]
    return {"id": user.id, "name": user.name, "real_name": user.real_name, "role": role}


def _channel(room: Channel) -> JsonObject:
    return {
        "id": room.id,
        "name": room.name or "budget-check",
        "kind": str(room.kind),
        "bot_is_member": BOT_USER_ID in room.members,
        "archived": room.archived,
    }


def _message(slack: LocalSlack, message: Message, me: str) -> JsonObject:
    author = slack.workspace.users[message.user]
    return {
        "ts": message.ts,
        "thread_ts": message.thread_ts,
        "broadcast": message.broadcast,
        "channel": message.channel,
        "user": message.user,
        "name": author.real_name,
        "is_bot": author.is_bot,
        "text": message.text,
        "blocks": list(message.blocks),
        "attachments": list(message.content.attachments),
        "files": list(message.files),
        "only_you": message.visible_to == me,
        "edited": message.edited,
        "reactions": sorted(message.reactions),
        "posted_at": float(message.ts),
    }


def _view(view: View) -> JsonObject:
    return {
        "id": view.id,
        "callback_id": view.body.get("callback_id", ""),
        "title": _plain(view, "title"),
        "blocks": list(view.blocks),
        "submit": _plain(view, "submit"),
        "close": _plain(view, "close"),
        "errors": view.errors,
    }


def _plain(view: View, name: str) -> str:
    found = view.body.get(name)
    return str(found["text"]) if isinstance(found, dict) else ""
