"""A report as JSON (README.md, "Check a budget of yours")."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from bot.core.findings import Finding, PathReport, Report
from bot.core.model.budget import Notification
from bot.core.senders import BUDGETS
from bot.core.texts.report import not_found
from bot.core.topic_report import SenderVerdict, TopicReport


def as_json(report: Report) -> str:
    """The whole report as one JSON object, findings first broken first."""
    return json.dumps(report_object(report), indent=2, ensure_ascii=False)


def topic_as_json(report: TopicReport) -> str:
    """The senders of a topic as one JSON object, the worst first."""
    return json.dumps(topic_object(report), indent=2, ensure_ascii=False)


def topic_object(report: TopicReport) -> Mapping[str, object]:
    """The same before it is text."""
    return {
        "topic": report.topic,
        "account": report.account,
        "checked_at": moment(report.checked_at),
        "verdict": report.verdict.value,
        "senders": [_sender(one) for one in report.senders],
        "findings": [finding_object(finding) for finding in report.findings],
        "fixes": [{"id": fix.id, "title": fix.title} for fix in report.fixes],
        "unread": [
            {"sender": one.sender.id, "permission": one.why.action, "says": one.why.detail}
            for one in report.unread
        ],
        "skipped": [one.id for one in report.skipped],
    }


def _sender(one: SenderVerdict) -> Mapping[str, object]:
    return {
        "sender": one.sender.id,
        "name": one.name,
        "arn": one.arn,
        "verdict": one.verdict.value,
        "findings": [finding_object(finding) for finding in one.findings],
    }


def report_object(report: Report) -> Mapping[str, object]:
    """The same before it is text. `suggestions` are there where no budget has that name."""
    suggestions = {"suggestions": list(report.names)} if not_found(report) else {}
    return {
        "budget": report.budget,
        **({} if report.sender == BUDGETS else {"sender": report.sender.id}),
        "account": report.account,
        "checked_at": moment(report.checked_at),
        "verdict": report.verdict.value,
        "notifications": [
            _notification(path, path.notification)
            for path in report.paths
            if isinstance(path.notification, Notification)
        ],
        "findings": [finding_object(finding) for finding in report.findings],
        "fixes": [{"id": fix.id, "title": fix.title} for fix in report.fixes],
        **suggestions,
    }


def moment(at: datetime) -> str:
    """A time as every object has it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _notification(path: PathReport, notification: Notification) -> Mapping[str, object]:
    return {
        "type": notification.type,
        "operator": notification.operator,
        "threshold": notification.threshold,
        "threshold_type": notification.threshold_type,
        "state": notification.state,
        "topic": path.topic,
        "verdict": path.verdict.value,
    }


def finding_object(finding: Finding) -> Mapping[str, object]:
    """One finding as an object of JSON."""
    return {
        "hop": finding.hop.value,
        "code": finding.code,
        "status": finding.status.value,
        "resource": finding.resource,
        "says": finding.says,
        "evidence": list(finding.evidence),
        "fixes": list(finding.fixes),
    }
