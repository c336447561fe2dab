"""Every error of budget-check that a person can act on.

    BudgetCheckError
    ├── SettingsError    a setting is missing or wrong; names it
    ├── UsageError       the command's words cannot be understood
    └── SlackError       Slack refused or did not answer; names the method

What AWS refuses is not an exception: a read that gave no answer is a value, `model.Unread`, and
makes its hop UNKNOWN.
"""

from __future__ import annotations


class BudgetCheckError(Exception):
    """The root: its text is one sentence for a person, without a stack trace."""


class SettingsError(BudgetCheckError):
    """A setting is missing or wrong."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name} {problem}")
        self.name = name


class UsageError(BudgetCheckError):
    """A command's words cannot be understood."""


class SlackError(BudgetCheckError):
    """Slack refused a call or did not answer it."""

    def __init__(self, method: str, code: str, retry_after: int | None = None) -> None:
        super().__init__(f"Slack answered {method} with {code}.")
        self.method = method
        self.code = code
        self.retry_after = retry_after
