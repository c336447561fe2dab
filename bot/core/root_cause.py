"""What keeps a budget's alerts from arriving, by what one would mend: budgets that share it are one
row of the App Home, and are snoozed together.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.arns import parse_arn
from bot.core.findings import Finding, Hop, PathReport, Report
from bot.core.texts.report import leading

_AWS_MANAGED, _AWS_KEY = "key.aws-managed", "alias/aws/sns"


@dataclass(frozen=True, slots=True)
class RootCause:
    """The finding that leads. `resource` is the ARN of the key or topic that decides, "" where that
    is the budget itself; `topic` is the one on whose path it was found, "" for none; `fix` is the
    best that would mend it, "" for none.
    """

    code: str
    resource: str = ""
    topic: str = ""
    fix: str = ""


def root_cause(report: Report) -> RootCause | None:
    """That of a report; None where every finding is OK."""
    first = leading(report)
    if first is None:
        return None
    path = next((one for one in report.paths if _shows(one, first)), None)
    topic = (path.topic or "") if path else ""
    fix = path.together.id if path and path.together else next(iter(first.fixes), "")
    return RootCause(first.code, _decides(first, topic), topic, fix)


def shared_resource(cause: RootCause) -> str:
    """What budgets have in common that are told of as one: the resource, but for the key that AWS
    manages, which is one for all topics of an account and Region (docs/facts.md 3.3).
    """
    arn = parse_arn(cause.resource)
    if cause.code != _AWS_MANAGED or arn is None:
        return cause.resource
    return f"arn:{arn.partition}:kms:{arn.region}:{arn.account}:{_AWS_KEY}"


def _decides(finding: Finding, topic: str) -> str:
    """What is behind a topic counts as the topic's own: there it is mended."""
    if finding.hop in (Hop.BUDGET, Hop.SENDER):
        return ""
    if finding.hop is Hop.KEY and finding.resource.startswith("arn:"):
        return finding.resource
    return topic


def _shows(path: PathReport, finding: Finding) -> bool:
    return any(one.fault == finding.fault for one in path.findings)
