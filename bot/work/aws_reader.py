"""The worker's Reader over AWS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from bot.aws.budgets import list_budgets
from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.core.model import Budget, Facts, Unread


class AwsReader:
    """A Reader that reads AWS. `now` is the clock."""

    def __init__(self, aws: Aws, now: Callable[[], datetime]) -> None:
        self._aws = aws
        self._now = now

    def account(self) -> str | Unread:
        """The account of the credentials."""
        return self._aws.account()

    def budgets(self, account: str) -> tuple[Budget, ...] | Unread:
        """All budgets of the account."""
        return list_budgets(self._aws, account)

    def facts(self, account: str | Unread, name: str) -> Facts:
        """One path, read now."""
        if isinstance(account, Unread):
            return Facts(account="", name=name, now=self._now(), budget=account)
        return read(self._aws, account, name, self._now())
