"""One record of the action log: where it stands, and as a structured log line.

The table's key is the change (or the budget, for what belongs to no change) and the record's id:
one id is written once, whatever its time. `order`, the time and then the id, is the order that
people see; records of one instant keep it on every page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict

from bot.core.change.log_record import LogRecord
from bot.store.attributes import stamp
from bot.store.table import Keys

Emit = Callable[[Mapping[str, object]], None]
"""Takes one structured log line; its values are what JSON holds."""


def of_change(change: str) -> str:
    """The partition of everything that happened to one change."""
    return f"change:{change}"


def of_budget(account: str, budget: str) -> str:
    """The partition of one budget. An account holds no colon, so no two budgets share it."""
    return f"budget:{account}:{budget}"


def of_account(account: str) -> str:
    """The partition of one account."""
    return f"account:{account}"


def of_subjects(account: str) -> str:
    """The partition of what other senders of one account have."""
    return f"subjects:{account}"


def of_other_senders(link: str) -> str:
    """The partition of those that hang on a topic or key; `link` is that of the budgets."""
    return f"subjects-on-{link}"


def key(action: LogRecord) -> Keys:
    """Where the record stands in the log."""
    budget = of_budget(action.account, action.budget)
    partition = of_change(action.change) if action.change else budget
    return {"pk": partition, "sk": f"action:{action.id}"}


def keys(action: LogRecord, attempt: str) -> Keys:
    """The same with its indexes. `attempt` tells one call's write, tried again, from another's."""
    return {
        **key(action),
        "by_budget": of_budget(action.account, action.budget),
        "by_account": of_account(action.account),
        "order": f"{stamp(action.at)}#{action.id}",
        "attempt": attempt,
    }


def line(action: LogRecord) -> Mapping[str, object]:
    """The record as a structured log line."""
    return {"event": "action", **asdict(action), "at": stamp(action.at)}
