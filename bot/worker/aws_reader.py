"""The worker's Reader over AWS."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.aws.accounts import Accounts
from bot.aws.across import all_budgets, find_budget
from bot.aws.budgets import list_budgets
from bot.aws.clients import SECONDS, Aws
from bot.aws.gather import read
from bot.aws.list_organization import OrganizationReader
from bot.aws.named_topic import TopicNamed, read_topic_named
from bot.aws.senders import all_readers
from bot.aws.subject import Ambiguous, read_subject
from bot.aws.sweep import sweep
from bot.aws.sweep_pages.paced import Limits
from bot.aws.sweep_pages.page import SweepPage
from bot.core.accounts.directory import Account, Directory
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.model.budget import Budget
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.topic_facts import TopicFacts
from bot.core.proof.names import is_temporary
from bot.core.reference import Reference, reference_of
from bot.core.senders import BUDGETS
from bot.core.texts.topic import several_bear
from bot.jobs.reader import Found, Listed

PAGE = Limits(most=250, seconds=22.0)
"""A page ends long before Lambda's 150 seconds, and what is cut short is read again."""


class AwsReader:
    """A Reader that reads AWS. `now` is the clock. A list leaves out the budgets of proofs.

    Without `accounts` it is one account's, that of the credentials. `senders` are the words of
    SENDERS: who is looked for on a topic, beside budgets.
    """

    def __init__(
        self,
        aws: Aws,
        now: Callable[[], datetime],
        accounts: Accounts | None = None,
        senders: Collection[str] = (),
    ) -> None:
        self._aws = aws
        self._senders = senders
        self._now = now
        self._many = accounts
        self._accounts = accounts or Accounts(aws, "", lambda: 0.0)

    def account(self) -> str | ReadFailed:
        """The account of the credentials."""
        return self._aws.account()

    def directory(self) -> Directory | ReadFailed:
        """Every known account."""
        return self._accounts.directory()

    def organization(self, entry: OrganizationEntry) -> OrganizationReader | ReadFailed:
        """What lists an organisation, page by page."""
        return self._accounts.organization(entry)

    def find(self, accounts: Sequence[Account], name: str) -> Found:
        """The budget of this name in each of these accounts, side by side."""
        return find_budget(self._accounts, accounts, name)

    def all_budgets(self, accounts: Sequence[Account], seconds: float = SECONDS) -> Listed:
        """All budgets of each of these accounts, side by side."""
        found = all_budgets(self._accounts, accounts, seconds)
        return {account: _lasting(budgets) for account, budgets in found.items()}

    def budgets(self, account: str) -> tuple[Budget, ...] | ReadFailed:
        """All budgets of the account."""
        aws = self._of(account)
        return aws if isinstance(aws, ReadFailed) else _lasting(list_budgets(aws, account))

    def facts(self, account: str | ReadFailed, name: str) -> Facts:
        """One path, read now."""
        wanted = reference_of(name)
        if wanted and wanted.sender:
            found = self.subject(account, wanted)
            if isinstance(found, Facts):
                return found
            none = NotFound(wanted.name, several_bear(wanted.name, found.arns))
            return replace(self._bare(str(account), wanted), subject=none)
        if isinstance(account, ReadFailed):
            return Facts(account="", name=name, now=self._now(), budget=account)
        aws = self._of(account)
        if isinstance(aws, ReadFailed):
            return Facts(account=account, name=name, now=self._now(), budget=aws)
        return read(aws, account, name, self._now())

    def subject(self, account: str | ReadFailed, wanted: Reference) -> Facts | Ambiguous:
        """One subject of the sender, read now; in the Region of the credentials without another."""
        reader = next(one for one in all_readers() if one.sender == wanted.sender)
        if isinstance(account, ReadFailed):
            return replace(self._bare("", wanted), subject=account)
        aws = self._of(account)
        if isinstance(aws, ReadFailed):
            return replace(self._bare(account, wanted), subject=aws)
        region = wanted.region or aws.region
        return read_subject(aws, account, reader, wanted.name, region, self._now())

    def topic_facts(self, account: str | ReadFailed, name: str, region: str = "") -> TopicNamed:
        """One topic and its senders, read now."""
        if isinstance(account, ReadFailed):
            return TopicFacts(name, "", self._now(), account)
        aws = self._of(account)
        if isinstance(aws, ReadFailed):
            return TopicFacts(name, account, self._now(), aws)
        return read_topic_named(aws, account, name, region, self._now(), self._senders)

    def _bare(self, account: str, wanted: Reference) -> Facts:
        sender = wanted.sender or BUDGETS
        return Facts(account, wanted.name, self._now(), None, sender=sender, region=wanted.region)

    def sweep(self, account: str, token: str) -> SweepPage:
        """One page of the account, read now."""
        aws = self._of(account)
        if isinstance(aws, ReadFailed):
            return SweepPage(token=token, unread=aws)
        return sweep(aws, account, self._now(), token, PAGE, self._senders)

    def _of(self, account: str) -> Aws | ReadFailed:
        """The account, looked up in the directory again: a button may be older than an entry."""
        return self._many.reading(account) if self._many else self._aws


def _lasting(budgets: tuple[Budget, ...] | ReadFailed) -> tuple[Budget, ...] | ReadFailed:
    if isinstance(budgets, ReadFailed):
        return budgets
    return tuple(one for one in budgets if not is_temporary(one.name))
