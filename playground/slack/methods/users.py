"""Methods about people, bots and groups: users.*, bots.*, usergroups.*."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.methods.method import method
from playground.slack.model import APP_ID, BOT_ID, BOT_USER_ID, TEAM_ID
from playground.slack.shapes import JsonObject


@method("users.info", "users:read")
def users_info(call: Call) -> JsonObject:
    """A person, also one of another team who shares a channel.

    The user, with what makes somebody a guest or a stranger.
    """
    user = call.slack.find_user(call.text("user"))
    return {
        "user": {
            "id": user.id,
            "team_id": user.team,
            "name": user.name,
            "real_name": user.real_name,
            "deleted": user.deleted,
            "is_bot": user.is_bot,
            "is_restricted": user.restricted,
            "is_ultra_restricted": user.ultra,
            "is_stranger": user.team != TEAM_ID,
            "is_app_user": False,
            "profile": {"real_name": user.real_name, "display_name": user.name},
        }
    }


@method("bots.info", "users:read")
def bots_info(call: Call) -> JsonObject:
    """The app's own bot, with the id of its app. Of another bot the local Slack knows nothing."""
    if call.text("bot") != BOT_ID:
        raise SlackError("bot_not_found")
    name = call.slack.users[BOT_USER_ID].name
    bot = {"id": BOT_ID, "deleted": False, "name": name, "app_id": APP_ID, "user_id": BOT_USER_ID}
    return {"bot": bot}


@method("usergroups.list", "usergroups:read")
def usergroups_list(call: Call) -> JsonObject:
    """The user groups that are not disabled.

    The groups; with `include_users` their members, with `include_disabled` all of them.
    """
    groups = []
    for group in call.slack.user_groups.values():
        if group.disabled and not call.flag("include_disabled"):
            continue
        shown: JsonObject = {
            "id": group.id,
            "team_id": TEAM_ID,
            "handle": group.handle,
            "name": group.handle,
            "user_count": len(group.users),
            "date_delete": int(group.disabled),
        }
        if call.flag("include_users"):
            shown["users"] = list(group.users)
        groups.append(shown)
    return {"usergroups": groups}


@method("usergroups.users.list", "usergroups:read")
def usergroups_users_list(call: Call) -> JsonObject:
    """Who is in a user group.

    The members' ids. `no_such_subteam` for an unknown group, and a disabled one unless asked.
    """
    group = call.slack.user_groups.get(call.required("usergroup"))
    if group is None or (group.disabled and not call.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}
