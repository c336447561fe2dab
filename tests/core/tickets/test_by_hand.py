"""What budget-check does not write itself: the text works where it is pasted."""

from __future__ import annotations

import json
import shlex
from dataclasses import replace
from typing import Any

import pytest
from botocore import xform_name
from botocore.session import get_session

from bot.core.model.endpoint import Queue
from bot.core.model.path import Path
from bot.core.model.subscription import Subscription
from bot.core.policy import Effect, evaluate
from bot.core.report import judge
from bot.core.senders import BUDGETS, KEY_ACTIONS, Origin, Resource
from bot.core.tickets import Section
from bot.core.tickets.by_hand import NEW_TOPIC, by_hand
from tests.core import build
from tests.core.tickets.things import report_of

FOREIGN = build.KEY.replace(build.ACCOUNT, build.OTHER)
ELSEWHERE = build.QUEUE.replace(build.REGION, "ap-east-1")


def the_only(path: Path) -> Section:
    (section,) = by_hand(report_of(path))
    assert section.says
    return section


def codes(path: Path) -> set[str]:
    return {finding.code for finding in report_of(path).findings}


def statement(path: Path) -> dict[str, Any]:
    section = the_only(path)
    assert section.language == "json"
    found: dict[str, Any] = json.loads(section.code)
    return found


def to_queue(policy: str | None, arn: str = build.QUEUE) -> Subscription:
    made = replace(build.to_queue(policy), endpoint=arn, target=Queue(arn, policy))
    return replace(made, arn=f"{build.TOPIC}:queue")


@pytest.mark.parametrize("arn", [build.QUEUE, ELSEWHERE])
def test_the_statement_for_a_queue(arn: str) -> None:
    before = build.with_subscriptions(to_queue(None, arn))
    assert "endpoint.queue-policy" in codes(before)
    policy = build.document(statement(before))
    assert "endpoint.queue-policy" not in codes(build.with_subscriptions(to_queue(policy, arn)))


def test_the_statement_for_a_queues_key() -> None:
    def path(*statements: dict[str, object]) -> Path:
        key = build.key(build.document(build.ROOT, *statements))
        return build.with_subscriptions(build.to_queue(reference=build.KEY, key=key))

    assert "endpoint.queue-key" in codes(path())
    assert "endpoint.queue-key" not in codes(path(statement(path())))


FULL = [build.statement("x.amazonaws.com", sid=f"s{n}") for n in range(100)]


def test_the_statement_for_a_topic_whose_policy_has_no_room() -> None:
    before = build.path(topic=build.topic(build.document(*FULL)))
    assert "topic.policy-silent" in codes(before)
    after = build.path(topic=build.topic(build.document(*FULL[1:], statement(before))))
    assert "topic.policy-allows" in codes(after)


def test_the_statement_for_a_key_with_principals_that_are_gone() -> None:
    gone = build.statement(principal={"AWS": "AIDACKCEVSQ6C2EXAMPLE"}, action="kms:*", resource="*")
    before = build.key_path(build.document(build.ROOT, gone))
    assert "key.policy-silent" in codes(before)
    after = build.key_path(build.document(build.ROOT, statement(before)))
    assert "key.policy-allows" in codes(after)


def test_no_statement_where_a_button_adds_it() -> None:
    for path in (
        build.path(topic=build.topic(build.document(build.DEFAULT))),
        build.key_path(build.document(build.ROOT)),
    ):
        assert not list(by_hand(report_of(path)))


def test_the_statement_for_the_owner_of_the_key() -> None:
    path = build.path(
        topic=build.encrypted(FOREIGN), key=build.key(account=build.OTHER, arn=FOREIGN)
    )
    policy = build.document(statement(path))
    origin = Origin(build.ACCOUNT, "aws", build.NAME)
    for action in KEY_ACTIONS:
        resource = Resource(FOREIGN, build.OTHER, build.REGION)
        request = BUDGETS.request(action, resource, origin, build.NOW)
        assert request is not None
        assert evaluate(policy, request).effect is Effect.ALLOW


def input_of(command: str) -> tuple[Any, dict[str, str]]:
    """The operation that an AWS command line means, and what it is given."""
    program, service, operation, *options = shlex.split(command)
    assert program == "aws"
    model = get_session().get_service_model(service)
    names = {xform_name(name, "-"): name for name in model.operation_names}
    shape = model.operation_model(names[operation]).input_shape
    assert shape is not None
    members = {xform_name(name, "-"): name for name in shape.members}
    pairs = (option.removeprefix("--").split("=", 1) for option in options)
    given = {members[name]: value for name, value in pairs if name != "region"}
    assert set(shape.required_members) <= set(given)
    return shape, given


def test_the_command_for_a_function() -> None:
    path = build.with_subscriptions(build.to_function(None))
    assert "endpoint.lambda-policy" in codes(path)
    _, given = input_of(the_only(path).code)
    assert given["FunctionName"] == build.FUNCTION
    policy = build.document(
        build.statement(
            given["Principal"],
            given["Action"],
            given["FunctionName"],
            {"ArnLike": {"AWS:SourceArn": given["SourceArn"]}},
        )
    )
    after = build.with_subscriptions(build.to_function(policy))
    assert "endpoint.lambda-policy" not in codes(after)


MILAN = "eu-south-1"
FROM_MILAN = build.TOPIC.replace(build.REGION, MILAN)


def from_milan(endpoint: Subscription) -> Path:
    """A topic in a Region that had to be switched on, and an endpoint in one that everybody has."""
    policy = build.TOPIC_POLICY.replace(build.TOPIC, FROM_MILAN)
    return build.path(
        topic=build.topic(policy, arn=FROM_MILAN, region=MILAN, subscriptions=(endpoint,)),
        notification=build.notification(topic=FROM_MILAN),
    )


def test_the_command_for_a_function_that_lets_sns_in_under_another_name() -> None:
    path = from_milan(build.to_function(build.lambda_policy(FROM_MILAN)))
    assert "endpoint.opt-in-principal" in codes(path)
    _, given = input_of(the_only(path).code)
    assert given["Principal"] == f"sns.{MILAN}.amazonaws.com"
    policy = build.lambda_policy(given["SourceArn"], given["Principal"])
    assert "endpoint.opt-in-principal" not in codes(from_milan(build.to_function(policy)))


def test_the_statement_for_a_queue_that_lets_sns_in_under_another_name() -> None:
    path = from_milan(to_queue(build.queue_policy(FROM_MILAN)))
    assert "endpoint.opt-in-principal" in codes(path)
    after = from_milan(to_queue(build.document(statement(path))))
    assert "endpoint.opt-in-principal" not in codes(after)


def test_the_statement_for_a_queues_key_that_lets_sns_in_under_another_name() -> None:
    right = build.document(
        build.statement(f"sns.{MILAN}.amazonaws.com", "sqs:SendMessage", build.QUEUE)
    )

    def path(*statements: build.Doc) -> Path:
        key = build.key(build.document(*statements))
        return from_milan(build.to_queue(right, build.KEY, key))

    before = path(build.key_statement(None, service="sns.amazonaws.com"))
    assert "endpoint.opt-in-principal" in codes(before)
    assert "endpoint.opt-in-principal" not in codes(path(statement(before)))


@pytest.mark.parametrize("name", [build.NAME, "it's 50 % / $HOME", "-x", "予算"])
@pytest.mark.parametrize("threshold_type", ["PERCENTAGE", None])
def test_the_command_that_points_the_budget_elsewhere(
    name: str, threshold_type: str | None
) -> None:
    topic = build.TOPIC.replace(build.ACCOUNT, build.OTHER)
    told = build.notification(topic=topic, threshold_type=threshold_type)
    section = the_only(build.path(name=name, notification=told, topic=build.topic(arn=topic)))
    _, given = input_of(section.code)
    assert (given["AccountId"], given["BudgetName"]) == (build.ACCOUNT, name)
    assert topic in given["OldSubscriber"]
    assert NEW_TOPIC in given["NewSubscriber"]
    identity = json.loads(given["Notification"])
    assert identity["Threshold"] == 80
    assert ("ThresholdType" in identity) == (threshold_type is not None)


def test_a_budget_action_has_no_subscriber_to_update() -> None:
    topic = build.TOPIC.replace(build.ACCOUNT, build.OTHER)
    told = build.notification(topic=topic, action="12345678-aaaa-bbbb-cccc-1234567890ab")
    path = build.path(notification=told, topic=build.topic(arn=topic))
    assert list(by_hand(report_of(path))) == []


def test_what_two_notifications_need_is_said_once() -> None:
    topic = build.topic(subscriptions=(build.to_queue(None),))
    told = build.notification(), build.notification(threshold=90.0)
    report = judge(build.facts(*told, topics={build.TOPIC: topic}))
    assert len(report.paths) == 2
    assert len(list(by_hand(report))) == 1


def test_a_healthy_path_needs_none() -> None:
    assert list(by_hand(report_of(build.path()))) == []
