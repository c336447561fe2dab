"""What the worker asks of AWS, so that a test can answer instead."""

from __future__ import annotations

from typing import Protocol

from bot.core.model import Budget, Facts, Unread


class Reader(Protocol):
    """Three questions; each answer may be Unread."""

    def account(self) -> str | Unread:
        """The account that is read."""

    def budgets(self, account: str) -> tuple[Budget, ...] | Unread:
        """All of its budgets."""

    def facts(self, account: str | Unread, name: str) -> Facts:
        """Everything that one check needs; without an account the facts say that it is unread."""
