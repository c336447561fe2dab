"""The event of a verdict that turned, for other programs: a contract (docs/events.md)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.verdict_change import AffectedBudget

SOURCE = "budget-check"
DETAIL_TYPE = "Verdict Changed"
VERSION = "1"
"""Raised where a field goes or means something else; one that is added raises nothing."""


@dataclass(frozen=True, slots=True)
class VerdictEvent:
    """One event: when the check was, and its detail as JSON."""

    at: datetime
    detail: str


def verdict_event(id: str, affected: AffectedBudget, code: str) -> VerdictEvent:
    """The event of a turn. `id` is that of every attempt to put it, `code` the finding's that
    leads, "" where there is none.
    """
    detail = {
        "version": VERSION,
        "id": id,
        "account": affected.account,
        "budget": affected.budget,
        "change": affected.turned.value,
        "verdict": affected.verdict.value,
        "code": code or None,
        "says": affected.says or None,
        "since": _moment(affected.since) if affected.since else None,
        "checked_at": _moment(affected.at),
        "topics": list(affected.topics),
        "keys": list(affected.keys),
    }
    return VerdictEvent(affected.at, json.dumps(detail, ensure_ascii=False))


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
