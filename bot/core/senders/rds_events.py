"""Amazon RDS, whose event subscriptions have a topic; Neptune's and DocumentDB's are the same."""

from __future__ import annotations

from bot.core.senders._sender import SOURCE_ACCOUNT, Sender

SENDER = Sender(
    id="rds-events",
    title="Amazon RDS events",
    principals={"aws": "events.rds.amazonaws.com"},
    option="rds",
    setting="rds",
    subject="event subscription",
    notifier="event subscription",
    message="event notification",
    # AWS prints both for the topic: the ARN is the database's, which a subscription does not name
    # (docs/facts.md 13.1).
    topic_sources=(SOURCE_ACCOUNT,),
    key_unsure=("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID"),
    across_accounts=True,
    message_group=None,
)
