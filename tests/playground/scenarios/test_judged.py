"""The judge on every scenario, straight from its data: no server, no AWS call."""

from datetime import UTC, datetime

import pytest

from playground.aws import judge as court
from playground.scenarios.catalog import names, scenarios
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import ACCOUNT


def key_of(topic: Topic) -> court.Key | None:
    if topic.key is None:
        return None
    if isinstance(topic.key, str):
        managed = topic.key.startswith("alias/aws/")
        manager = "AWS" if managed else "CUSTOMER"
        return court.Key(topic.key, ACCOUNT, manager=manager, exists=managed)
    return known(topic.key, topic.region)


def known(key: Key, region: str) -> court.Key:
    grants = tuple(
        court.Grant("budgets.amazonaws.com", g.operations, g.source_arn) for g in key.grants
    )
    arn = f"arn:aws:kms:{key.region or region}:{key.account}:key/{key.name}"
    texts = (key.policy, key.shared_policy) if key.shared else (key.policy,)
    return court.Key(
        arn,
        key.account,
        texts,
        state=key.state,
        spec=key.spec,
        usage=key.usage,
        grants=grants,
    )


def situation(scenario: Scenario) -> court.Situation | None:
    address = scenario.alerts[0].topic if scenario.alerts else None
    topic = next((topic for topic in scenario.topics if topic.arn == address), None)
    if topic is None or scenario.health:
        return None
    policy = None if topic.missing else topic.text
    key, now = key_of(topic), datetime.now(UTC)
    return court.Situation(
        ACCOUNT,
        scenario.budget,
        topic.arn,
        policy,
        key,
        now=now,
        organization=scenario.organization or None,
    )


@pytest.mark.parametrize("scenario", scenarios(), ids=names())
def test_the_judge_agrees_with_the_scenario(scenario: Scenario) -> None:
    asked = situation(scenario)
    found = None if asked is None else court.judge(asked)
    assert (found and found.outcome) == scenario.expected.judge, found
