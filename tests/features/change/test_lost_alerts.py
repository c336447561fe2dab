"""An alert that was lost before the mend: it is named, and no longer counts against the path."""

from __future__ import annotations

import json

from playground.scenarios.load import find
from tests.features.conftest import GRANT
from tests.features.world import Mending, text_of

LOST = "does not send it again"
UNEXPLAINED = "probably"


def overspend(world: Mending) -> None:
    """AWS Budgets tries once, and the budget stays in ALARM."""
    scenario = find(GRANT)
    tried = world.aws.control.set_spend(scenario.topics[0].account, scenario.budget, 5000.0)
    assert tried and all(one.outcome == "refused" for one in tried)


def mend_by_hand(world: Mending) -> None:
    """Somebody writes the key policy without budget-check."""
    policy = world.key_policy(GRANT)
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "budgets.amazonaws.com"},
        "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
        "Resource": "*",
    }
    text = json.dumps({**policy, "Statement": [*policy["Statement"], statement]})
    kms = world.aws.client("kms", find(GRANT).topics[0].region)
    key = kms.describe_key(KeyId=world.topic(GRANT)["KmsMasterKeyId"])["KeyMetadata"]["Arn"]
    kms.put_key_policy(KeyId=key, PolicyName="default", Policy=text)


def test_after_our_mend_the_verdict_is_the_paths_and_the_lost_alert_is_named(
    world: Mending,
) -> None:
    overspend(world)
    answer = world.check(GRANT)
    assert "does not alert" in answer.text and UNEXPLAINED in text_of(answer)
    world.submit(world.preview(answer, "fix.allow-on-key"))
    for shown in (answer, world.check(GRANT)):
        assert "✅" in shown.text
        assert LOST in text_of(shown) and "actual > 80 %" in text_of(shown)
        assert UNEXPLAINED not in text_of(shown)


def test_one_that_was_lost_after_the_check_and_before_the_mend(world: Mending) -> None:
    answer = world.check(GRANT)
    overspend(world)
    world.submit(world.preview(answer, "fix.allow-on-key"))
    for shown in (answer, world.check(GRANT)):
        assert "✅" in shown.text and LOST in text_of(shown)


def test_after_somebodys_mend(world: Mending) -> None:
    overspend(world)
    world.check(GRANT)
    mend_by_hand(world)
    for _ in range(2):
        answer = world.check(GRANT)
        assert "✅" in answer.text and LOST in text_of(answer)


def test_an_alarm_that_no_check_saw_before_the_mend_stays_a_risk(world: Mending) -> None:
    overspend(world)
    mend_by_hand(world)
    for _ in range(2):
        answer = world.check(GRANT)
        assert "alerts, but can stop" in answer.text and UNEXPLAINED in text_of(answer)


def test_the_next_period_is_another_matter(world: Mending) -> None:
    overspend(world)
    world.submit(world.preview(world.check(GRANT), "fix.allow-on-key"))
    scenario = find(GRANT)
    world.aws.control.begin_period(scenario.topics[0].account, scenario.budget)
    answer = world.check(GRANT)
    assert "✅" in answer.text and LOST not in text_of(answer)


def test_a_table_that_does_not_answer_explains_nothing(world: Mending) -> None:
    overspend(world)
    world.submit(world.preview(world.check(GRANT), "fix.allow-on-key"))
    world.aws.fault("dynamodb", "GetItem", code="InternalServerError", status=500)
    answer = world.check(GRANT)
    assert "alerts, but can stop" in answer.text and UNEXPLAINED in text_of(answer)
