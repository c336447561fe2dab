"""The settings JIRA_*: into which project, as what, and with which values of one's own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.tickets import Severity
from bot.errors import SettingsError

NAMES = (
    *("SITE", "CLOUD_ID", "PROJECT", "ISSUE_TYPE", "FIELDS", "PRIORITIES"),
    *("SERVICE_DESK", "REQUEST_TYPE"),
)
_PROJECT = re.compile(r"[A-Z][A-Z0-9_]{1,254}")
_NUMBER = re.compile(r"\d{1,18}")
_TYPE = "Task"
_PRIORITIES = {Severity.HIGH: "High", Severity.MEDIUM: "Medium", Severity.LOW: "Low"}


@dataclass(frozen=True, slots=True)
class JiraSettings:
    """`fixed` are values by the field's id, which win over ours. With `desk` and `request_type`
    tickets are requests of a service desk.
    """

    project: str
    issue_type: str = _TYPE
    fixed: Mapping[str, object] = field(default_factory=dict)
    priorities: Mapping[Severity, str] = field(default_factory=lambda: _PRIORITIES)
    desk: str = ""
    request_type: str = ""

    @classmethod
    def of(cls, values: Mapping[str, str]) -> JiraSettings:
        """Raises SettingsError that names the wrong one."""
        project = values.get("PROJECT", "")
        if not _PROJECT.fullmatch(project):
            problem = f"is {project!r}: say the project's key, such as CHG."
            raise SettingsError("JIRA_PROJECT", problem if project else "is missing.")
        desk, request_type = _number(values, "SERVICE_DESK"), _number(values, "REQUEST_TYPE")
        if bool(desk) != bool(request_type):
            missing = "REQUEST_TYPE" if desk else "SERVICE_DESK"
            raise SettingsError(f"JIRA_{missing}", "is missing: a request needs both.")
        return cls(
            project=project,
            issue_type=values.get("ISSUE_TYPE") or _TYPE,
            fixed=_object(values, "FIELDS", '{"customfield_10050": {"value": "Finance"}}'),
            priorities={**_PRIORITIES, **_priorities(values)},
            desk=desk,
            request_type=request_type,
        )


def _number(values: Mapping[str, str], name: str) -> str:
    value = values.get(name, "")
    if value and not _NUMBER.fullmatch(value):
        raise SettingsError(f"JIRA_{name}", f"is {value!r}: say its id, a number.")
    return value


def _priorities(values: Mapping[str, str]) -> Mapping[Severity, str]:
    example = '{"high": "P1", "medium": "P2", "low": "P3"}'
    found = _object(values, "PRIORITIES", example)
    for word, name in found.items():
        if word not in {*Severity} or not isinstance(name, str):
            raise SettingsError("JIRA_PRIORITIES", f"holds {word!r}: say {example}.")
    return {Severity(word): str(name) for word, name in found.items()}


def _object(values: Mapping[str, str], name: str, example: str) -> Mapping[str, object]:
    text = values.get(name, "")
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise SettingsError(f"JIRA_{name}", f"is no JSON object: say for example {example}.")
    return found
