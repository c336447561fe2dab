"""usergroups.users.list: who is in a user group."""

from __future__ import annotations

from playground.slack.call import Call
from playground.slack.errors import SlackError
from playground.slack.shapes import JsonObject

SCOPES = ("usergroups:read",)


def run(call: Call) -> JsonObject:
    """The members' ids. `no_such_subteam` for an unknown group, and a disabled one unless asked."""
    group = call.slack.user_groups.get(call.required("usergroup"))
    if group is None or (group.disabled and not call.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}
