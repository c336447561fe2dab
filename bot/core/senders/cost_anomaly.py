"""AWS Cost Anomaly Detection, as far as its failure mails are understood."""

from __future__ import annotations

from bot.core.senders._sender import Sender

SENDER = Sender(
    id="cost-anomaly",
    title="AWS Cost Anomaly Detection",
    principals={"aws": "costalerts.amazonaws.com"},
    # Nothing says that it is on AWS's list of those that send it (docs/facts.md 2.2).
    source_owner=False,
)
