"""The sentences of a proof by a real alert. What stands in braces is a field, between asterisks
bold.
"""

from __future__ import annotations

BUTTON = "Prove it with a real alert"
SUBMIT = "Send a real alert"
END = "End the proof"
ABOUT = "Budget *{budget}*, account {account}, topic {topic}"
WHAT = (
    "A temporary budget of a tiny limit is made on the same topic. AWS Budgets sends its alert "
    "there like any other; where it arrives at budget-check's own subscription, the way from AWS "
    "Budgets over this topic is proved. Other endpoints can still fail: SNS does not say."
)
WHEN = (
    "AWS does not document how soon a new budget alerts. One user saw it at once, others waited "
    "for hours: AWS updates its figures up to three times a day, 8 to 12 hours apart. It alerts "
    "once, and only once more than {amount} {unit} is spent in this month in account {account}."
)
GOES = (
    "It goes with its alert, or after 24 hours, and you can end it before. budget-check removes it "
    "even if it is restarted meanwhile. The log keeps who asked."
)
TYPE_THE_NAME = "They may act on it. Type the topic's name: {topic}"

BUDGET_TITLE = "The temporary budget"
THE_BUDGET = "{name}, {amount} {unit} a month, all costs"
REACHES_TITLE = "Who gets the alert"
WARNED_TITLE = "⚠️ Before you send it"
MAILS = "People will get a mail: {mails}"
MAY_ACT = "{one} may act on it"
NOTES_TITLE = "What may keep it from being seen"
WHEN_TITLE = "When it comes"
ENDS_TITLE = "How it ends"
MORE = "• … and {count} more"

AWAITED = "🧪 A real alert of *{budget}* is awaited until {until}."
AWAITED_BY = (
    "The temporary budget {name} sends it, and is removed once the alert has come, at that time at "
    "the latest."
)
NOT_YET = (
    "It has not come yet. That proves nothing either way: AWS does not document how soon a new "
    "budget alerts, and it updates its figures up to three times a day. It alerts only once more "
    "than {amount} {unit} is spent this month."
)
ARRIVED = "✅ A real alert of *{budget}* arrived after {took}."
ARRIVED_MEANS = (
    "It came to budget-check's own subscription, and AWS shows its notification in ALARM: alerts "
    "of AWS Budgets get over {topic}. Whether it reached the other endpoints, SNS does not say. "
    "The temporary budget is removed."
)
EXPIRED = "⌛ No real alert of *{budget}* came within 24 hours."
EXPIRED_MEANS = (
    "Either less than {amount} {unit} is spent this month, or AWS has not updated its figures, or "
    "the alert does not get through although the policies allow it. The temporary budget is "
    "removed."
)
FORGED = (
    "A message that says it is the alert of {name} came in, but AWS never showed its notification "
    "in ALARM: anybody who may publish to the topic can write such a message, so it proves "
    "nothing. The temporary budget is removed."
)
ENDED = "⏹️ The proof of *{budget}* was ended before an alert came."
ENDED_BY = "⏹️ The proof of *{budget}* was ended by {who} before an alert came."
FAILED = "❌ The proof of *{budget}* did not begin."
STUCK = "⚠️ The temporary budget of the proof of *{budget}* is still there."
FREED = "🧹 The temporary budget of the proof of *{budget}* is gone."
WHY = "{why}"
SMALL = "{topic} · proof {id}"
SMALL_BY = "{topic} · proof {id} · asked by {who}"
HEARS = "For {who}, who asked for it."
