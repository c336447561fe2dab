"""Every error of budget-check that a person can act on.

    BudgetCheckError
    ├── SettingsError    a setting is missing or wrong; names it
    ├── UsageError       the command's words cannot be understood
    ├── JobError         what the queue holds is no job of this version
    ├── QueueError       a queue did not take a job; names it
    │   └── DeadLetterError   a dead-letter queue cannot be read; names it
    ├── StoreError       a table of budget-check gives no answer; names it and what to do
    │   └── StoreSilentError  the table did not answer: whether it wrote is not known
    ├── LaterError       another attempt may be at the same thing: look again later
    └── SlackError       Slack refused a call; names the method
        └── SlackSilentError  Slack did not answer, or failed: what it did is not known

What AWS refuses is not an exception: a read that gave no answer is a value, `model.ReadFailed`, and
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


class QueueError(BudgetCheckError):
    """A queue did not take a job: nothing comes of it unless it is asked for again."""

    def __init__(self, queue: str, problem: str) -> None:
        super().__init__(f"The queue {queue} did not take a job: {problem}")
        self.queue = queue


class DeadLetterError(QueueError):
    """A dead-letter queue cannot be read, or what was seen to cannot be taken out of it."""

    def __init__(self, queue: str, problem: str) -> None:
        super().__init__(queue, problem)
        self.args = (f"The dead-letter queue {queue} cannot be read: {problem}",)


class StoreError(BudgetCheckError):
    """A table of budget-check gives no answer: nothing may be written to AWS meanwhile."""

    def __init__(self, table: str, problem: str) -> None:
        super().__init__(f"The table {table} {problem}")
        self.table = table


class StoreSilentError(StoreError):
    """The table did not answer, or failed: whether the write was carried out is not known."""

    def __init__(self, table: str) -> None:
        super().__init__(
            table, "did not answer in time: look again before you repeat what you did."
        )


class LaterError(BudgetCheckError):
    """Another attempt may be at the same thing just now: do the job again after `seconds`."""

    def __init__(self, what: str, seconds: int) -> None:
        super().__init__(f"Another attempt at {what} may be under way: again in {seconds} s.")
        self.seconds = seconds


class EventBusError(LaterError):
    """EventBridge did not take an event, or did not say that it did: put it again."""

    def __init__(self, problem: str) -> None:
        super().__init__("an event", 60)
        self.args = (f"EventBridge did not take the event: {problem}",)


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
        self.args = (f"Slack gave no answer to {method}: check the network and SLACK_API_URL.",)
