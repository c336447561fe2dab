"""Amazon EventBridge, whose rules have topics as targets."""

from __future__ import annotations

from bot.core.senders._sender import SOURCE_ACCOUNT, SOURCE_ARN, Sender

SENDER = Sender(
    id="eventbridge-rules",
    title="Amazon EventBridge",
    principals={"aws": "events.amazonaws.com"},
    option="rule",
    setting="rules",
    subject="rule",
    notifier="rule",
    message="event",
    source_arn="{arn}",
    # The default policy of an old topic keeps it out (docs/facts.md 2.2).
    source_owner=False,
    # The rule's ARN is documented for a topic's policy, aws:SourceAccount is not
    # (docs/facts.md 13.1).
    topic_sources=(SOURCE_ARN,),
    topic_unsure=(SOURCE_ACCOUNT,),
    source_pattern="arn:{partition}:events:{region}:{account}:rule/*",
    # "not supported in EventBridge-to-encrypted topics": a statement with them keeps it out
    # (docs/facts.md 13.1).
    key_never=("aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths"),
    across_accounts=True,
    message_group=None,
)
