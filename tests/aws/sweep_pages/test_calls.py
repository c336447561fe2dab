"""How often a sweep asks AWS: everything once, whatever shares it."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from bot.aws.clients import Aws
from bot.aws.sweep import sweep
from bot.aws.sweep_pages.paced import Limits
from bot.core.model.path import Facts
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.topic import Topic
from tests.aws.test_topic_senders import alarm, rule
from tests.aws.world import NOW, OpenAws, World, allow, deny
from tests.conftest import ACCOUNT

READ = ("budgets:ViewBudget", "sns:*", "kms:*", "cloudwatch:*", "chatbot:*")


def _names(world: World, aws: Aws, token: str, most: int) -> tuple[tuple[str, ...], str]:
    page = sweep(aws, ACCOUNT, NOW, token, Limits(most=most))
    return tuple(one.name for one in page.budgets), page.token


def test_everything_is_read_once(world: World, aws: Aws) -> None:
    keys = [world.key() for _ in range(2)]
    topics = [world.topic(f"alerts-{i}", KmsMasterKeyId=keys[i % 2]) for i in range(3)]
    for topic in topics:
        world.subscribe(topic, "sqs", world.queue())
    for i in range(9):
        world.budget(topics[i % 3], name=f"budget-{i}")
    world.aws.control.forget_calls()
    page = sweep(aws, ACCOUNT, NOW)
    calls = world.calls()
    assert page.calls == len(calls)
    assert Counter(calls) == {
        "budgets DescribeBudgets": 1,
        "budgets DescribeBudgetNotificationsForAccount": 1,
        "budgets DescribeBudgetActionsForAccount": 1,
        "budgets DescribeSubscribersForNotification": 9,
        "chatbot DescribeSlackChannelConfigurations": 1,
        "chatbot ListMicrosoftTeamsChannelConfigurations": 1,
        "chatbot DescribeChimeWebhookConfigurations": 1,
        "sns GetTopicAttributes": 3,
        "sns ListSubscriptionsByTopic": 3,
        "sns GetSubscriptionAttributes": 3,
        "cloudwatch GetMetricData": 1,
        "kms DescribeKey": 2,
        "kms GetKeyPolicy": 4,  # the key's own and the shared one
        "kms ListGrants": 2,
        "sqs GetQueueAttributes": 1,
    }
    for i, one in enumerate(page.budgets):
        assert (one.name, one.topics, one.keys) == (
            f"budget-{i}",
            (topics[i % 3],),
            (keys[i % 3 % 2],),
        )


def test_an_empty_account(world: World, aws: Aws) -> None:
    page = sweep(aws, ACCOUNT, NOW)
    assert (page.budgets, page.token, page.unread) == ((), "", None)


def test_a_sweep_goes_on_with_the_token(world: World, aws: Aws) -> None:
    for name in ("a", "b", "c"):
        world.budget(world.topic(), name=name)
    first, token = _names(world, aws, "", 2)
    rest, end = _names(world, aws, token, 2)
    assert (first, rest, end) == (("a", "b"), ("c",), "")


def test_a_token_that_aws_no_longer_knows_says_so(world: World, aws: Aws) -> None:
    world.budget()
    page = sweep(aws, ACCOUNT, NOW, "garbage")
    assert (page.budgets, page.token) == ((), "")
    assert page.unread is not None
    assert page.unread.detail == "The NextToken is not valid."


def test_a_list_that_is_refused_keeps_its_token(world: World, open_aws: OpenAws) -> None:
    world.budget()
    aws = open_aws.as_role(world)
    page = sweep(aws, ACCOUNT, NOW, "token")
    assert (page.budgets, page.token) == ((), "token")
    assert page.unread is not None
    assert page.unread.action == "budgets:ViewBudget"


def test_no_credentials_cost_no_call(world: World, open_aws: OpenAws) -> None:
    aws = open_aws(None, secret=None)
    page = sweep(aws, ACCOUNT, NOW)
    assert isinstance(page.unread, ReadFailed)
    assert (page.calls, world.calls()) == (0, [])


def test_a_topic_that_is_none_is_nothing_to_hang_on(world: World, aws: Aws) -> None:
    world.budget("no-arn", name="odd")
    [one] = sweep(aws, ACCOUNT, NOW).budgets
    assert isinstance(one.facts.topics["no-arn"], NotFound)
    assert (one.topics, one.keys) == ((), ())


def test_a_budget_without_notifications_is_asked_for_them(world: World, aws: Aws) -> None:
    world.budget()
    [one] = sweep(aws, ACCOUNT, NOW).budgets
    assert one.facts.notifications == ()


def test_without_the_account_wide_right_each_budget_is_asked_for_its_actions(
    world: World, open_aws: OpenAws
) -> None:
    for name in ("a", "b"):
        world.budget(world.topic(), name=name)
    aws = open_aws.as_role(world, allow(*READ, "budgets:DescribeBudgetActionsForBudget"))
    world.aws.control.forget_calls()
    facts = [one.facts for one in sweep(aws, ACCOUNT, NOW).budgets]
    assert [one.actions for one in facts] == [(), ()]
    assert world.calls().count("budgets DescribeBudgetActionsForBudget") == 2


def test_without_any_right_to_actions_they_are_unread(world: World, open_aws: OpenAws) -> None:
    world.budget(world.topic())
    aws = open_aws.as_role(world, allow(*READ))
    [one] = sweep(aws, ACCOUNT, NOW).budgets
    assert isinstance(one.facts.actions, ReadFailed)
    assert one.facts.actions.action == "budgets:DescribeBudgetActionsForBudget"


def test_a_call_counts_125_topics(world: World, aws: Aws) -> None:
    topics = [world.topic(f"alerts-{i}") for i in range(126)]
    for i in range(0, 126, 10):
        world.budget(*topics[i : i + 10], name=f"budget-{i}")
    at = NOW.timestamp() - 60
    world.aws.control.put_metric(topics[125], "NumberOfMessagesPublished", 5, at)
    world.aws.control.forget_calls()
    facts = {one.name: one.facts for one in sweep(aws, ACCOUNT, NOW).budgets}
    assert world.calls().count("cloudwatch GetMetricData") == 2
    counted = {arn: _published(one, arn) for one in facts.values() for arn in one.topics}
    assert counted == {**dict.fromkeys(topics, 0), topics[125]: 5}


def _published(facts: Facts, arn: str) -> float:
    topic = facts.topics[arn]
    assert isinstance(topic, Topic)
    assert topic.traffic is not None
    assert not isinstance(topic.traffic, ReadFailed)
    return topic.traffic.published


@pytest.mark.parametrize(("at_once", "rounds"), [(1, 6), (3, 2)])
def test_no_more_calls_to_budgets_at_once_than_allowed(
    world: World, aws: Aws, at_once: int, rounds: int
) -> None:
    for i in range(6):
        world.budget(world.topic(), name=f"budget-{i}")
    world.aws.fault("budgets", "DescribeSubscribersForNotification", latency=0.1)
    before = time.monotonic()
    sweep(aws, ACCOUNT, NOW, limits=Limits(at_once=at_once))
    assert time.monotonic() - before >= rounds * 0.1


def test_a_role_with_the_documented_rights_can_sweep(world: World, open_aws: OpenAws) -> None:
    world.budget(world.topic())
    aws = open_aws.as_role(world, allow(*READ, "budgets:DescribeBudgetActionsForAccount"))
    [one] = sweep(aws, ACCOUNT, NOW).budgets
    assert one.facts.actions == ()


def test_what_else_publishes_to_the_topics_is_listed_once(world: World, aws: Aws) -> None:
    topics = [world.topic(f"alerts-{i}") for i in range(3)]
    for i, topic in enumerate(topics):
        world.budget(topic, name=f"budget-{i}")
        alarm(world, f"cpu-{i}", topic)
    rule(world, "findings", topics[0])
    world.aws.control.forget_calls()
    without = _calls(world, aws, ())
    page = sweep(aws, ACCOUNT, NOW, senders=("alarms", "rules", "trails"))
    assert Counter(world.calls()) - without == {
        "cloudwatch DescribeAlarms": 1,
        "cloudwatch DescribeAlarmHistory": 3,
        "events ListEventBuses": 1,
        "events ListRuleNamesByTarget": 3,
        "events DescribeRule": 1,
        "events ListTargetsByRule": 1,
        "cloudtrail DescribeTrails": 1,
    }
    region = topics[0].split(":")[3]
    arn = f"arn:aws:events:{region}:{ACCOUNT}:rule/findings"
    alarms = [f"alarm:arn:aws:cloudwatch:{region}:{ACCOUNT}:alarm:cpu-{i}" for i in range(3)]
    assert sorted(one.name for one in page.subjects) == [*alarms, f"rule:{arn}"]
    for one in page.subjects:
        assert {path.address for path in one.facts.paths()} == set(one.topics)
        assert all(isinstance(topic, Topic) for topic in one.facts.topics.values())


def test_a_topic_that_only_an_alarm_has_is_read_with_it(world: World, aws: Aws) -> None:
    shared, other = world.topic("alerts"), world.topic("pager")
    world.budget(shared)
    alarm(world, "cpu", shared, other)
    (found,) = sweep(aws, ACCOUNT, NOW, senders=("alarms",)).subjects
    assert set(found.topics) == {shared, other}
    assert world.calls().count("sns GetTopicAttributes") == 2


def test_a_list_that_is_refused_leaves_the_others(world: World, open_aws: OpenAws) -> None:
    topic = world.topic("alerts")
    world.budget(topic)
    alarm(world, "cpu", topic)
    rule(world, "findings", topic)
    aws = open_aws.as_role(world, allow("*"), deny("cloudwatch:DescribeAlarms"))
    page = sweep(aws, ACCOUNT, NOW, senders=("alarms", "rules"))
    assert [one.facts.name for one in page.subjects] == ["findings"]
    assert [one.why.action for one in page.unseen] == ["cloudwatch:DescribeAlarms"]


def _calls(world: World, aws: Aws, senders: tuple[str, ...]) -> Counter[str]:
    sweep(aws, ACCOUNT, NOW, senders=senders)
    found = Counter(world.calls())
    world.aws.control.forget_calls()
    return found
