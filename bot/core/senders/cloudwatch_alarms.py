"""Amazon CloudWatch, whose alarms publish to topics."""

from __future__ import annotations

from bot.core.senders._sender import SOURCE_ACCOUNT, SOURCE_ARN, Sender

SENDER = Sender(
    id="cloudwatch-alarms",
    title="Amazon CloudWatch",
    principals={"aws": "cloudwatch.amazonaws.com"},
    option="alarm",
    setting="alarms",
    subject="alarm",
    notifier="alarm",
    message="alarm notification",
    source_arn="{arn}",
    # It gets in by the default policy of an old topic (docs/facts.md 2.2).
    source_owner=True,
    # AWS prints both, and an AWS library asks for both on topic and key (docs/facts.md 13.1).
    topic_sources=(SOURCE_ACCOUNT, SOURCE_ARN),
    source_pattern="arn:{partition}:cloudwatch:{region}:{account}:alarm:*",
    key_sources=(SOURCE_ACCOUNT, SOURCE_ARN),
    # "any CloudWatch alarm to publish to a topic in a different account" (docs/facts.md 13.1)
    across_accounts=True,
    # Nothing says what it does on a FIFO topic.
    message_group=None,
    # SetAlarmState (docs/facts.md 13.2).
    temporary="alarm",
)
