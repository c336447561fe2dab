"""AWS Config, whose delivery channel may have a topic."""

from __future__ import annotations

from bot.core.senders._sender import SOURCE_ACCOUNT, Sender

SERVICE_LINKED = ":role/aws-service-role/"
"""In the ARN of a service-linked role."""

SENDER = Sender(
    id="config",
    title="AWS Config",
    principals={"aws": "config.amazonaws.com"},
    option="config",
    setting="config",
    subject="delivery channel",
    notifier="delivery channel",
    message="configuration notification",
    # With the service-linked role (docs/facts.md 13.1).
    topic_sources=(SOURCE_ACCOUNT,),
    # "AWS Config does not support encrypted Amazon SNS topics", and "currently supports only access
    # within the same AWS Region and across accounts" (docs/facts.md 13.1).
    encrypted_topics=False,
    beside_topic="Or have an EventBridge rule for its events publish to this topic.",
    across_accounts=True,
    message_group=None,
)
