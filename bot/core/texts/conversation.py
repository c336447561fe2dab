"""What is said where somebody mentions the bot, forwards a mail or picks a message."""

from __future__ import annotations

LOOKING_HERE = "⏳ Looking at the budget of this message …"
LOOKED = "Looked at. Whoever asked has the answer."
HOW_TO_ASK = (
    "Mention me with a budget's name, as in: @budget-check my budget. In the thread of an alert, "
    "of AWS's mail that it cannot publish, or of a check of mine the mention alone is enough. "
    "@budget-check help says more."
)
SEVERAL_BUDGETS = (
    "This thread is about several budgets. Mention me with the name of one, as in: "
    "@budget-check my budget."
)
NOTHING_FOUND = (
    "No budget is found in this message. It was searched for AWS's mail that it cannot publish, "
    "for an alert, for the exact name of a budget of the accounts that are known here, and its "
    "thread for one of budget-check's own. /budget-check lists the budgets."
)
NO_BUDGET_NAMED = (
    "This is AWS's mail that it cannot publish to a topic, but it names no budget that is known "
    "here. Mention me in this thread with the budget's name and I check it."
)
ANOMALY_ALONE = (
    "This mail is from AWS Cost Anomaly Detection: it cannot publish to a topic, and names none "
    "that could be read. See whether that topic's policy and, where it is encrypted, the key's "
    "policy let costalerts.amazonaws.com in. Mention me in this thread with the name of a budget "
    "whose alerts go there and I check it."
)
ANOMALY = (
    "This mail is from AWS Cost Anomaly Detection. It speaks of the topic {topic}, and of no "
    "budget."
)
ANOMALY_CHECKED = (
    "This mail is from AWS Cost Anomaly Detection: it cannot publish to {topic}. Shown is the "
    "check of its own alerts there."
)
BUDGETS_TOO = "The alerts of these budgets go there too: {names}."
EXCERPT = "This mail names the topic {topic}, and no budget that could be read."
NO_BUDGET_THERE = (
    "This mail is from AWS Cost Anomaly Detection: it cannot publish to {topic}. No budget is "
    "known here whose alerts go there, so there is nothing to check. See whether the topic's "
    "policy and, where it is encrypted, the key's policy let costalerts.amazonaws.com in."
)
ONE_BUDGET_THERE = "The alerts of one budget go there: {shown}. Shown is its check."
BUDGETS_THERE = "The alerts of {count} budgets go there: {names}. Shown is the check of {shown}."
MORE_MAILS = "{count} more mails in this message are not looked at."
UNKNOWN_ACCOUNT = (
    "This is AWS's mail that it cannot publish. Its {named} is in account {account}, which is not "
    "known here, so nothing was looked at. docs/accounts.md says how an account is added."
)
THE_BUDGET = 'budget "{name}"'
THE_TOPIC = "topic {name}"
NOWHERE = 'No account that is known here has a budget "{name}". {note}'
