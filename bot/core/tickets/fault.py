"""The fault that a ticket is about: what leads among the findings of one topic's paths."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace

from bot.core.arns import parse_arn
from bot.core.findings import Report, worst
from bot.core.texts.report import leading


def on_topic(report: Report, topic: str) -> Report:
    """The report of one topic's paths alone."""
    paths = tuple(path for path in report.paths if path.topic == topic)
    own = {finding.fault for path in paths for finding in path.findings}
    findings = tuple(finding for finding in report.findings if finding.fault in own)
    wanted = {fix for finding in findings for fix in finding.fixes}
    return replace(
        report,
        verdict=worst(path.verdict for path in paths),
        paths=paths,
        findings=findings,
        fixes=tuple(fix for fix in report.fixes if fix.id in wanted),
    )


def fault_id(report: Report, topic: str) -> str:
    """The same for each ticket about one fault: account, what publishes, leading code, resource.

    A digest: a name may hold what a system does not take in such a key.
    """
    code, resource = _leading(report, topic)
    # "alias/aws/sns" is the same for every topic: only with the topic it is one resource.
    exact = [resource] if parse_arn(resource) else [resource, topic]
    return _digest(report.account, report.reference, code, *exact)


def cause_id(report: Report, topic: str) -> str:
    """The same for all of one kind that publish to this topic and have one cause: who mends it for
    one, mends it for them all.
    """
    return _digest(report.account, report.sender.id, topic, *_leading(report, topic))


def _leading(report: Report, topic: str) -> tuple[str, str]:
    first = leading(report)
    return (first.code, first.resource) if first else ("", topic)


def _digest(*parts: str) -> str:
    said = json.dumps(parts)
    return f"budget-check-{hashlib.sha256(said.encode()).hexdigest()[:40]}"
