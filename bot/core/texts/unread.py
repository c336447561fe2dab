"""What could not be read, and why. Fields in braces."""

from __future__ import annotations

from bot.core.model.read import Cause

COULD_NOT = "Could not read {what}. {why}{detail}."
DETAIL = " ({detail})"
WHY = {
    Cause.REFUSED: "AWS refused it: budget-check needs the permission {action}",
    Cause.THROTTLED: "AWS kept throttling the calls: try again in a minute",
    Cause.TIMED_OUT: "AWS did not answer in time: try again in a minute",
    Cause.NO_CREDENTIALS: "budget-check has no AWS credentials",
    Cause.EXPIRED: "budget-check's AWS credentials have expired",
    Cause.UNREACHABLE: "AWS cannot be reached from where budget-check runs",
    Cause.FAILED: "AWS failed at {action}",
}
SOURCES = "the map of sources"
ACCOUNTS = "which accounts there are"
THIS_ACCOUNT = "which account this is"
ENTRIES = "the entries of the other accounts"
ORGANIZATION = "the accounts of the organisation"
ACCOUNT = "account {account}"
BUDGETS = "the budgets of account {account}"
OTHER_NAMES = "the other names"
BUDGET = "the budget"
THRESHOLDS = "the thresholds"
