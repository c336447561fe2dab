"""The sentences of a proof by a temporary alarm. What stands in braces is a field, between
asterisks bold.
"""

from __future__ import annotations

BUTTON = "Prove it with a real alarm"
SUBMIT = "Send a real alarm"
ABOUT = "Alarm *{alarm}*, account {account}, topic {topic}"
ONLY_CLOUDWATCH = (
    "A real alarm proves topic and key for Amazon CloudWatch, not for AWS Budgets or any other "
    "sender."
)
WHAT = (
    "A temporary alarm of budget-check's own is made with the topic as its one action, and set to "
    "ALARM once. CloudWatch keeps whether the topic accepted its message, or why not. Your own "
    f"alarms are not touched. {ONLY_CLOUDWATCH}"
)
ACCEPTED_ONLY = (
    "Accepted by the topic is what it proves: what becomes of the message at each subscriber, SNS "
    "does not say."
)
GOES = (
    "It takes seconds, two minutes at most. The temporary alarm is removed then, also if "
    "budget-check is restarted meanwhile. The log keeps who asked."
)
DESCRIPTION = (
    "This is a test by budget-check, and nothing is wrong. It shows whether alarms of Amazon "
    "CloudWatch get over this topic. This alarm is removed again by itself."
)
"""In the message, with the name of the alarm."""
REASON = "A test by budget-check, proof {id}. Nothing is wrong, and nobody has to do anything."
"""In the message, why the alarm's state changed."""
SUBJECT = 'ALARM: "{name}" in ...'
REACHES = "Who gets the message: {some} of {every} subscriptions"
NOBODY = "Nobody: the topic has no confirmed subscription."
FILTERED = "Whose filter may drop it"
UNCONFIRMED = "Who gets nothing, for nobody has confirmed it"

ACCEPTED = "✅ {topic} accepted a real alarm after {took}."
ACCEPTED_MEANS = (
    "CloudWatch's history of {name} says that its message was accepted by the topic: topic and key "
    f"let Amazon CloudWatch in. {ONLY_CLOUDWATCH} What became of it at each subscriber, SNS does "
    "not say. The temporary alarm is removed."
)
REJECTED = "❌ A real alarm did not get into {topic}."
REJECTED_MEANS = "AWS says: {why}"
NO_WORDS = "AWS does not say why."
UNSEEN = "❓ What became of a real alarm to {topic} is not known."
UNSEEN_MEANS = (
    "{name} was set to ALARM, and its history said nothing of its message within two minutes. That "
    "proves nothing either way. {why}"
)
FAILED = "❌ No real alarm was sent to {topic}."
WHY = "{why}"
STUCK = "⚠️ The temporary alarm of the proof of {topic} is still there."
FREED = "🧹 The temporary alarm of the proof of {topic} is gone."
SMALL = "alarm:{alarm} · proof {id}"
HEARS = "For {who}, who asked for it."
