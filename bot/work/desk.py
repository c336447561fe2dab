"""What every kind of job needs at hand."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.findings import Report
from bot.core.jobs import Job
from bot.core.model import Unread
from bot.core.report import judge
from bot.slack.client import Slack
from bot.work.reader import Reader


@dataclass(frozen=True, slots=True)
class Desk:
    """One job with the means to do it."""

    job: Job
    slack: Slack
    reader: Reader
    allow_unencrypted: bool = False

    def report(self, account: str | Unread, name: str) -> Report:
        """Read one budget's path and judge it."""
        facts = self.reader.facts(account, name)
        return judge(facts, allow_unencrypted=self.allow_unencrypted)
