"""AWS CloudTrail, whose trails tell a topic of each log file."""

from __future__ import annotations

from bot.core.senders._sender import SOURCE_ACCOUNT, SOURCE_ARN, Sender

SENDER = Sender(
    id="cloudtrail",
    title="AWS CloudTrail",
    principals={"aws": "cloudtrail.amazonaws.com"},
    option="trail",
    setting="trails",
    subject="trail",
    notifier="trail",
    message="log file notification",
    source_arn="{arn}",
    # AWS recommends the trail's ARN on the topic, and prints the key's statement without any
    # condition (docs/facts.md 13.1). A trail's ARN has its home Region, not the topic's.
    topic_sources=(SOURCE_ARN,),
    topic_unsure=(SOURCE_ACCOUNT,),
    source_pattern="arn:{partition}:cloudtrail:*:{account}:trail/*",
    key_unsure=("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID"),
    across_accounts=True,
    across_regions=True,
    message_group=None,
)
