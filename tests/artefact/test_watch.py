"""A change of a key that CloudTrail saw, from EventBridge's event to the post that names who."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from playground.demo.words import lines_of
from playground.scenarios.load import find, seed
from playground.slack import seed as people
from tests.artefact.world import Deployed
from tests.core.aws_events.events import cloudtrail

HEALTHY = "customer-key"


def closed(world: Deployed) -> dict[str, Any]:
    """Somebody takes AWS Budgets out of the key's policy; the event that EventBridge then has."""
    topic = find(HEALTHY).topics[0]
    sns, kms = world.aws.client("sns", topic.region), world.aws.client("kms", topic.region)
    alias = sns.get_topic_attributes(TopicArn=topic.arn)["Attributes"]["KmsMasterKeyId"]
    arn = kms.describe_key(KeyId=alias)["KeyMetadata"]["Arn"]
    policy = json.loads(kms.get_key_policy(KeyId=arn)["Policy"])
    policy["Statement"] = [s for s in policy["Statement"] if "Service" not in s["Principal"]]
    kms.put_key_policy(KeyId=arn, PolicyName="default", Policy=json.dumps(policy))
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    parameters = {"keyId": arn, "policyName": "default"}
    return cloudtrail("kms", "PutKeyPolicy", parameters, topic.region, eventTime=now)


def test_a_key_that_somebody_closed_is_told_once_with_who_did_it(world: Deployed) -> None:
    world.extra["ALERTS_CHANNEL"] = people.ALERTS
    seed(world.aws.url, [HEALTHY])
    assert world.command(find(HEALTHY).budget).text == f"✅ {find(HEALTHY).budget} alerts"
    event = closed(world)
    for _ in range(2):  # EventBridge delivers at least once
        assert world.function("events").invoke(event).error is None
    world.pump()
    (post,) = world.slack.messages(people.ALERTS)
    text = "\n".join(lines_of(post.blocks))
    assert f"❌ {find(HEALTHY).budget} does not alert" in text and "alice@example.com" in text
    assert "fix.allow-on-key" in str(post.blocks)
