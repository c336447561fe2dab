"""What else publishes to the topic: read with the path, once before the preview and once before a
write that hangs on it.
"""

from __future__ import annotations

import json
from dataclasses import replace

from bot.aws.senders import all_readers
from bot.aws.topic_senders import read_senders
from bot.core.change.events import EventType
from tests.conftest import ACCOUNT
from tests.features.change.bench import PLACE, Bench, change_of

WORDS = tuple(one.sender.setting for one in all_readers())
SHARED = "alarm-root-only-key"


def reading_all(b: Bench) -> Bench:
    """The bench of a deployment whose SENDERS names all of them."""
    return b.but(senders=lambda account, topic: read_senders(b.reading, account, topic, WORDS))


def alarms_read(b: Bench) -> int:
    """How often somebody asked for the alarms since it was asked last."""
    calls = [one.operation for one in b.aws.control.calls()]
    return calls.count("DescribeAlarms")


def test_an_alarm_is_let_in_with_the_budget_by_one_write(b: Bench) -> None:
    b = reading_all(b)
    change = b.propose(SHARED, "allow-on-key")
    assert change.plan.title.startswith("Let AWS Budgets and Amazon CloudWatch use the key")
    assert "Amazon CloudWatch (alarm citadel-errors) gets in too from then on." in (
        change.plan.impact
    )
    assert alarms_read(b) == 1
    assert b.submit(change).what is EventType.SUBMITTED
    assert alarms_read(b) == 1
    assert b.mender.apply(change.id).what is EventType.APPLIED
    assert alarms_read(b) == 2
    assert b.writes() == ["PutKeyPolicy"]
    [publish] = b.aws.control.senders(change.plan.topic)
    assert publish.outcome == "delivers"


def test_a_plan_that_lets_nobody_else_in_reads_them_once(b: Bench) -> None:
    b = reading_all(b)
    change = b.approved("customer-key-without-budgets", "allow-on-key")
    assert b.mender.apply(change.id).what is EventType.APPLIED
    assert alarms_read(b) == 1


def test_a_fix_of_a_subscription_reads_none(b: Bench) -> None:
    b = reading_all(b)
    b.propose("subscription-raw-to-chatbot", "raw-delivery-off")
    assert alarms_read(b) == 0


def test_whoever_is_gone_before_the_write_is_not_let_in(b: Bench) -> None:
    b = reading_all(b)
    change = b.propose(SHARED, "allow-on-key")
    assert b.submit(change).what is EventType.SUBMITTED
    region = change.plan.topic.split(":")[3]
    b.aws.client("cloudwatch", region).delete_alarms(AlarmNames=["citadel-errors"])
    stopped = b.mender.apply(change.id)
    assert stopped.what is EventType.STOPPED
    assert stopped.instead
    assert stopped.instead.plan.sender == "AWS Budgets"
    assert b.writes() == []


def test_a_policy_that_was_edited_asks_anew_with_all_senders(b: Bench) -> None:
    b = reading_all(b)
    change = b.propose(SHARED, "allow-on-key")
    document = b.key_policy(change.plan)
    document["Statement"].append({**document["Statement"][0], "Sid": "another"})
    b.put_key(change.plan, document)
    anew = change_of(b.submit(change), EventType.REPLANNED)
    assert anew.plan.sender == "AWS Budgets and Amazon CloudWatch"
    assert anew.plan.fingerprint != change.plan.fingerprint


def test_nobody_encrypts_a_topic_again_that_config_has_come_to_use(b: Bench) -> None:
    b = reading_all(b)
    b = b.but(rules=replace(b.ports.rules, allow_unencrypted=True))
    scenario = b.seed("shared-topic")
    topic = scenario.topics[0]
    sns = b.aws.client("sns", topic.region)
    sns.set_topic_attributes(
        TopicArn=topic.arn, AttributeName="KmsMasterKeyId", AttributeValue="alias/aws/sns"
    )
    change = b.proposed(b.wish(scenario, "turn-off-encryption"))
    assert "AWS Config (delivery channel default) gets in too from then on." in change.plan.impact
    b.submit(change, reason="nobody hears anything")
    assert b.mender.apply(change.id).what is EventType.APPLIED
    refused = b.mender.propose_undo(change.id, "U1", PLACE)
    assert refused.what is EventType.CANNOT
    assert refused.says.startswith("This would silence AWS Config (delivery channel default).")


def test_a_new_key_lets_in_whom_only_the_readings_show(b: Bench) -> None:
    b = reading_all(b)
    scenario = b.seed("alarm-aws-managed-key")
    topic = scenario.topics[0]
    sns = b.aws.client("sns", topic.region)
    policy = json.loads(sns.get_topic_attributes(TopicArn=topic.arn)["Attributes"]["Policy"])
    for one in policy["Statement"]:
        if one["Sid"] == "AllowAlarms":
            one["Principal"] = {"AWS": "*"}
            one["Condition"] = {"StringEquals": {"aws:SourceAccount": ACCOUNT}}
    sns.set_topic_attributes(
        TopicArn=topic.arn, AttributeName="Policy", AttributeValue=json.dumps(policy)
    )
    change = b.proposed(b.wish(scenario, "move-to-new-key"))
    statements = json.loads(change.plan.writes[0].after)["Statement"]
    assert "BudgetCheckAllowCloudwatch" in {one["Sid"] for one in statements}
    b.submit(change)
    assert b.mender.apply(change.id).what is EventType.APPLIED
    assert alarms_read(b) == 2


def test_what_could_not_be_read_is_said(b: Bench) -> None:
    b = b.but(
        senders=lambda account, topic: read_senders(
            b.reading, account, topic, ("alarms",), seconds=0.0
        )
    )
    change = b.propose(SHARED, "allow-on-key")
    assert any("What of Amazon CloudWatch publishes" in one for one in change.plan.impact)
