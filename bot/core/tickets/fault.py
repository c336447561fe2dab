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
    first = leading(report)
    code, resource = (first.code, first.resource) if first else ("", topic)
    # "alias/aws/sns" is the same for every topic: only with the topic it is one resource.
    exact = [resource] if parse_arn(resource) else [resource, topic]
    fault = json.dumps([report.account, report.reference, code, *exact])
    return f"budget-check-{hashlib.sha256(fault.encode()).hexdigest()[:40]}"
