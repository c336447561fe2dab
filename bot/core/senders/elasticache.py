"""Amazon ElastiCache, whose clusters may have a topic."""

from __future__ import annotations

from bot.core.senders._sender import Sender

SENDER = Sender(
    id="elasticache",
    title="Amazon ElastiCache",
    principals={"aws": "elasticache.amazonaws.com"},
    option="elasticache",
    setting="elasticache",
    subject="cluster",
    notifier="cluster",
    message="cluster event",
    # "must use the aws:SourceOwner condition key, not aws:SourceAccount", in a statement for
    # everybody; whether one that names the service lets it in, AWS does not say
    # (docs/facts.md 13.1).
    source_owner=True,
    topic_never=("aws:SourceAccount",),
    by_everyone=True,
    # "cannot be encrypted", "same account", "same Region" (docs/facts.md 13.1).
    encrypted_topics=False,
    message_group=None,
)
