"""The details of an answer: the statement that decides, and what happened before."""

from __future__ import annotations

import json

from bot.core.aws_events import ResourceChange, ResourceKind
from playground.scenarios.load import find
from tests.conftest import ACCOUNT
from tests.features.conftest import GRANT, different, names, opener, world
from tests.features.world import Mending, text_of

__all__ = ["different", "names", "opener", "world"]


def test_the_statement_that_decides_is_shown_as_it_is_written(world: Mending) -> None:
    topic = find(GRANT).topics[0]
    denies = {
        "Sid": "NoBudgets",
        "Effect": "Deny",
        "Principal": {"Service": "budgets.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": topic.arn,
    }
    policy = {"Version": "2012-10-17", "Statement": [denies]}
    sns = world.aws.client("sns", topic.region)
    sns.set_topic_attributes(
        TopicArn=topic.arn, AttributeName="Policy", AttributeValue=json.dumps(policy)
    )
    view = world.preview(world.check(GRANT), "check.details")
    assert json.dumps(denies, indent=2) in text_of(view)


def test_who_changed_the_path_and_since_when_it_does_not_alert(world: Mending) -> None:
    world.mend(GRANT, "allow-on-key")
    topic, now = find(GRANT).topics[0], world.clock()
    changed = ResourceChange(
        *("e1", "SetTopicAttributes", "dana in the role Developer", now),
        *(ACCOUNT, topic.region, ResourceKind.TOPIC, topic.arn),
    )
    world.store.resource_changes.put(changed)
    view = world.preview(world.check(GRANT), "check.details")
    shown = " ".join(text_of(view).split())
    assert "History" in shown and "dana in the role Developer" in shown
    assert "SetTopicAttributes" in shown and "Its alerts did not arrive from" in shown


def test_tables_that_do_not_answer_hide_no_finding(world: Mending) -> None:
    answer = world.check(GRANT)
    world.aws.fault("dynamodb", "GetItem", code="InternalServerError", status=500)
    view = world.preview(answer, "check.details")
    world.aws.control.forget_faults()
    assert "key.policy-silent" in text_of(view) and "History" not in text_of(view)
