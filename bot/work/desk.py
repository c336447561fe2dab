"""What every kind of job needs at hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.core.alerts.lost import Applied
from bot.core.findings import Report
from bot.core.jobs import Job
from bot.core.model import Facts, Unread
from bot.core.report import judge
from bot.settings import Settings
from bot.slack.client import Slack
from bot.work.measures import Measures, Unmeasured
from bot.work.memory import lost_alerts
from bot.work.office import Office
from bot.work.reader import Reader


@dataclass(frozen=True, slots=True)
class Desk:
    """One job with the means to do it. Without an `office` nothing is remembered and mended."""

    job: Job
    slack: Slack
    reader: Reader
    settings: Settings
    office: Office | None = None
    measures: Measures = field(default_factory=Unmeasured)

    def report(self, account: str | Unread, name: str, applied: Applied | None = None) -> Report:
        """Read one budget's path and judge it, with what earlier checks saw.

        `applied` is a change of ours right before it, None for any other check.
        """
        return self.judged(self.reader.facts(account, name), applied)

    def judged(self, facts: Facts, applied: Applied | None = None) -> Report:
        """The same for what was read."""
        report = self._judged(facts)
        if self.office is None:
            return report
        lost = lost_alerts(self.office.verdicts, report, applied)
        return self._judged(replace(facts, lost=lost)) if lost else report

    def _judged(self, facts: Facts) -> Report:
        known = self.settings
        return judge(facts, allow_unencrypted=known.allow_unencrypted, ours=known.events_function)
