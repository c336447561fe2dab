"""What lists of budgets say. Fields in braces; words between asterisks are bold."""

from __future__ import annotations

from bot.core.findings import Status

WHICH = {
    "": "Budgets",
    Status.BROKEN.value: "Budgets that do not alert",
    Status.AT_RISK.value: "Budgets that alert, but can stop",
}
"""By the verdict that was asked for."""
WITH_PART = '{which} with "{part}" in their name'
IN_ACCOUNT = "{which} in account {account}: {span}"
IN_ACCOUNTS = "{which} in {count} accounts: {span}"
SPAN = "{first} to {last} of {count}"
NONE = "none"
PAGE_OF = "Page {page} of {pages}"
IN = "{name}\nin {account}"
LAST = "{mark} {words}: {why}. Checked {at}"
LAST_SOUND = "{mark} {words}. Checked {at}"
NOT_CHECKED = "not checked yet"
PICK = "Find a budget"
PICKED = "{words}, {first} and on"
PICK_MORE = "The menu holds the first {count}: type a part of a name after the command for others."
NEEDS_TABLES = (
    "Which budgets do not alert is not remembered here: budget-check has no tables. Name a budget "
    "to have it checked."
)
NO_SUCH = 'There is no budget "{name}" in account {account}.'
NO_SUCH_AND = 'There is no budget "{name}" in account {account}. {others}'
NEAR = "{title} Did you mean one of these?"
NONE_NEAR = "{title} No name comes near it."
LIST_ALL = "List all budgets"
NO_USAGE = "{why} See /budget-check help."


def with_near(title: str, *, found: bool) -> str:
    """That there is no such budget, and whether names that come near it follow."""
    return (NEAR if found else NONE_NEAR).format(title=title)
