"""How long a check waits: for the longest chain of calls, never for the sum of them.

The figure itself is `make bench`'s; these bounds are generous, for a machine that does other work.
"""

from __future__ import annotations

import time

from bot.aws.clients import Aws
from bot.core.model import Key, Topic
from tests.aws.world import World, check

LATENCY = 0.1


def _five_notifications_on_three_topics(world: World, *, by_alias: bool) -> None:
    keys = [world.key(f"key-{i}") for i in range(3)]
    names = [f"alias/key-{i}" if by_alias else key for i, key in enumerate(keys)]
    topics = [world.topic(f"alerts-{i}", KmsMasterKeyId=name) for i, name in enumerate(names)]
    for topic in topics:
        world.subscribe(topic, "https", "https://global.sns-api.chatbot.amazonaws.com")
    world.budget(*topics, *topics[:2])


def _seconds(world: World, aws: Aws) -> float:
    check(aws)  # makes the clients
    world.aws.fault(latency=LATENCY)
    before = time.monotonic()
    facts = check(aws)
    seconds = time.monotonic() - before
    assert all(isinstance(topic, Topic) for topic in facts.topics.values())
    assert all(isinstance(key, Key) and key.grants == () for key in facts.keys.values())
    return seconds


def test_four_calls_one_behind_another(world: World, aws: Aws) -> None:
    _five_notifications_on_three_topics(world, by_alias=False)
    assert 4 * LATENCY <= _seconds(world, aws) < 2 * 4 * LATENCY


def test_an_alias_costs_one_more(world: World, aws: Aws) -> None:
    _five_notifications_on_three_topics(world, by_alias=True)
    assert 5 * LATENCY <= _seconds(world, aws) < 2 * 5 * LATENCY


def test_a_topic_does_not_wait_for_a_slow_sibling(world: World, aws: Aws) -> None:
    quick, slow = world.topic("quick"), world.topic("slow")
    world.budget(quick, slow)
    check(aws)
    # The second notification's threshold is 20 %.
    world.aws.fault("budgets", "DescribeSubscribersForNotification", text="20.0", latency=1.0)
    world.aws.control.forget_calls()
    before = time.time()
    facts = check(aws)
    assert time.time() - before >= 1
    assert set(facts.topics) == {quick, slow}
    first = next(c for c in world.aws.control.calls("sns", "GetTopicAttributes"))
    assert first.at - before < 0.8


def test_many_topics_do_not_lock_the_threads_up(world: World, aws: Aws) -> None:
    topics = [world.topic(f"alerts-{i}") for i in range(10)]
    for topic in topics:
        for i in range(10):
            world.subscribe(topic, "https", f"https://example.com/{i}")
    world.budget(*topics)
    facts = check(aws)
    assert len(facts.topics) == 10
    for found in facts.topics.values():
        assert isinstance(found, Topic)
        assert isinstance(found.subscriptions, tuple)
        assert len(found.subscriptions) == 10
