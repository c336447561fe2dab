"""A change's fields: how long each may be, and the pairs in which the Change API shows them.

ServiceNow cuts a text that is longer than its column and says nothing; a field that it does not
know is named in `__meta.ignoredFields` and dropped (Change Management API). The lengths are those
of a new instance.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from playground.tickets.servicenow import seed
from playground.tickets.servicenow.model import Change
from playground.tickets.wire import JsonObject

LENGTHS = {
    "short_description": 160,
    "description": 4000,
    "justification": 4000,
    "implementation_plan": 4000,
    "backout_plan": 4000,
    "test_plan": 4000,
    "risk_impact_analysis": 4000,
    "correlation_id": 100,
    "correlation_display": 100,
    "category": 40,
    "close_code": 40,
    "close_notes": 4000,
    "assignment_group": 32,
    "assigned_to": 32,
    "cmdb_ci": 32,
    "start_date": 40,
    "end_date": 40,
    "risk": 40,
    "impact": 40,
    "priority": 40,
    "urgency": 40,
    "reason": 40,
    "comments": 4000,
}
NOTES = 65_000
DATES = ("start_date", "end_date")
_SHOWN_AS = {"assignment_group": seed.GROUPS, "cmdb_ci": seed.ITEMS}
_NUMBERS = {"risk": "4", "impact": "3", "priority": "4", "urgency": "3"}


def kept(name: str, value: str) -> str:
    """What becomes of a value that is written: cut, a reference found by its name too, a date that
    is none left out.
    """
    if name in _SHOWN_AS:
        known = _SHOWN_AS[name]
        by_name = {shown: sys_id for sys_id, shown in known.items()}
        return value if value in known else by_name.get(value, "")
    if name in DATES and not _is_date(value):
        return ""
    return value[: LENGTHS[name]]


def pairs(change: Change) -> JsonObject:
    """Every field as {"value", "display_value"}."""
    written = {**_NUMBERS, **change.fields}
    return {
        **{name: _pair(name, written.get(name, "")) for name in LENGTHS},
        "sys_id": {"value": change.sys_id, "display_value": change.sys_id},
        "number": {"value": change.number, "display_value": change.number},
        "type": {"value": change.type, "display_value": change.type.capitalize()},
        "state": {"value": float(change.state), "display_value": change.state.shown},
        "approval": {"value": change.approval.value, "display_value": change.approval.shown},
        "active": {"value": change.active, "display_value": str(change.active).lower()},
        "opened_by": {"value": change.opened_by, "display_value": change.opened_by},
        "closed_by": {"value": change.closed_by, "display_value": change.closed_by},
        "work_notes": {"value": "", "display_value": "\n\n".join(reversed(change.notes))},
        "sys_created_on": _moment(change.opened_at),
        "sys_updated_on": _moment(change.updated_at),
    }


def flat(change: Change) -> Mapping[str, str]:
    """Every field as a text, as the Table API and its queries know them."""
    return {
        **_NUMBERS,
        **change.fields,
        "sys_id": change.sys_id,
        "number": change.number,
        "type": change.type,
        "state": change.state.value,
        "approval": change.approval.value,
        "active": str(change.active).lower(),
        "opened_by": change.opened_by,
        "sys_created_on": _written(change.opened_at),
        "sys_updated_on": _written(change.updated_at),
    }


def _pair(name: str, value: str) -> JsonObject:
    return {"value": value, "display_value": _SHOWN_AS.get(name, {}).get(value, value)}


def _moment(at: datetime) -> JsonObject:
    return {"value": _written(at), "display_value": _written(at)}


def _written(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}"


def _is_date(value: str) -> bool:
    try:
        datetime.strptime(value, "%Y-%m-%d %H:%M:%S")
    except ValueError:
        return False
    return True
