"""What writes to AWS and asks about it, so that a test can answer instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from bot.aws.apply import Result
from bot.aws.proof_alarms import TemporaryAlarm
from bot.aws.proof_budgets import Order
from bot.core.model.endpoint import Target
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subject import SenderReport
from bot.core.model.topic_facts import OtherSenders
from bot.core.owners import Owner, Tags
from bot.core.plan import Write
from bot.core.sources import NoPlace, Place
from bot.core.verdict_event import VerdictEvent
from bot.pull_requests import CodeHost


class Writer(Protocol):
    """`bot.aws.apply.AwsWriter`. Ask for that `of` the change's account before anything else."""

    def of(self, account: str) -> Writer:
        """The writer of this account; one that writes nothing where nothing may be written."""

    def why_not(self, account: str) -> str:
        """Why nothing can be written to this account, as a sentence; "" where it can."""

    def current(self, write: Write, region: str) -> str | NotFound | ReadFailed:
        """What stands now where `write` writes."""

    def find(self, write: Write, region: str) -> str | NotFound | ReadFailed:
        """The ARN of what an earlier attempt made."""

    def perform(self, write: Write, region: str, *, again: bool = True) -> Result:
        """Make the write, once."""


class Budgets(Protocol):
    """`bot.aws.proof_budgets.ProofBudgets`."""

    def why_not(self, account: str) -> str:
        """Why no temporary budget can be made in this account; "" where it can."""

    def make(self, order: Order) -> Result:
        """Make it, once."""

    def remove(self, account: str, name: str) -> Result:
        """Remove it, once."""

    def is_there(self, account: str, name: str) -> bool | ReadFailed:
        """Whether it is there."""


class Alarms(Protocol):
    """`bot.aws.proof_alarms.ProofAlarms`."""

    def why_not(self, account: str) -> str:
        """Why no temporary alarm can be made in this account; "" where it can."""

    def make(self, alarm: TemporaryAlarm, topic: str, says: str) -> Result:
        """Make it, once."""

    def set(self, alarm: TemporaryAlarm, why: str) -> Result:
        """Set it to ALARM, once."""

    def remove(self, alarm: TemporaryAlarm) -> Result:
        """Remove it, once."""

    def told(self, alarm: TemporaryAlarm, topic: str) -> SenderReport | ReadFailed | None:
        """What became of its message; None while nothing says."""


class Sources(Protocol):
    """`bot.pull_requests.MappedSources`."""

    def place(
        self, arn: str, names: tuple[str, ...], tags: Mapping[str, str]
    ) -> Place | NoPlace | ReadFailed:
        """Where the policy of this key or topic is written, by the map and its tags; `names` are
        those that people know it by.
        """

    def host(self, name: str) -> CodeHost | None:
        """The host of that name; None where there is no such."""


ReadTags = Callable[[Iterable[str]], Tags]
"""The tags of each of these topics and keys (`bot.aws.owners`)."""

Owners = Callable[[Iterable[str]], tuple[Owner, ...]]
"""Who owns these topics and keys, by their tags (`bot.aws.owners`)."""

Senders = Callable[[str, str], OtherSenders]
"""What beside AWS Budgets publishes from this account to the topic of this ARN, as far as SENDERS
says (`bot.aws.topic_senders`)."""

BudgetTags = Callable[[str, str], tuple[tuple[str, str], ...] | ReadFailed]
"""The tags of the budget of this name in this account (`bot.aws.budget_tags`)."""

PutEvent = Callable[[VerdictEvent], None]
"""Puts an event onto the default event bus; raises EventBusError (`bot.aws.event_bus`)."""

ReadFunction = Callable[[str], Target | None]
"""What stands behind the ARN of a Lambda function, read now (`bot.aws.endpoints`)."""
