"""The tools of `budget-check mcp`. Each reads, and none writes."""

from __future__ import annotations

from dataclasses import dataclass

from bot.aws.clients import Aws
from bot.aws.session import session
from bot.cli.accounts import opened
from bot.cli.as_json import report_object, topic_object
from bot.cli.check import budget_facts
from bot.cli.policy_explanation import Call, policy_explanation
from bot.cli.subjects import topic_facts
from bot.core.names import flat
from bot.core.report import judge
from bot.core.topic_report import judge_topic
from bot.errors import UsageError
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Tools:
    """With whose credentials (`profile`, or the environment's) and settings they read.

    Each raises UsageError for what cannot be understood.
    """

    profile: str | None
    settings: Settings

    def check_budget(self, name: str, account: str | None = None) -> dict[str, object]:
        """The report on one budget, as `check --json` prints it."""
        if not flat(name):
            raise UsageError("name is empty: give the budget's name as AWS shows it.")
        with Aws(session(self.profile)) as aws:
            where = opened(aws, self.settings.accounts_parameter, account)
            report = judge(
                budget_facts(where, name), allow_unencrypted=self.settings.allow_unencrypted
            )
        return dict(report_object(report))

    def check_topic(
        self, topic: str, account: str | None = None, region: str | None = None
    ) -> dict[str, object]:
        """The senders of a topic, as `check topic:NAME --json` prints them."""
        with Aws(session(self.profile)) as aws:
            facts = topic_facts(aws, self.settings, topic, account, region)
            report = judge_topic(facts, allow_unencrypted=self.settings.allow_unencrypted)
        return dict(topic_object(report))

    def explain_policy(
        self,
        policy: str,
        service: str,
        action: str,
        resource: str,
        context: dict[str, str | list[str]] | None = None,
    ) -> dict[str, object]:
        """What a policy says to one call."""
        return policy_explanation(policy, Call(service, action, resource, context or {}))
