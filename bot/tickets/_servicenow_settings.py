"""The settings SERVICENOW_*: which instance, which kind of change, and who gets it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.errors import SettingsError

NAMES = ("INSTANCE", "TYPE", "TEMPLATE", "GROUP", "CI", "GATE")
ADDRESS = "SERVICENOW_INSTANCE"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_URL = re.compile(
    r"https://[A-Za-z0-9.-]+(:\d+)?|"
    r"http://(127(\.\d+){3}|localhost|\[::1\])(:\d+)?(/[A-Za-z0-9._~-]+)*"
)
SYS_ID = re.compile(r"[0-9a-f]{32}")
_GATE = {"": False, "false": False, "true": True}


class ChangeType(StrEnum):
    """The kinds of change that the Change Management API opens."""

    NORMAL = "normal"
    STANDARD = "standard"
    EMERGENCY = "emergency"


@dataclass(frozen=True, slots=True)
class ServiceNowSettings:
    """`address` is the instance's; `template` the sys_id of a standard change's; `group`
    is a name or a sys_id, `ci` a sys_id. With `gate` a change waits until it is approved there.
    """

    address: str
    type: ChangeType = ChangeType.NORMAL
    template: str = ""
    group: str = ""
    ci: str = ""
    gate: bool = False

    @classmethod
    def of(cls, values: Mapping[str, str]) -> ServiceNowSettings:
        """Raises SettingsError that names the wrong one."""
        template, kind = _sys_id(values, "TEMPLATE"), values.get("TYPE") or ChangeType.NORMAL
        if kind not in {*ChangeType}:
            known = ", ".join(ChangeType)
            raise SettingsError("SERVICENOW_TYPE", f"is {kind!r}: say one of {known}.")
        if bool(template) != (kind == ChangeType.STANDARD):
            problem = "is for SERVICENOW_TYPE=standard, and that needs one: its sys_id."
            raise SettingsError("SERVICENOW_TEMPLATE", problem)
        gate = values.get("GATE", "").lower()
        if gate not in _GATE:
            raise SettingsError("SERVICENOW_GATE", f"is {gate!r}: say true or false.")
        return cls(
            address=_address(values.get("INSTANCE", "").rstrip("/")),
            type=ChangeType(kind),
            template=template,
            group=_group(values, "GROUP"),
            ci=_sys_id(values, "CI"),
            gate=_GATE[gate],
        )


def _address(value: str) -> str:
    """That of an instance by its name, or the address that is given."""
    if _NAME.fullmatch(value):
        return f"https://{value}.service-now.com"
    if not _URL.fullmatch(value):
        problem = f"is {value!r}: say the instance's name or address, such as acme."
        raise SettingsError(ADDRESS, problem if value else "is missing.")
    return value


def _sys_id(values: Mapping[str, str], name: str) -> str:
    value = values.get(name, "")
    if value and not SYS_ID.fullmatch(value):
        raise SettingsError(f"SERVICENOW_{name}", f"is {value!r}, which is no sys_id.")
    return value


def _group(values: Mapping[str, str], name: str) -> str:
    value = values.get(name, "")
    if not searchable(value):
        raise SettingsError(f"SERVICENOW_{name}", "holds ^ or a line's end, which no name has.")
    return value


def searchable(name: str) -> bool:
    """Whether a name may stand in a query: ^ would begin another condition of it."""
    return "^" not in name and (not name or name.isprintable())
