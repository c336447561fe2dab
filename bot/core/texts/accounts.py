"""What is said where there are several accounts, or one that is not known. Fields in braces."""

from __future__ import annotations

from bot.core.accounts.entry import OrganizationPlace

NO_BUDGET_ANYWHERE = 'No account that could be looked at has a budget "{name}".'
IN_SEVERAL = '{count} accounts have a budget "{name}". Which one do you mean?'
ALIKE = (
    'The names of {count} budgets read as "{name}" and differ only in blanks. Which one do you '
    "mean?"
)
WHOSE_LOG = "Which account's log do you mean?"
NAME_ONE = "… and {} more: name one with account:."
CHECK_IN = "Check {name} in {account}"
SHOW = "Show"

NOWHERE_SWEPT = (
    'No account had a budget "{name}" at its last sweep. The oldest of these sweeps began {at}.'
)
GONE_SINCE = '"{name}" was in account {account} at its last sweep, and is not there any more.'
HAVE_IT = '{count} budgets in {accounts} accounts are called "{name}". Which one do you mean?'
NARROW = "To go straight to one, put account: and its name behind the budget's name."
KEPT = "As their last checks found them: with so many accounts, AWS was not asked again."
FIRST_NAMES = (
    "More than {count} names contain it. Only the first are looked up: type more of the name."
)
NOT_SWEPT = "Not looked at, because no sweep has ended there yet: {first}."
INDEX_UNREAD = "The index of budget names could not be read, so AWS was asked. {why}"

ALONE = 'Only account {own} is known here; "{asked}" is not.'
NEAR = 'No account "{asked}" is known here. Did you mean {near}?'
NONE_NEAR = 'No account "{asked}" is known here, and none comes near it. Known: {known}.'
SEVERAL = '{count} accounts are called "{asked}". Name one by its id: {accounts}.'
CANNOT_USE = '"{asked}" cannot be used: {why}'
NOT_LOOKED_AT = "These accounts could not be looked at:"
MORE = "And {count} more."
WRONG = '"{alias}": {why}'
GONE = 'Account {account} is not known any more: "{budget}" was not checked.'
LEFT_OUT = "{count} more accounts are not in this menu."
PLACED = "{account}, {place}"
MANAGEMENT = "the management account"
ADMINISTRATOR = "a delegated administrator"
IN_UNIT = "in unit {unit}"


def place(found: OrganizationPlace) -> str:
    """Where an account stands in its organisation, in a few words; "" where that says nothing."""
    if found.is_management:
        return MANAGEMENT
    administrator = ADMINISTRATOR if found.is_administrator else ""
    unit = IN_UNIT.format(unit=found.unit) if found.unit else ""
    return " ".join(filter(None, (administrator, unit)))
