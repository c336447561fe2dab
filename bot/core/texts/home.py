"""The sentences of the App Home. What stands in braces is a field, between asterisks bold."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.findings import Status
from bot.core.texts.words import capital

TITLE = "Do the alerts of our budgets arrive?"
NO_BUDGET = "No budget is known yet. The first sweep of your accounts finds them all."
CHECKED = "The oldest check is from {at}."
FIND = "*Find a budget*"
FIND_HINT = "Type a name"
TYPE_NAME = "A budget's name, or a part of it"
FOUND_NONE = 'No budget has "{part}" in its name.'
FOUND_MORE = "{count} more budgets have it in their names: type more of it."
NO_CAUSE = "Nothing keeps an alert from arriving."
FILTERED = "Nothing is left by these filters."
PAGES = "{first} to {last} of {count} causes, the most money first."
NEVER = "Not looked at yet: {accounts}. Their next sweep does so."
UNCOUNTED = "Accounts left out here until they are counted: {count}. Their next sweep does so."
NO_TABLES = (
    "budget-check has no tables here, so it remembers no verdict and has nothing to list. "
    "/budget-check NAME checks a budget, /budget-check alone lists them."
)
NO_STORE = "What waits for a person is not shown: {why}"
GONE = "There is no budget *{budget}* any more."
CHECKING = "⏳ *{budget}* is being checked."
ACCOUNT = "{account}, checked {at}"
UNDER_WAY = "{title}: {stands}."
NEEDS = "Needs a person"
APPROVE = "{who} asks for an approval: *{title}* for {budget}."
MINE = "Yours: *{title}* for {budget} {stands}."
TICKET = "🎫 *{ticket}* for {budget}, opened {at}."
PULL_REQUEST = "🔀 *{pull_request}* for {budget} waits for a review."
MERGED_PULL_REQUEST = "🔀 *{pull_request}* for {budget} is merged, and waits for the deployment."
MORE = "And {count} more."
CONFIRM_TITLE = "Approve this change?"
CONFIRM_YES = "Approve"
CONFIRM_NO = "Not yet"
ONE_HEAD = "{mark} {title}: *{why}*"
HEAD = "{mark} {affected}: *{why}*"
SOME = "{names} and {count} more"
TOPIC_LINK, KEY_LINK = "topic {name}", "key {name}"
SORTS: Mapping[str, str] = {
    "worst": "Worst first",
    "money": "Most money first",
    "spent": "Most spent first",
    "name": "By name",
    "checked": "Longest not checked first",
}
COLUMNS = ("Budget", "Verdict", "Spent", "Of", "Checked")
TABLE_PAGE = "{first} to {last} of {count} budgets"
TABLE_ROW = "{mark} *{budget}* {words}{where}{spent}, checked {at}"
CSV_SENT = "Every budget that you may see, as a CSV file: it is in your messages with budget-check."
CSV_COMMENT = "Every budget that you may see, {count} of them, by their last checks."
CSV_FAILED = (
    "The file could not be sent: Slack does not take it ({code}). The app may lack the scopes "
    "files:write and im:write: whoever runs budget-check can paste the manifest again."
)

_ALONE: Mapping[Status, str] = {
    Status.OK: "✅ The budget alerts",
    Status.AT_RISK: "⚠️ The budget alerts, but can stop",
    Status.UNKNOWN: "❓ Cannot tell whether the budget alerts",
    Status.BROKEN: "❌ The budget does not alert",
}
_ONE: Mapping[Status, str] = {
    Status.AT_RISK: "1 budget alerts, but can stop",
    Status.UNKNOWN: "cannot tell whether 1 budget alerts",
    Status.BROKEN: "1 budget does not alert",
}
_MANY: Mapping[Status, str] = {
    Status.AT_RISK: "{count} budgets alert, but can stop",
    Status.UNKNOWN: "cannot tell whether {count} budgets alert",
    Status.BROKEN: "{count} budgets do not alert",
}


def headline(tally: Mapping[Status, int]) -> str:
    """The first line: how many of how many; the worst that there is counts."""
    count = sum(tally.values())
    broken, unknown, at_risk = (
        tally.get(one, 0) for one in (Status.BROKEN, Status.UNKNOWN, Status.AT_RISK)
    )
    if count == 1:
        status = next(one for one in tally if tally[one])
        return _ALONE[status]
    if broken:
        verb = "does" if broken == 1 else "do"
        return f"❌ {broken} of {count} budgets {verb} not alert"
    if unknown:
        return f"❓ Cannot tell whether {unknown} of {count} budgets alert"
    if at_risk:
        verb = "alerts" if at_risk == 1 else "alert"
        return f"⚠️ {at_risk} of {count} budgets {verb}, but can stop"
    return f"✅ All {count} budgets alert"


def others(tally: Mapping[Status, int]) -> str:
    """What the first line does not say: "3 can stop, 2 cannot be told"; "" for nothing."""
    broken, unknown, at_risk = (
        tally.get(one, 0) for one in (Status.BROKEN, Status.UNKNOWN, Status.AT_RISK)
    )
    parts = [
        f"cannot tell for {unknown}" if unknown and broken else "",
        f"{at_risk} can stop alerting" if at_risk and (broken or unknown) else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"{capital(said)}. " if said else ""


ALSO = "and {others}"
"""What of other senders a cause hits beside the budgets."""


def affected(verdict: Status, count: int) -> str:
    """Whom a cause hits, "9 budgets do not alert"."""
    return _ONE[verdict] if count == 1 else _MANY[verdict].format(count=count)


def places(topics: int, *, each: bool) -> str:
    """On how many topics one cause lies; `each`: every topic is mended by a change of its own."""
    if topics < 2:
        return ""
    return f"on {topics} topics, a change for each" if each else f"on {topics} topics"
