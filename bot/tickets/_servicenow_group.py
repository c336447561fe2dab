"""The assignment group: found by its name or sys_id, and never guessed."""

from __future__ import annotations

from urllib.parse import urlencode

from bot.core.tickets.section import one_line
from bot.tickets._parsed import each, word
from bot.tickets._servicenow_instance import Instance
from bot.tickets._servicenow_settings import SYS_ID, searchable
from bot.tickets._system import Trouble

_GROUPS = "/api/now/table/sys_user_group"


def group_id(instance: Instance, typed: str) -> str | Trouble:
    """The sys_id of an active group; "" where none was typed."""
    wanted = one_line(typed)
    if not wanted:
        return ""
    if not searchable(wanted):
        return _nobody(wanted)
    by = "sys_id" if SYS_ID.fullmatch(wanted) else "name"
    query = f"{by}={wanted}^active=true"
    fields = {"sysparm_query": query, "sysparm_fields": "sys_id,name", "sysparm_limit": 2}
    found = instance.read(f"{_GROUPS}?{urlencode(fields)}")
    if isinstance(found, Trouble):
        return found
    # ServiceNow ignores what it does not understand of a query, and shows every group then.
    groups = [one for one in each(found.json, "result") if _is(one, by, wanted)]
    if len(groups) == 1:
        return word(groups[0], "sys_id")
    return _nobody(wanted) if not groups else _several(wanted)


def _is(group: object, by: str, wanted: str) -> bool:
    return word(group, by).casefold() == wanted.casefold()


def _nobody(wanted: str) -> Trouble:
    return Trouble(
        f"ServiceNow shows no active assignment group {wanted}. Say its exact name or its sys_id, "
        "or leave the field empty.",
        again=True,
    )


def _several(wanted: str) -> Trouble:
    says = f"ServiceNow has several assignment groups named {wanted}: say the sys_id of one."
    return Trouble(says, again=True)
