"""One read of one budget: what it finds, in which order it asks, how often."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.aws.clients import Aws
from bot.core.model.budget import Budget, Notification, Subscriber
from bot.core.model.key import Key
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.topic import Topic
from tests.aws.world import NAME, TOPIC, OpenAws, World, check, notification
from tests.conftest import ACCOUNT


def test_a_whole_path(world: World, aws: Aws) -> None:
    key = world.key("alerts")
    topic = world.topic(KmsMasterKeyId="alias/alerts")
    queue = world.queue()
    world.subscribe(topic, "sqs", queue)
    world.budget(topic, emails=("a@example.com",))
    facts = check(aws)
    assert isinstance(facts.budget, Budget)
    assert facts.budget.name == NAME
    [told] = facts.notifications if isinstance(facts.notifications, tuple) else ()
    assert told.subscribers == (Subscriber("SNS", TOPIC), Subscriber("EMAIL", "a@example.com"))
    assert isinstance(facts.topics[TOPIC], Topic)
    found = facts.keys[TOPIC]
    assert isinstance(found, Key)
    assert (found.arn, found.reference, found.account) == (key, "alias/alerts", ACCOUNT)
    assert isinstance(found.policies, tuple)
    assert found.grants == ()
    [path] = facts.paths()
    assert path.topic == facts.topics[TOPIC]


def test_each_topic_key_and_subscription_is_read_once(world: World, aws: Aws) -> None:
    keys = [world.key("first"), world.key("second"), world.key()]
    names = ["alias/first", keys[1], keys[2].rpartition("/")[2]]
    topics = [world.topic(f"alerts-{i}", KmsMasterKeyId=n) for i, n in enumerate(names)]
    same_key = world.topic("alerts-3", KmsMasterKeyId=keys[0])
    queue = world.queue()
    for topic in (*topics, same_key):
        world.subscribe(topic, "sqs", queue)
    world.budget(*topics, *topics, same_key)
    world.aws.control.forget_calls()
    facts = check(aws)
    assert {k: isinstance(v, Key) for k, v in facts.keys.items()} == dict.fromkeys(
        (*topics, same_key), True
    )
    assert facts.keys[topics[0]] != facts.keys[same_key]  # each by the name its topic has for it
    assert Counter(world.calls()) == {
        "budgets DescribeBudget": 1,
        "budgets DescribeNotificationsForBudget": 1,
        "budgets DescribeBudgetActionsForBudget": 1,
        "budgets DescribeSubscribersForNotification": 7,
        "chatbot DescribeSlackChannelConfigurations": 1,
        "chatbot ListMicrosoftTeamsChannelConfigurations": 1,
        "chatbot DescribeChimeWebhookConfigurations": 1,
        "sns GetTopicAttributes": 4,
        "sns ListSubscriptionsByTopic": 4,
        "sns GetSubscriptionAttributes": 4,
        "cloudwatch GetMetricData": 1,
        "kms DescribeKey": 4,  # three keys, one of them by its alias too
        "kms GetKeyPolicy": 6,  # the key's own and the shared one
        "kms ListGrants": 3,
        "sqs GetQueueAttributes": 1,
    }


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("cost all", "cost\u00a0all"),
        ("cost all", "cost\u202fall\u200b"),
        ("cost\u00a0all", "cost all"),
        ("two  blanks", "two blanks"),
        ("cost all", " cost all" + "\u200b" * 100),
    ],
)
def test_a_name_with_other_blanks_is_that_of_the_budget_that_reads_alike(
    world: World, aws: Aws, name: str, asked: str
) -> None:
    topic = world.topic()
    world.budget(topic, name=name)
    world.budget(name="cost-all")
    facts = check(aws, asked)
    assert isinstance(facts.budget, Budget)
    assert (facts.name, facts.budget.name) == (name, name)
    assert isinstance(facts.topics[topic], Topic)


def test_the_exact_name_wins_without_a_list(world: World, aws: Aws) -> None:
    world.budget(name="cost all")
    world.budget(name="cost\u00a0all")
    world.aws.control.forget_calls()
    assert [check(aws, name).name for name in ("cost all", "cost\u00a0all")] == [
        "cost all",
        "cost\u00a0all",
    ]
    assert "budgets DescribeBudgets" not in world.calls()


def test_of_two_that_read_alike_none_is_taken(world: World, aws: Aws) -> None:
    world.budget(name="cost\u00a0all")
    world.budget(name="cost  all")
    world.budget(name="cost all the same")
    facts = check(aws, "cost all")
    assert isinstance(facts.budget, NotFound)
    assert (facts.name, facts.names) == ("cost all", ("cost  all", "cost\u00a0all"))


def test_a_list_that_is_refused_leaves_it_not_found(world: World, open_aws: OpenAws) -> None:
    world.budget(name="cost all")
    world.aws.fault("budgets", "DescribeBudgets", code="AccessDeniedException", status=400)
    facts = check(open_aws(), "cost\u00a0all")
    assert isinstance(facts.budget, NotFound) and facts.names == ()


def test_no_such_budget_gets_the_nearest_names_and_nothing_else(world: World, aws: Aws) -> None:
    world.budget(world.topic())
    world.budget(name="something-else")
    world.aws.control.forget_calls()
    facts = check(aws, "cost-all-service-manage")
    assert isinstance(facts.budget, NotFound)
    assert facts.names == (NAME,)
    assert facts.topics == {}
    assert world.calls().count("budgets DescribeBudgets") == 1
    assert not [call for call in world.calls() if call.startswith(("sns", "kms"))]


@pytest.mark.parametrize("name", ["", "a" * 101, "a:b", "a\\b", "a/action/b", "<SCRIPT>x</script>"])
def test_a_name_that_no_budget_can_have_is_not_asked_for(world: World, aws: Aws, name: str) -> None:
    world.budget()
    world.aws.control.forget_calls()
    facts = check(aws, name)
    assert facts.budget == NotFound(
        name, "A budget's name has 1 to 100 characters, without a colon, a backslash or /action/"
    )
    assert "budgets DescribeBudget" not in world.calls()


@pytest.mark.parametrize(
    "name", ["a b", "a/b", "a/ACTION/b", "100 %", "予算", "<!channel>", "'\"“", "x" * 100]
)
def test_odd_names_are_found(world: World, aws: Aws, name: str) -> None:
    world.budget(world.topic(), name=name)
    facts = check(aws, name)
    assert isinstance(facts.budget, Budget)
    assert facts.budget.name == name
    assert isinstance(facts.topics[TOPIC], Topic)


def test_a_subscriber_that_is_no_topic(world: World, aws: Aws) -> None:
    wrong = f"arn:aws:sqs:us-east-1:{ACCOUNT}:alerts"
    world.budget(wrong)
    facts = check(aws)
    assert facts.topics[wrong] == NotFound(wrong, f"{wrong} is not the ARN of an SNS topic")


def test_a_topic_that_was_deleted(world: World, aws: Aws) -> None:
    world.budget(TOPIC)
    topic = check(aws).topics[TOPIC]
    assert isinstance(topic, NotFound)
    assert topic.resource == TOPIC


def test_a_topic_in_another_region(world: World, aws: Aws) -> None:
    topic = world.topic("tokyo", "ap-northeast-1")
    world.budget(topic)
    world.aws.control.forget_calls()
    found = check(aws).topics[topic]
    assert isinstance(found, Topic)
    assert (found.region, found.partition) == ("ap-northeast-1", "aws")
    assert {c.region for c in world.aws.control.calls("sns")} == {"ap-northeast-1"}


def test_a_region_that_none_can_be_is_unread(world: World, aws: Aws) -> None:
    topic = f"arn:aws:sns:no region/:{ACCOUNT}:alerts"
    world.budget(topic)
    assert isinstance(check(aws).topics[topic], ReadFailed)


def test_notifications_are_sent_back_as_described(world: World, aws: Aws) -> None:
    world.budget(world.topic())
    world.aws.client("budgets").create_notification(
        AccountId=ACCOUNT,
        BudgetName=NAME,
        Notification={**notification(33.3), "NotificationType": "FORECASTED"},
        Subscribers=[{"SubscriptionType": "EMAIL", "Address": "a@example.com"}],
    )
    found = check(aws).notifications
    assert isinstance(found, tuple)
    forecast = next(n for n in found if n.type == "FORECASTED")
    assert forecast == Notification(
        type="FORECASTED",
        operator="GREATER_THAN",
        threshold=33.3,
        threshold_type="PERCENTAGE",
        state="OK",
        subscribers=(Subscriber("EMAIL", "a@example.com"),),
    )


def test_a_budget_without_notifications(world: World, aws: Aws) -> None:
    world.budget()
    assert check(aws).notifications == ()


def test_several_checks_at_once_share_the_clients(world: World, aws: Aws) -> None:
    names = [f"budget {i}" for i in range(4)]
    for name in names:
        world.budget(world.topic(name.replace(" ", "-")), name=name)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda name: check(aws, name), names * 2))
    for name, facts in zip(names * 2, found, strict=True):
        assert isinstance(facts.budget, Budget)
        assert facts.budget.name == name
        assert [isinstance(topic, Topic) for topic in facts.topics.values()] == [True]
