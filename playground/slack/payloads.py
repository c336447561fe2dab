"""The payloads that Slack sends to an app, as its documentation prints them.

https://docs.slack.dev/reference/interaction-payloads and /apis/events-api. None is sent from here.
"""

from __future__ import annotations

from playground.slack.model import (
    APP_ID,
    BOT_USER_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    Channel,
    ChannelKind,
    Message,
    ResponseUrl,
    User,
    View,
)
from playground.slack.posts import on_the_wire
from playground.slack.shapes import JsonObject
from playground.slack.state import Values, initial_state
from playground.slack.views import shown
from playground.slack.workspace import Workspace

_TOKEN = "deprecated-verification-token"
_NAMES = {ChannelKind.PRIVATE: "privategroup", ChannelKind.DIRECT: "directmessage"}


def command(slack: Workspace, user: User, channel: Channel, name: str, text: str) -> JsonObject:
    """A slash command. A stranger's carries the stranger's team."""
    response_url = slack.new_response_url(user.id, channel.id)
    return {
        "token": _TOKEN,
        "team_id": user.team,
        "team_domain": TEAM_DOMAIN if user.team == TEAM_ID else "foreign",
        "channel_id": channel.id,
        "channel_name": _NAMES.get(channel.kind, channel.name),
        "user_id": user.id,
        "user_name": user.name,
        "command": name,
        "text": text,
        "api_app_id": APP_ID,
        "is_enterprise_install": "false",
        "response_url": f"{slack.url}/response/{response_url.id}",
        "trigger_id": slack.new_trigger(user.id).id,
    }


def on_message(slack: Workspace, user: User, message: Message, action: JsonObject) -> JsonObject:
    """block_actions on a message; an ephemeral one is not repeated in the payload."""
    response_url = _about(slack, user, message)
    container: JsonObject = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral,
    }
    payload: JsonObject = {
        **_interaction(slack, "block_actions", user),
        "container": container,
        "channel": _channel(slack, message.channel),
        "state": {"values": initial_state(message.blocks)},
        "response_url": f"{slack.url}/response/{response_url.id}",
        "actions": [{**action, "action_ts": slack.next_ts()}],
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    if not message.ephemeral:
        payload["message"] = on_the_wire(message)
    return payload


def on_view(
    slack: Workspace, user: User, view: View, action: JsonObject, entered: Values
) -> JsonObject:
    """block_actions in a modal or App Home: no channel, no response_url."""
    return {
        **_interaction(slack, "block_actions", user, view),
        "container": {"type": "view", "view_id": view.id},
        "view": _with_state(view, entered),
        "actions": [{**action, "action_ts": slack.next_ts()}],
    }


def submission(slack: Workspace, user: User, view: View, entered: Values) -> JsonObject:
    """view_submission."""
    return {
        **_interaction(slack, "view_submission", user, view),
        "view": _with_state(view, entered),
        "response_urls": [],
    }


def closed(slack: Workspace, user: User, view: View, *, cleared: bool) -> JsonObject:
    """view_closed: no trigger_id."""
    payload = _interaction(slack, "view_closed", user, view)
    del payload["trigger_id"]
    return {**payload, "view": shown(view), "is_cleared": cleared}


def message_shortcut(
    slack: Workspace, user: User, message: Message, callback_id: str
) -> JsonObject:
    """A shortcut in a message's menu."""
    response_url = _about(slack, user, message)
    return {
        **_interaction(slack, "message_action", user),
        "callback_id": callback_id,
        "action_ts": slack.next_ts(),
        "message_ts": message.ts,
        "channel": _channel(slack, message.channel),
        "message": on_the_wire(message),
        "response_url": f"{slack.url}/response/{response_url.id}",
    }


def shortcut(slack: Workspace, user: User, callback_id: str) -> JsonObject:
    """A global shortcut: no channel."""
    return {
        **_interaction(slack, "shortcut", user),
        "callback_id": callback_id,
        "action_ts": slack.next_ts(),
    }


def event(slack: Workspace, content: JsonObject, team: str = TEAM_ID) -> JsonObject:
    """The envelope of an event."""
    return {
        "token": _TOKEN,
        "team_id": team,
        "api_app_id": APP_ID,
        "event": content,
        "type": "event_callback",
        "event_id": slack.new_id("Ev"),
        "event_time": int(slack.clock.now()),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM_ID,
                "user_id": BOT_USER_ID,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def url_verification(challenge: str) -> JsonObject:
    """What Slack sends when the Events URL is entered; the app must answer the challenge."""
    return {"token": _TOKEN, "challenge": challenge, "type": "url_verification"}


def _interaction(slack: Workspace, kind: str, user: User, view: View | None = None) -> JsonObject:
    person = {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team}
    return {
        "type": kind,
        "user": person,
        "api_app_id": APP_ID,
        "token": _TOKEN,
        "trigger_id": slack.new_trigger(user.id, view.id if view else "").id,
        "team": {"id": TEAM_ID, "domain": TEAM_DOMAIN},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _about(slack: Workspace, user: User, message: Message) -> ResponseUrl:
    return slack.new_response_url(user.id, message.channel, message.ts, message.thread_ts)


def _channel(slack: Workspace, channel_id: str) -> JsonObject:
    channel = slack.channels[channel_id]
    return {"id": channel.id, "name": _NAMES.get(channel.kind, channel.name)}


def _with_state(view: View, entered: Values) -> JsonObject:
    return {**shown(view), "state": {"values": initial_state(view.blocks, entered)}}
