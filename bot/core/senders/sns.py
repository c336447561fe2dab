"""Amazon SNS, which calls the endpoints and the keys of queues for a topic."""

from __future__ import annotations

from bot.core.senders._sender import SOURCE_ACCOUNT, SOURCE_ARN, Sender

SENDER = Sender(
    id="sns",
    title="Amazon SNS",
    principals={"aws": "sns.amazonaws.com"},
    source_arn="{arn}",
    source_owner=False,
    # In the policy of a queue; to Lambda it sends no aws:SourceAccount (core.delivery,
    # docs/facts.md 2.4).
    topic_sources=(SOURCE_ACCOUNT, SOURCE_ARN),
    # What of its source reaches a queue's key is not documented; CDK asks there for its ARN, and
    # messages arrive (docs/facts.md 11a).
    key_unsure=("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID"),
)
