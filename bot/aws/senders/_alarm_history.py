"""What an item of an alarm's history says of one action.

AWS documents `HistoryData` as "data about the alarm, in JSON format", without its members: those
that people see are read, and where they are not there the summary, a sentence for people.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.aws.errors import text
from bot.core.model.subject import SenderReport

_WORKS = {"succeeded": True, "failed": False}
_SUMMARY = re.compile(
    r"(?P<how>Successfully executed|Failed to execute) action (?P<what>arn:[^\s,]+?)\.?(?:\s|$)"
    r"(?:\s*Received error:\s*(?P<error>.*))?",
    re.DOTALL | re.IGNORECASE,
)


def report(item: Mapping[str, Any]) -> SenderReport:
    """One item of the type Action. KeyError or TypeError for one without its time."""
    summary = _SUMMARY.search(text(item.get("HistorySummary") or ""))
    data = _data(item.get("HistoryData"))
    works = _WORKS.get(str(data.get("actionState", "")).casefold())
    if works is None and summary:
        works = summary["how"].casefold().startswith("s")
    return SenderReport(
        topic=_text(data.get("notificationResource")) or (summary["what"] if summary else ""),
        at=_when(item["Timestamp"]),
        works=works,
        says=_text(data.get("error")) or _error(summary, item) if works is not True else "",
    )


def _data(raw: object) -> Mapping[str, Any]:
    try:
        found = json.loads(raw) if isinstance(raw, str) else None
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _error(summary: re.Match[str] | None, item: Mapping[str, Any]) -> str:
    """AWS's words on it: the error in the summary, without the quotes around it, or all of it."""
    if summary and summary["error"]:
        return summary["error"].strip().removeprefix('"').removesuffix('"')
    return str(item.get("HistorySummary") or "")


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _when(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(value)
    return value.astimezone(UTC)
