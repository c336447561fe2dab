"""usergroups.list: the user groups that are not disabled."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.model import TEAM_ID
from playground.slack.shapes import JsonObject

SCOPES = ("usergroups:read",)


def run(call: Call) -> JsonObject:
    """The groups; with `include_users` their members, with `include_disabled` all of them."""
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
