"""users.info: a person, also one of another team who shares a channel."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.model import TEAM_ID
from playground.slack.shapes import JsonObject

SCOPES = ("users:read",)


def run(call: Call) -> JsonObject:
    """The user, with what makes somebody a guest or a stranger."""
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
