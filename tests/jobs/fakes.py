"""An AWS that a test can arrange: budgets by name, reads that hang, an account that is unread."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.aws.list_organization import OrganizationReader
from bot.aws.named_topic import NoSuchTopic, TopicNamed
from bot.aws.subject import Ambiguous
from bot.aws.sweep_pages.page import SweepPage, Swept
from bot.core.accounts.directory import Account, Directory, directory_of
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.jobs import Job
from bot.core.model.budget import Budget, Notification, Subscriber
from bot.core.model.key import PredefinedAlias
from bot.core.model.path import Facts
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.model.topic import Topic
from bot.core.names import written_alike
from bot.core.reference import Reference
from bot.core.senders import BUDGETS
from bot.jobs.reader import Found, Listed
from tests.waiting import UNHURRIED

ACCOUNT = "111111111111"
NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
TOPIC = f"arn:aws:sns:eu-west-1:{ACCOUNT}:alert-general"


@dataclass
class FakeReader:
    """A Reader. Every budget of `names` alerts an encrypted topic that no alert can reach.

    While `open` is not set, every question waits; while `reads` is not, what a check reads of a
    budget that is not `quick`.
    """

    names: list[str] = field(
        default_factory=lambda: ["cost-all-services-manage", "cost-ec2", "tax"]
    )
    account_id: str | ReadFailed = ACCOUNT
    unlisted: ReadFailed | None = None
    listed: Directory | ReadFailed | None = None
    open: threading.Event = field(default_factory=threading.Event)
    reads: threading.Event = field(default_factory=threading.Event)
    quick: set[str] = field(default_factory=set)
    checked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.open.set()
        self.reads.set()

    def account(self) -> str | ReadFailed:
        self._wait()
        return self.account_id

    def directory(self) -> Directory | ReadFailed:
        own = self.account()
        if self.listed is not None:
            return self.listed
        return own if isinstance(own, ReadFailed) else directory_of(own, ())

    def organization(self, entry: OrganizationEntry) -> OrganizationReader | ReadFailed:
        return ReadFailed("organizations:ListAccounts", entry.id, Cause.REFUSED, "a fake")

    def find(self, accounts: Sequence[Account], name: str) -> Found:
        known = name in self.names
        return {a.id: Budget(name, a.id) if known else NotFound(name) for a in accounts}

    def all_budgets(self, accounts: Sequence[Account], seconds: float = 0) -> Listed:
        return {one.id: self.budgets(one.id) for one in accounts}

    def budgets(self, account: str) -> tuple[Budget, ...] | ReadFailed:
        self._wait()
        return self.unlisted or tuple(Budget(name, account) for name in self.names)

    def facts(self, account: str | ReadFailed, name: str) -> Facts:
        self._wait()
        self.checked.append(name)
        if name not in self.quick and not self.reads.wait(UNHURRIED):
            raise TimeoutError("nobody opened the fake AWS")
        if isinstance(account, ReadFailed):
            return Facts("", name, NOW, account)
        alike = written_alike(name, self.names)
        if len(alike) != 1:
            return Facts(account, name, NOW, NotFound(name), names=alike)
        name = alike[0]
        return broken_facts(name, account)

    def subject(self, account: str | ReadFailed, wanted: Reference) -> Facts | Ambiguous:
        self._wait()
        sender = wanted.sender or BUDGETS
        return Facts(
            str(account), wanted.name, NOW, None, sender=sender, subject=NotFound(wanted.name)
        )

    def topic_facts(self, account: str | ReadFailed, name: str, region: str = "") -> TopicNamed:
        self._wait()
        return NoSuchTopic(name, (region or "us-east-1",))

    def sweep(self, account: str, token: str) -> SweepPage:
        """Two budgets a page: the token is how many were read before."""
        self._wait()
        begin = int(token or 0)
        read = [Swept(one, self.facts(account, one)) for one in self.names[begin : begin + 2]]
        more = begin + 2 < len(self.names)
        return SweepPage(tuple(read), str(begin + 2) if more else "")

    def _wait(self) -> None:
        if not self.open.wait(UNHURRIED):
            raise TimeoutError("nobody opened the fake AWS")


def broken_facts(name: str, account: str = ACCOUNT) -> Facts:
    """A budget whose topic is encrypted with the key that AWS manages."""
    notification = Notification(
        "ACTUAL", "GREATER_THAN", 80.0, "PERCENTAGE", "OK", (Subscriber("SNS", TOPIC),)
    )
    topic = Topic(TOPIC, account, "eu-west-1", key_reference="alias/aws/sns")
    return Facts(
        account=account,
        name=name,
        now=NOW,
        budget=Budget(name, account),
        notifications=(notification,),
        topics={TOPIC: topic},
        keys={TOPIC: PredefinedAlias("alias/aws/sns")},
    )


@dataclass
class KeptQueue:
    """A Queue that keeps what it is sent, with the delays."""

    sent: list[tuple[Job, int]] = field(default_factory=list)

    def send(self, job: Job, delay_seconds: int = 0) -> None:
        self.sent.append((job, delay_seconds))

    def send_all(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self.send(job)

    @property
    def jobs(self) -> list[Job]:
        return [job for job, _ in self.sent]
