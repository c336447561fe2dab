"""A topic's subscriptions as SNS shows them."""

from __future__ import annotations

from bot.aws.clients import Aws
from bot.core.model.subscription import Subscription, SubscriptionAttributes
from bot.core.model.topic import Topic
from tests.aws.world import TOPIC, World, check

CHATBOT = "https://global.sns-api.chatbot.amazonaws.com"


def _subscriptions(aws: Aws) -> tuple[Subscription, ...]:
    topic = check(aws).topics[TOPIC]
    assert isinstance(topic, Topic)
    assert isinstance(topic.subscriptions, tuple)
    return topic.subscriptions


def test_a_pending_subscription_has_no_attributes_to_read(world: World, aws: Aws) -> None:
    topic = world.topic()
    world.subscribe(topic, "email", "a@example.com")
    world.budget(topic)
    world.aws.control.forget_calls()
    [found] = _subscriptions(aws)
    assert found == Subscription("PendingConfirmation", "email", "a@example.com", pending=True)
    assert "sns GetSubscriptionAttributes" not in world.calls()


def test_a_confirmed_one_with_every_attribute(world: World, aws: Aws) -> None:
    topic, queue = world.topic(), world.queue()
    dead = world.queue("dead")
    given = {
        "FilterPolicy": '{"a": ["b"]}',
        "FilterPolicyScope": "MessageBody",
        "RawMessageDelivery": "true",
        "RedrivePolicy": f'{{"deadLetterTargetArn": "{dead}"}}',
    }
    arn = world.subscribe(topic, "sqs", queue, **given)
    world.budget(topic)
    [found] = _subscriptions(aws)
    assert (found.arn, found.pending) == (arn, False)
    assert found.attributes == SubscriptionAttributes(
        given["FilterPolicy"], "MessageBody", True, given["RedrivePolicy"]
    )


def test_the_plain_chat_subscription(world: World, aws: Aws) -> None:
    topic = world.topic()
    arn = world.subscribe(topic, "https", CHATBOT)
    world.budget(topic)
    assert _subscriptions(aws) == (Subscription(arn, "https", CHATBOT),)


def test_every_page_is_read(world: World, aws: Aws) -> None:
    topic = world.topic()
    for i in range(101):
        world.subscribe(topic, "email", f"a{i}@example.com")
    world.budget(topic)
    world.aws.control.forget_calls()
    assert len(_subscriptions(aws)) == 101
    assert world.calls().count("sns ListSubscriptionsByTopic") == 2


def test_one_that_has_gone_since_the_list_is_not_there(world: World, aws: Aws) -> None:
    topic = world.topic()
    world.subscribe(topic, "https", CHATBOT)
    kept = world.subscribe(topic, "sqs", world.queue())
    world.budget(topic)
    world.aws.fault("sns", "GetSubscriptionAttributes", code="NotFound", status=404, times=1)
    assert len(_subscriptions(aws)) == 1
    assert kept in {s.arn for s in _subscriptions(aws)}
