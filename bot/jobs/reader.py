"""What the worker asks of AWS, so that a test can answer instead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from bot.aws.clients import SECONDS
from bot.aws.list_organization import OrganizationReader
from bot.aws.named_topic import TopicNamed
from bot.aws.subject import Ambiguous
from bot.aws.sweep_pages.page import SweepPage
from bot.core.accounts.directory import Account, Directory
from bot.core.accounts.organization_entry import OrganizationEntry
from bot.core.model.budget import Budget
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.core.reference import Reference

Found = Mapping[str, Budget | NotFound | ReadFailed]
Listed = Mapping[str, tuple[Budget, ...] | ReadFailed]


def listed_budgets(accounts: Iterable[Account], listed: Listed) -> Iterator[tuple[Account, Budget]]:
    """Every budget that these accounts were found to have; none of one that gave no answer."""
    for account in accounts:
        budgets = listed.get(account.id, ())
        if not isinstance(budgets, ReadFailed):
            yield from ((account, budget) for budget in budgets)


class Reader(Protocol):
    """What may be asked; each answer may be ReadFailed."""

    def account(self) -> str | ReadFailed:
        """The account of budget-check's own credentials."""

    def directory(self) -> Directory | ReadFailed:
        """Every known account."""

    def organization(self, entry: OrganizationEntry) -> OrganizationReader | ReadFailed:
        """What lists an organisation, page by page."""

    def find(self, accounts: Sequence[Account], name: str) -> Found:
        """The budget of this name in each account, by the account's id."""

    def all_budgets(self, accounts: Sequence[Account], seconds: float = SECONDS) -> Listed:
        """All budgets of each account, by its id; TIMED_OUT for one that takes longer."""

    def budgets(self, account: str) -> tuple[Budget, ...] | ReadFailed:
        """All budgets of this account."""

    def facts(self, account: str | ReadFailed, name: str) -> Facts:
        """Everything that one check needs; without an account the facts say that it is unread.

        `name` may stand for another sender's subject (`bot.core.reference`).
        """

    def subject(self, account: str | ReadFailed, wanted: Reference) -> Facts | Ambiguous:
        """The same of a subject, which several may be called."""

    def topic_facts(self, account: str | ReadFailed, name: str, region: str = "") -> TopicNamed:
        """A topic by its name or ARN, and what publishes to it; without an account the facts say
        that it is unread.
        """

    def sweep(self, account: str, token: str) -> SweepPage:
        """One page of the account's budgets with everything that their checks need."""
