"""What is said of a budget's alert, and in its thread."""

from __future__ import annotations

from bot.core.findings import Status
from bot.core.thread import Stage

TITLE = "{name}: {spent}"
BARE = "{name}: budget alert"
ACTUAL = "{amount}"
FORECAST = "forecast {amount}"
OF = "{spent} of {budgeted}"
PART = "{spent} ({percent})"

NEXT = {
    Status.OK: "✅ The next alert will arrive.",
    Status.AT_RISK: "⚠️ The next alert will arrive, but that can stop.",
    Status.UNKNOWN: "❓ Cannot tell whether the next alert will arrive.",
    Status.BROKEN: "❌ The next alert will not arrive.",
}
COMING = "Next thresholds: {titles}."
COMING_MORE = "Next thresholds: {titles} and {more} more."
NONE_COMING = "No other threshold is left in this period."
PERIOD = "Period: {period}"

OTHER_ACCOUNT = (
    "⚠️ The message names account {named}, but came over a topic of account {own}. AWS Budgets "
    "sends within one account: somebody else may have written it."
)
CALM_AT_ONCE = (
    "⚠️ AWS Budgets does not show that this threshold is crossed: somebody else may have written "
    "this message."
)
CALM_NOW = "AWS Budgets does not show any more that this threshold is crossed."
GONE = "❓ There is no such budget in this account any more: it was deleted, or renamed."

BESIDE = "{link}: this post is the short one."
BESIDE_LINK = "Another app has posted this alert too"
SMALL = "account {account} · arrived {at} over {topic} · {link}"
CONSOLE = "the budget in the AWS console"
ACKNOWLEDGED_BY = "Acknowledged by {who}."
UNDER_WAY = "{title}: it {stands}."
STANDS = {
    Stage.OPEN: "This thread stays open until the next alert arrives.",
    Stage.EVALUATED: "The policies let the next alert through. Only one that arrives proves it.",
    Stage.ACCEPTED: "AWS Budgets reaches the topic. Only an alert that arrives proves the rest.",
    Stage.DELIVERED: "Proved: an alert arrived at budget-check's subscription, {at}.",
}

TOLD_HERE = (
    "This is the alert that arrived over {topic}. budget-check follows it up here, and has no post "
    "of its own for it: it gives way to the app {app}, which ALERT_APPS names."
)

ACKNOWLEDGE = "Acknowledge"
AGAIN = "Check again"
DETAILS = "Details"
TICKET = "Open a change ticket"

NOT_KNOWN = (
    "budget-check does not know this alert any more. Use /budget-check with the budget's name."
)
IN_WORK = "This alert is being worked on: press the button again."
ANOTHER_HAS = "Somebody else has acknowledged this alert already."

CROSSES = {
    "GREATER_THAN": "{what} is above {threshold}",
    "LESS_THAN": "{what} is below {threshold}",
    "EQUAL_TO": "{what} has reached {threshold}",
}
CROSSES_OTHER = "{what} has met {threshold}"
OF_BUDGETED = ", of {budgeted} budgeted"
IN_PERIOD = ", {period}"

DELIVERED = (
    "✅ Delivered: an alert arrived at budget-check's subscription {t0}, {took} after {began} "
    "({t1}). Whether it reached the other endpoints, SNS does not say."
)
BEGAN = "this thread began"
CHANGED = "the change was applied"
BROKE = "it was found broken again"
ACCEPTED = (
    '✅ Accepted: AWS Budgets\' message "SNS Topic Verified!" came through {t0}. An alert has not '
    "arrived yet."
)
REMINDER = "⏰ Nobody has acknowledged this alert, {after} after it arrived."

UNKNOWN_MESSAGE = "✉️ AWS Budgets wrote something that budget-check does not know"
CUT = "Cut here: the log has it whole, under {id}."
ADJUSTED = "⚖️ {name}: AWS Budgets adjusted its limit from {previous} to {current}."
NO_LIMIT = "an unknown limit"
NO_NAME = "a budget"
FOREIGN_ONE = "⚠️ 1 message over {topic} that AWS Budgets may not have written"
FOREIGN = "⚠️ {count} messages over {topic} that AWS Budgets may not have written"
FOREIGN_LEFT = "… and {count} more: the log has each whole."
FOREIGN_SMALL = (
    "account {account}, between {since} and {last}. Whoever may publish to a topic can write such "
    "a text."
)
ARRIVED = "account {account} · arrived {at} over {topic}"
