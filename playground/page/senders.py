"""What else publishes to a topic, and what the playground's own judge says would become of it."""

from __future__ import annotations

from playground.aws.control import Publish
from playground.page.session import Session
from playground.slack.shapes import JsonList, JsonObject

_KINDS = {
    "alarms": "CloudWatch alarm",
    "rules": "EventBridge rule",
    "trails": "CloudTrail trail",
    "anomalies": "Cost anomaly subscription",
    "config": "AWS Config delivery channel",
    "rds": "RDS event subscription",
    "elasticache": "ElastiCache cluster",
}


def senders(session: Session, topic: str) -> JsonList:
    """Each sender beside AWS Budgets that has the topic (its ARN), by kind and name."""
    found = session.control.senders(topic)
    return [_shown(one) for one in sorted(found, key=lambda one: (one.sender, one.name))]


def _shown(one: Publish) -> JsonObject:
    return {
        "sender": one.sender,
        "kind": _KINDS[one.sender],
        "name": one.name,
        "account": one.account,
        "outcome": one.outcome,
        "why": one.why,
        "stopped_at": one.hop,
    }
