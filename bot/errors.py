"""Every error of budget-check that a person can act on.

    BudgetCheckError
    ├── SettingsError    a setting is missing or wrong; names it
    ├── UsageError       the command's words cannot be understood
    ├── JobError         what the queue holds is no job of this version
    └── SlackError       Slack refused a call; names the method
        └── SlackSilentError  Slack did not answer, or failed: what it did is not known

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


class JobError(BudgetCheckError):
    """What the queue holds is no job of this version."""


class SlackError(BudgetCheckError):
    """Slack refused a call; `retry_after` are seconds, where it said so."""

    def __init__(self, method: str, code: str, retry_after: int | None = None) -> None:
        super().__init__(f"Slack answered {method} with {code}.")
        self.method = method
        self.code = code
        self.retry_after = retry_after


class SlackSilentError(SlackError):
    """Slack did not answer in time, or failed: whether it carried out the call is not known."""

    def __init__(self, method: str, code: str = "no answer in time") -> None:
        super().__init__(method, code)
