"""The words that the terminal, Slack and tickets share, so that they say the same of a report."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.alerts.lost import LOST, UNEXPLAINED
from bot.core.findings import Finding, PathReport, Report, Status
from bot.core.model.budget import Notification
from bot.core.model.read import ReadFailed
from bot.core.senders import BUDGETS
from bot.core.texts.verdict import verdict_line

_SIGNS = {"GREATER_THAN": ">", "LESS_THAN": "<", "EQUAL_TO": "="}
_KINDS = {"ACTUAL": "actual", "FORECASTED": "forecast"}


def headline(report: Report) -> str:
    """The verdict's sentence for a whole report."""
    if not_found(report):
        return f"There is no such {report.sender.subject}."
    return verdict_line(report.verdict)


def not_found(report: Report) -> bool:
    """Whether its account has nothing of that name: nothing was judged."""
    first = leading(report)
    return first is not None and first.code in ("budget.not-found", "sender.not-found")


def notification_title(notification: Notification | ReadFailed | None) -> str:
    """What tells a notification from its siblings, e.g. "actual > 80 %" or "forecast > 500"."""
    if isinstance(notification, ReadFailed):
        return "notifications that could not be read"
    if notification is None:
        return "whole budget"
    kind = _KINDS.get(notification.type, notification.type.lower())
    sign = _SIGNS.get(notification.operator, notification.operator)
    unit = " %" if notification.threshold_type == "PERCENTAGE" else ""
    title = f"{kind} {sign} {notification.threshold:.15g}{unit}"
    return f"{title} (budget action)" if notification.action else title


@dataclass(frozen=True, slots=True)
class PathGroup:
    """Notifications whose paths look the same, to be shown as one path with several titles."""

    titles: tuple[str, ...]
    path: PathReport


def path_groups(report: Report) -> tuple[PathGroup, ...]:
    """The report's paths, those with the same hops as one; the worst verdict first."""
    groups: dict[tuple[object, ...], list[PathReport]] = {}
    for path in report.paths:
        groups.setdefault((path.topic, path.hops), []).append(path)
    found = [
        PathGroup(tuple(_title(report, p) for p in paths), paths[0]) for paths in groups.values()
    ]
    return tuple(sorted(found, key=lambda group: -group.path.verdict.rank))


def _title(report: Report, path: PathReport) -> str:
    """A notification of a budget; of another sender's subject the topic's name."""
    if report.sender.id == BUDGETS.id:
        return notification_title(path.notification)
    return path.topic.rpartition(":")[2] if path.topic else report.sender.subject


def leading(report: Report) -> Finding | None:
    """The finding that leads: the first that is not OK; None where there is none."""
    return next((f for f in report.findings if f.status is not Status.OK), None)


def lost_lines(report: Report) -> tuple[str, ...]:
    """What was lost already, a sentence each: always shown, whatever the verdict is.

    That of the finding that leads is left out, for it is said as the reason.
    """
    first = leading(report)
    found = (f for f in report.findings if f.code in (LOST, UNEXPLAINED) and f != first)
    return tuple(dict.fromkeys(finding.says for finding in found))
