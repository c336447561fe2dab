"""Of what does it tell the topic?

An alarm has actions for each of its states: a topic that stands in those for OK or
INSUFFICIENT_DATA alone hears nothing when the alarm goes off (CloudWatch API, PutMetricAlarm).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.findings import Finding, Status
from bot.core.model.path import Path
from bot.core.model.subject import Subject

CODES = {
    "sender.no-alarm-action": Status.AT_RISK,
    "sender.alarm-elsewhere": Status.OK,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Look for the topic among the actions for ALARM."""
    subject = path.subject
    if not isinstance(subject, Subject) or path.address not in subject.not_of_alarm:
        return
    about, hears = subject.arn or path.name, "The topic hears of OK or INSUFFICIENT_DATA alone"
    if subject.acts_on_alarm:
        says = f"{hears}: the state ALARM of this {path.sender.subject} goes elsewhere."
        yield finding_factory("sender.alarm-elsewhere", about, says)
    else:
        says = (
            f"{hears}, and the {path.sender.subject} has no action for ALARM, so nobody is told "
            "when it goes off. Add the topic to its alarm actions where that was not meant."
        )
        yield finding_factory("sender.no-alarm-action", about, says)
