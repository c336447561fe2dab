"""AWS Cost Anomaly Detection, whose subscriptions have topics as subscribers."""

from __future__ import annotations

from bot.core.senders._sender import SOURCE_ACCOUNT, Sender

SENDER = Sender(
    id="cost-anomaly",
    title="AWS Cost Anomaly Detection",
    principals={"aws": "costalerts.amazonaws.com"},
    option="anomaly",
    setting="anomalies",
    subject="anomaly subscription",
    notifier="subscription",
    message="anomaly alert",
    # Nothing says that it is on AWS's list of those that send it (docs/facts.md 2.2).
    source_owner=False,
    # Documented is the subscription's account; of an ARN, and of the call to KMS, nothing
    # (docs/facts.md 13.1).
    topic_sources=(SOURCE_ACCOUNT,),
    key_unsure=("aws:SourceArn", "aws:SourceAccount", "aws:SourceOrgID"),
    across_accounts=None,
    across_regions=True,
    message_group=None,
)
