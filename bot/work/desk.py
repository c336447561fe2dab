"""What every kind of job needs at hand."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.findings import Report
from bot.core.jobs import Job
from bot.core.model import Facts, Unread
from bot.core.report import judge
from bot.settings import Settings
from bot.slack.client import Slack
from bot.work.measures import Measures, Unmeasured
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

    def report(self, account: str | Unread, name: str) -> Report:
        """Read one budget's path and judge it."""
        return self.judged(self.reader.facts(account, name))

    def judged(self, facts: Facts) -> Report:
        """Judge what was read."""
        known = self.settings
        return judge(facts, allow_unencrypted=known.allow_unencrypted, ours=known.events_function)
