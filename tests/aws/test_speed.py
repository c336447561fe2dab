"""What a check waits for: the longest chain of calls, never the sum of them.

All calls of one round are held until all of them have come: whoever made them one behind another
would never get there. How long it takes is `make bench`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from bot.aws.clients import Aws
from bot.core.model.key import Key
from bot.core.model.path import Facts
from bot.core.model.topic import Topic
from tests.aws.conftest import PATIENT
from tests.aws.world import OpenAws, World, check
from tests.waiting import UNHURRIED, until

Round = Mapping[str, int]

BUDGET = {
    "budgets DescribeBudget": 1,
    "budgets DescribeBudgetActionsForBudget": 1,
    "budgets DescribeNotificationsForBudget": 1,
    "chatbot DescribeChimeWebhookConfigurations": 1,
    "chatbot DescribeSlackChannelConfigurations": 1,
    "chatbot ListMicrosoftTeamsChannelConfigurations": 1,
}
SUBSCRIBERS = {"budgets DescribeSubscribersForNotification": 5}
TOPICS = {
    "cloudwatch GetMetricData": 1,
    "sns GetTopicAttributes": 3,
    "sns ListSubscriptionsByTopic": 3,
}
SUBSCRIPTIONS = {"sns GetSubscriptionAttributes": 3}
NAMES = {"kms DescribeKey": 3}
KEYS = {"kms GetKeyPolicy": 6, "kms ListGrants": 3}


def _five_notifications_on_three_topics(world: World, *, by_alias: bool) -> None:
    keys = [world.key(f"key-{i}") for i in range(3)]
    names = [f"alias/key-{i}" if by_alias else key for i, key in enumerate(keys)]
    topics = [world.topic(f"alerts-{i}", KmsMasterKeyId=name) for i, name in enumerate(names)]
    for topic in topics:
        world.subscribe(topic, "https", "https://global.sns-api.chatbot.amazonaws.com")
    world.budget(*topics, *topics[:2])


def _has_made(world: World, wanted: Counter[str]) -> bool:
    return world.calls() == sorted(wanted.elements())


def _read_in_rounds(world: World, aws: Aws, *rounds: Round) -> Facts:
    """The facts of a check that makes just these calls, a round once the one before is answered."""
    control, wanted = world.aws.control, Counter[str]()
    control.forget_calls()
    control.fault(how="hold", name="0")
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(check, aws, seconds=UNHURRIED)
        try:
            for number, made in enumerate(rounds):
                wanted += Counter(made)
                until(partial(_has_made, world, wanted))
                control.fault(how="hold", name=f"{number + 1}")
                control.forget_faults(f"{number}")
        finally:
            control.forget_faults()
        return reading.result()


def _all_read(facts: Facts) -> bool:
    keys = [key for key in facts.keys.values() if isinstance(key, Key) and key.grants == ()]
    topics = [topic for topic in facts.topics.values() if isinstance(topic, Topic)]
    return (len(topics), len(keys)) == (3, 3)


def test_four_calls_one_behind_another(world: World, open_aws: OpenAws) -> None:
    _five_notifications_on_three_topics(world, by_alias=False)
    last = {**SUBSCRIPTIONS, **NAMES, **KEYS}
    aws = open_aws(config=PATIENT)
    assert _all_read(_read_in_rounds(world, aws, BUDGET, SUBSCRIBERS, TOPICS, last))


def test_an_alias_costs_one_more(world: World, open_aws: OpenAws) -> None:
    _five_notifications_on_three_topics(world, by_alias=True)
    fourth = {**SUBSCRIPTIONS, **NAMES}
    aws = open_aws(config=PATIENT)
    assert _all_read(_read_in_rounds(world, aws, BUDGET, SUBSCRIBERS, TOPICS, fourth, KEYS))


def test_a_topic_does_not_wait_for_a_slow_sibling(world: World, open_aws: OpenAws) -> None:
    quick, slow = world.topic("quick"), world.topic("slow")
    world.budget(quick, slow)
    aws, control = open_aws(config=PATIENT), world.aws.control
    # The second notification's threshold is 20 %.
    control.fault("budgets", "DescribeSubscribersForNotification", text="20.0", how="hold")
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(check, aws, seconds=UNHURRIED)
        try:
            until(lambda: "sns GetTopicAttributes" in world.calls())
        finally:
            control.forget_faults()
        assert set(reading.result().topics) == {quick, slow}


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
