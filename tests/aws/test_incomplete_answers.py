"""Answers that succeed and are not whole: a failed read, never "nothing there"."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, cast

import pytest

from bot.aws.budgets import list_budgets
from bot.aws.clients import Aws
from bot.aws.owners import tags
from bot.aws.sweep import sweep
from bot.core.model.endpoint import Queue
from bot.core.model.key import Key
from bot.core.model.path import Facts
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.model.topic import Topic
from tests.aws.world import NAME, NOW, TOPIC, OpenAws, World, check, policy
from tests.conftest import ACCOUNT

Change = Callable[[dict[str, Any]], object]
"""What becomes of an answer."""


class Changes:
    """Changes answers after botocore has taken them apart."""

    def __init__(self) -> None:
        self._made: dict[str, Change] = {}

    def __setitem__(self, operation: str, change: Change) -> None:
        self._made[operation] = change

    def __call__(self, parsed: dict[str, Any], event_name: str, **_: object) -> None:
        """A handler of botocore's event after-call."""
        change = self._made.get(event_name.rpartition(".")[2])
        if change and parsed["ResponseMetadata"]["HTTPStatusCode"] == 200:
            change(parsed)


@pytest.fixture
def changes() -> Changes:
    return Changes()


@pytest.fixture
def aws(open_aws: OpenAws, changes: Changes) -> Aws:
    made = open_aws(alone=True)
    made._session.events.register("after-call", cast("Any", changes))
    return made


@pytest.fixture
def key(world: World) -> str:
    """A budget, a topic with a key, and a queue behind it that has neither policy nor key."""
    key = world.key()
    topic = world.topic(KmsMasterKeyId=key)
    world.subscribe(topic, "sqs", world.queue())
    world.budget(topic)
    return key


def drop(*path: Any) -> Change:
    """Leave out one member."""

    def change(parsed: dict[str, Any]) -> None:
        place: Any = parsed
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return change


def put(name: str, value: object) -> Change:
    return lambda parsed: parsed.update({name: value})


def unread(found: object, action: str, *words: str) -> None:
    assert isinstance(found, ReadFailed), found
    assert (found.action, found.cause) == (action, Cause.FAILED)
    assert all(word in found.detail for word in words), found.detail


def topic_of(facts: Facts) -> Topic:
    found = facts.topics[TOPIC]
    assert isinstance(found, Topic)
    return found


def key_of(facts: Facts) -> Key:
    found = facts.keys[TOPIC]
    assert isinstance(found, Key)
    return found


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(
    ("operation", "member", "place"),
    [
        ("DescribeNotificationsForBudget", "Notifications", "notifications"),
        ("DescribeBudgetActionsForBudget", "Actions", "actions"),
    ],
)
def test_a_list_of_budgets(
    aws: Aws, changes: Changes, operation: str, member: str, place: str
) -> None:
    changes[operation] = drop(member)
    words = f"The answer to {operation} has no '{member}'."
    action = {"actions": f"budgets:{operation}"}.get(place, "budgets:ViewBudget")
    unread(getattr(check(aws), place), action, words)


@pytest.mark.usefixtures("key")
def test_the_subscribers(aws: Aws, changes: Changes) -> None:
    changes["DescribeSubscribersForNotification"] = drop("Subscribers")
    [told] = cast("Any", check(aws).notifications)
    unread(told.subscribers, "budgets:ViewBudget", "has no 'Subscribers'")


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("member", ["SubscriptionArn", "Protocol", "Endpoint"])
def test_a_subscription_without_a_part(aws: Aws, changes: Changes, member: str) -> None:
    changes["ListSubscriptionsByTopic"] = drop("Subscriptions", 0, member)
    found = topic_of(check(aws)).subscriptions
    unread(found, "sns:ListSubscriptionsByTopic", f"has no '{member}'")


@pytest.mark.usefixtures("key")
def test_the_attributes_of_no_subscription(aws: Aws, changes: Changes) -> None:
    changes["GetSubscriptionAttributes"] = put("Attributes", {})
    [found] = cast("Any", topic_of(check(aws)).subscriptions)
    unread(found.attributes, "sns:GetSubscriptionAttributes", "has no 'SubscriptionArn'")
    changes["GetSubscriptionAttributes"] = put("Attributes", {"SubscriptionArn": f"{TOPIC}:2"})
    [found] = cast("Any", topic_of(check(aws)).subscriptions)
    unread(found.attributes, "sns:GetSubscriptionAttributes", f"SNS answered for {TOPIC}:2.")


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("member", ["KeyState", "KeyManager", "KeySpec", "KeyUsage", "Arn"])
def test_a_key_without_a_part(aws: Aws, changes: Changes, member: str) -> None:
    changes["DescribeKey"] = drop("KeyMetadata", member)
    unread(check(aws).keys[TOPIC], "kms:DescribeKey", f"has no '{member}'")


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (drop("Grants"), "has no 'Grants'"),
        (drop("Truncated"), "has no 'Truncated'"),
        (put("Truncated", True), "its answer does not say where"),
    ],
)
def test_grants_that_are_not_all(aws: Aws, changes: Changes, change: Change, words: str) -> None:
    changes["ListGrants"] = change
    unread(key_of(check(aws)).grants, "kms:ListGrants", words)


def test_a_second_key_policy_that_fails_leaves_it_open(
    world: World, open_aws: OpenAws, key: str
) -> None:
    world.aws.control.put_key_policy(key, policy(), name="AWS_RAM")
    world.aws.fault("kms", "GetKeyPolicy", text="AWS_RAM", code="KMSInternalException", times=4)
    found = key_of(check(open_aws()))
    unread(found.policies, "kms:GetKeyPolicy")


@pytest.mark.usefixtures("key")
def test_a_queue_that_has_nothing_set_is_read(aws: Aws, changes: Changes) -> None:
    queue = f"arn:aws:sqs:us-east-1:{ACCOUNT}:alerts"
    [found] = cast("Any", topic_of(check(aws)).subscriptions)
    assert found.target == Queue(queue, None)
    changes["GetQueueAttributes"] = drop("Attributes")
    [found] = cast("Any", topic_of(check(aws)).subscriptions)
    unread(found.target, "sqs:GetQueueAttributes", "has no 'Attributes'")


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (drop("MetricDataResults"), "has no 'MetricDataResults'"),
        (drop("MetricDataResults", 2), "has no 'failed_0'"),
        (drop("MetricDataResults", 0, "StatusCode"), "has no 'StatusCode'"),
        (drop("MetricDataResults", 0, "Values"), "has no 'Values'"),
        (
            lambda parsed: parsed["MetricDataResults"][1].update(StatusCode="PartialData"),
            "CloudWatch answered PartialData for one of the topic's metrics.",
        ),
    ],
)
def test_metrics_that_are_not_all(aws: Aws, changes: Changes, change: Change, words: str) -> None:
    changes["GetMetricData"] = change
    unread(topic_of(check(aws)).traffic, "cloudwatch:GetMetricData", words)


@pytest.mark.usefixtures("key")
def test_a_metric_that_cloudwatch_forbids(aws: Aws, changes: Changes) -> None:
    changes["GetMetricData"] = lambda parsed: parsed["MetricDataResults"][1].update(
        StatusCode="Forbidden"
    )
    found = topic_of(check(aws)).traffic
    assert isinstance(found, ReadFailed)
    assert found.cause is Cause.REFUSED


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize(
    ("operation", "member"),
    [
        ("DescribeSlackChannelConfigurations", "SlackChannelConfigurations"),
        ("ListMicrosoftTeamsChannelConfigurations", "TeamChannelConfigurations"),
        ("DescribeChimeWebhookConfigurations", "WebhookConfigurations"),
    ],
)
def test_chat_configurations(aws: Aws, changes: Changes, operation: str, member: str) -> None:
    changes[operation] = drop(member)
    [found] = check(aws).chats.unread
    unread(found, f"chatbot:{operation}", f"has no '{member}'")


def test_tags(aws: Aws, changes: Changes, key: str) -> None:
    changes["ListResourceTags"] = drop("Tags")
    unread(tags(aws, key), "kms:ListResourceTags", "has no 'Tags'")
    changes["ListTagsForResource"] = drop("Tags")
    unread(tags(aws, TOPIC), "sns:ListTagsForResource", "has no 'Tags'")


@pytest.mark.usefixtures("key")
def test_no_list_of_budgets_is_an_account_without(aws: Aws, changes: Changes) -> None:
    """AWS leaves it out then (`budgets.describe_all`)."""
    changes["DescribeBudgets"] = drop("Budgets")
    assert list_budgets(aws, ACCOUNT) == ()
    assert sweep(aws, ACCOUNT, NOW).budgets == ()


@pytest.mark.usefixtures("key")
def test_a_budget_of_which_a_list_says_nothing_is_asked_for_its_own(
    world: World, aws: Aws, changes: Changes
) -> None:
    changes["DescribeBudgetNotificationsForAccount"] = drop(
        "BudgetNotificationsForAccount", 0, "Notifications"
    )
    world.aws.control.forget_calls()
    [one] = sweep(aws, ACCOUNT, NOW).budgets
    assert len(cast("Any", one.facts.notifications)) == 1
    assert "budgets DescribeNotificationsForBudget" in world.calls()


BODIES = {
    "nothing": "",
    "null": "null",
    "a list": "[]",
    "a text": '"x"',
    "a page": "<html><body>Please sign in</body></html>",
    "half": '{"Budgets": [{"Bud',
    "an object for a list": '{"Budgets": {}}',
    "a text for a list": '{"Budgets": ""}',
    "false for a list": '{"Budgets": false}',
    "null in a list": '{"Budgets": [null]}',
    "a number for a text": '{"Budgets": [], "NextToken": 0}',
    "a list for a name": json.dumps({"Budgets": [{"BudgetName": [NAME]}]}),
    "too deep": "[" * 100_000,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=list(BODIES))
def test_a_body_of_another_shape_is_no_empty_list(aws: Aws, body: str) -> None:
    def replace(response_dict: dict[str, Any], **_: object) -> None:
        response_dict["body"] = body.encode()

    aws.budgets().meta.events.register_first("before-parse", replace)
    words = "The answer to DescribeBudgets has not the shape that AWS documents."
    unread(list_budgets(aws, ACCOUNT), "budgets:ViewBudget", words)


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("body", [b"\x9f" * 5000, b"\x81" * 5000, b"\xa1", b"", b"\xff", b"<html>"])
def test_metrics_that_are_none(aws: Aws, body: bytes) -> None:
    def replace(response_dict: dict[str, Any], **_: object) -> None:
        response_dict["body"] = body

    aws.cloudwatch("us-east-1").meta.events.register("before-parse", replace)
    unread(topic_of(check(aws)).traffic, "cloudwatch:GetMetricData")


def test_what_is_not_there_is_still_told_from_what_was_not_read(aws: Aws) -> None:
    assert isinstance(check(aws).budget, NotFound)
