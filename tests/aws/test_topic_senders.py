"""A topic and everything that publishes to it, read from the embedded AWS."""

from __future__ import annotations

import json

import pytest

from bot.aws.clients import Aws
from bot.aws.senders import all_readers
from bot.aws.subject import Ambiguous, read_subject
from bot.aws.topic_names import near_topics, topics_named
from bot.aws.topic_senders import read_senders, read_senders_by, read_topic
from bot.core.model.path import Facts
from bot.core.model.read import Cause, NotFound, ReadFailed
from bot.core.model.subject import Subject
from bot.core.model.topic import Topic
from bot.core.model.topic_facts import TopicFacts
from tests.aws.world import NOW, REGION, TOPIC, OpenAws, World, allow, deny, policy
from tests.conftest import ACCOUNT

EVERY = tuple(one.sender.setting for one in all_readers())
READERS = {one.sender.option: one for one in all_readers()}
RULE = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/findings"


def alarm(world: World, name: str, *topics: str) -> None:
    world.aws.client("cloudwatch").put_metric_alarm(
        AlarmName=name,
        MetricName="CPUUtilization",
        Namespace="AWS/EC2",
        Statistic="Average",
        Period=300,
        EvaluationPeriods=1,
        Threshold=90,
        ComparisonOperator="GreaterThanThreshold",
        AlarmActions=list(topics),
    )


def rule(world: World, name: str, topic: str, bus: str = "default") -> None:
    events = world.aws.client("events")
    pattern = json.dumps({"source": ["aws.health"]})
    events.put_rule(Name=name, EventPattern=pattern, State="ENABLED", EventBusName=bus)
    events.put_targets(Rule=name, EventBusName=bus, Targets=[{"Id": "1", "Arn": topic}])


@pytest.fixture
def topic(world: World) -> str:
    """With a budget, an alarm and a rule, beside those of another topic."""
    made, other = world.topic(), world.topic("alerts-2")
    world.budget(made, other, made)
    world.budget(other, name="another")
    alarm(world, "cpu", made)
    alarm(world, "memory", other)
    rule(world, "findings", made)
    return made


def check(aws: Aws, topic: str = TOPIC, *senders: str) -> TopicFacts:
    return read_topic(aws, ACCOUNT, topic, NOW, senders or EVERY)


def named(aws: Aws, word: str, name: str, region: str = REGION) -> Facts | Ambiguous:
    return read_subject(aws, ACCOUNT, READERS[word], name, region, NOW)


def test_everything_that_publishes_to_it(aws: Aws, topic: str) -> None:
    facts = check(aws, topic)
    assert isinstance(facts.topic, Topic)
    assert [(one.sender.option, one.name) for one in facts.subjects] == [
        ("alarm", "cpu"),
        ("rule", "findings"),
    ]
    (budget,) = facts.budgets
    assert budget.name == "cost-all-services-manage"
    assert len(budget.notifications) == 2  # type: ignore[arg-type]
    assert (facts.unread, facts.skipped) == ((), ())
    assert [one.name for one in facts.facts()] == [budget.name, "cpu", "findings"]


def test_it_takes_the_fewest_calls(world: World, aws: Aws, topic: str) -> None:
    world.aws.control.forget_calls()
    check(aws, topic, "alarms", "rules", "trails")
    asked = [call for call in world.calls() if not call.startswith("chatbot ")]
    subscribers = "budgets DescribeSubscribersForNotification"
    assert asked == sorted(
        [
            "budgets DescribeBudgetActionsForAccount",
            "budgets DescribeBudgetNotificationsForAccount",
            "budgets DescribeBudgets",
            *([subscribers] * 4),
            "cloudtrail DescribeTrails",
            "cloudwatch DescribeAlarmHistory",
            "cloudwatch DescribeAlarms",
            "cloudwatch GetMetricData",
            "events DescribeRule",
            "events ListEventBuses",
            "events ListRuleNamesByTarget",
            "events ListTargetsByRule",
            "sns GetTopicAttributes",
            "sns ListSubscriptionsByTopic",
        ]
    )


def test_what_senders_leaves_out_is_not_read(world: World, aws: Aws, topic: str) -> None:
    world.aws.control.forget_calls()
    facts = check(aws, topic, "alarms")
    assert [one.name for one in facts.subjects] == ["cpu"]
    assert {one.setting for one in facts.skipped} == set(EVERY) - {"alarms"}
    services = {call.partition(" ")[0] for call in world.calls()}
    assert services == {"budgets", "chatbot", "cloudwatch", "sns"}


def test_nothing_but_budgets_is_read_without_it(aws: Aws, topic: str) -> None:
    facts = read_topic(aws, ACCOUNT, topic, NOW, ())
    assert len(facts.budgets) == 1
    assert facts.subjects == ()
    assert len(facts.skipped) == len(EVERY)


@pytest.mark.parametrize(
    ("option", "action"),
    [
        ("alarm", "cloudwatch:DescribeAlarms"),
        ("rule", "events:ListRuleNamesByTarget"),
        ("trail", "cloudtrail:DescribeTrails"),
        ("anomaly", "ce:GetAnomalySubscriptions"),
        ("config", "config:DescribeDeliveryChannels"),
        ("rds", "rds:DescribeEventSubscriptions"),
        ("elasticache", "elasticache:DescribeCacheClusters"),
    ],
)
def test_a_sender_that_is_refused_leaves_the_others(
    world: World, open_aws: OpenAws, topic: str, option: str, action: str
) -> None:
    facts = check(open_aws.as_role(world, allow("*"), deny(action)), topic)
    (unread,) = facts.unread
    assert unread.sender.option == option
    assert (unread.why.action, unread.why.cause) == (action, Cause.REFUSED)
    left = {one.sender.option for one in facts.subjects}
    assert left == {"alarm", "rule"} - {option}
    assert len(facts.budgets) == 1


def test_budgets_that_are_refused_are_named_once(
    world: World, open_aws: OpenAws, topic: str
) -> None:
    facts = check(open_aws.as_role(world, allow("*"), deny("budgets:ViewBudget")), topic)
    (unread,) = facts.unread
    assert (unread.sender.id, unread.why.action) == ("budgets", "budgets:ViewBudget")
    assert {one.sender.option for one in facts.subjects} == {"alarm", "rule"}


def test_a_topic_that_is_gone_still_has_senders(world: World, aws: Aws, topic: str) -> None:
    world.aws.client("sns").delete_topic(TopicArn=topic)
    facts = check(aws, topic)
    assert isinstance(facts.topic, NotFound)
    assert [one.name for one in facts.facts()] == ["cost-all-services-manage", "cpu", "findings"]


def test_no_credentials(open_aws: OpenAws) -> None:
    facts = check(open_aws(None, secret=None))
    assert isinstance(facts.topic, ReadFailed)
    assert facts.topic.cause is Cause.NO_CREDENTIALS


def test_four_hundred_alarms(world: World, aws: Aws) -> None:
    topic = world.topic()
    for number in range(400):
        alarm(world, f"alarm-{number:03}", topic)
    world.aws.control.forget_calls()
    facts = check(aws, topic, "alarms")
    assert [one.name for one in facts.subjects] == [f"alarm-{n:03}" for n in range(400)]
    assert world.calls().count("cloudwatch DescribeAlarms") == 4
    assert world.calls().count("cloudwatch DescribeAlarmHistory") == 1


def test_one_alarm_and_both_its_topics(world: World, aws: Aws) -> None:
    topics = (world.topic(), world.topic("alerts-2"))
    alarm(world, "cpu", *topics)
    facts = named(aws, "alarm", "cpu")
    assert isinstance(facts, Facts)
    assert isinstance(facts.subject, Subject)
    assert facts.subject.topics == topics
    assert [type(facts.topics[one]) for one in topics] == [Topic, Topic]
    assert len(list(facts.paths())) == 2


def test_the_organization_is_read_where_a_policy_turns_on_it(
    world: World, open_aws: OpenAws
) -> None:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "cloudwatch.amazonaws.com"},
        "Action": "SNS:Publish",
        "Resource": TOPIC,
        "Condition": {"StringEquals": {"aws:SourceOrgID": "o-a1b2c3d4e5"}},
    }
    topic = world.topic(Policy=policy(statement))
    alarm(world, "cpu", topic)
    aws = open_aws.as_role(world, allow("*"), deny("organizations:DescribeOrganization"))
    one = named(aws, "alarm", "cpu")
    assert isinstance(one, Facts)
    for organization in (one.organization, check(aws, topic, "alarms").organization):
        assert isinstance(organization, ReadFailed)
        assert organization.action == "organizations:DescribeOrganization"


def test_a_name_that_nothing_bears(world: World, aws: Aws, topic: str) -> None:
    facts = named(aws, "alarm", "disk")
    assert isinstance(facts, Facts)
    assert facts.subject == NotFound("disk", "budget-check looked in us-east-1.")


def test_a_name_that_two_rules_bear(world: World, aws: Aws) -> None:
    events, topic = world.aws.client("events"), world.topic()
    for bus in ("orders", "bills"):
        events.create_event_bus(Name=bus)
        rule(world, "late", topic, bus)
    found = named(aws, "rule", "late")
    assert isinstance(found, Ambiguous)
    assert sorted(found.arns) == [
        f"arn:aws:events:{REGION}:{ACCOUNT}:rule/bills/late",
        f"arn:aws:events:{REGION}:{ACCOUNT}:rule/orders/late",
    ]


def test_a_refused_subject(world: World, open_aws: OpenAws) -> None:
    facts = named(open_aws.as_role(world, allow("sns:*")), "trail", "all")
    assert isinstance(facts, Facts)
    assert isinstance(facts.subject, ReadFailed)
    assert facts.subject.action == "cloudtrail:DescribeTrails"


def test_a_topic_by_its_name_in_each_region(world: World, aws: Aws) -> None:
    here, there = world.topic("alerts"), world.topic("alerts", "eu-west-1")
    both = ("us-east-1", "eu-west-1")
    assert topics_named(aws, ACCOUNT, "alerts", both) == (here, there)
    assert topics_named(aws, ACCOUNT, "alert", both) == ()
    assert topics_named(aws, ACCOUNT, "alert", both[:1]) == (here.removesuffix("s"),), "unasked"
    assert near_topics(aws, ACCOUNT, "alert", both) == (here, there)


def test_a_topic_that_may_be_there_is_not_left_out(world: World, open_aws: OpenAws) -> None:
    aws = open_aws.as_role(world, allow("sts:*"))
    assert len(topics_named(aws, ACCOUNT, "alerts", ("us-east-1", "eu-west-1"))) == 2
    assert near_topics(aws, ACCOUNT, "alerts", ("us-east-1",)) == ()


def test_the_others_alone_take_no_call_for_budget_or_topic(
    world: World, aws: Aws, topic: str
) -> None:
    world.aws.control.forget_calls()
    found = read_senders(aws, ACCOUNT, topic, ("alarms", "rules"))
    assert [(one.sender.option, one.name) for one in found.subjects] == [
        ("alarm", "cpu"),
        ("rule", "findings"),
    ]
    assert world.calls() == [
        "cloudwatch DescribeAlarmHistory",
        "cloudwatch DescribeAlarms",
        "events DescribeRule",
        "events ListEventBuses",
        "events ListRuleNamesByTarget",
        "events ListTargetsByRule",
    ]
    assert found.was_read("cloudwatch-alarms")
    assert not found.was_read("config")


def test_where_senders_names_none_no_call_is_made(world: World, aws: Aws, topic: str) -> None:
    world.aws.control.forget_calls()
    found = read_senders(aws, ACCOUNT, topic, ())
    assert (found.subjects, found.unread, world.calls()) == ((), (), [])
    assert len(found.skipped) == len(EVERY)


def test_the_others_of_an_account_that_cannot_be_opened_are_all_unread(topic: str) -> None:
    why = ReadFailed("sts:AssumeRole", "arn:aws:iam::222222222222:role/read", Cause.REFUSED)
    found = read_senders_by(lambda _: why, "222222222222", topic, ("alarms", "trails"))
    assert {(one.sender.setting, one.why) for one in found.unread} == {
        *(("alarms", why), ("trails", why))
    }


def test_a_refusal_of_the_others_names_the_permission(
    world: World, open_aws: OpenAws, topic: str
) -> None:
    aws = open_aws.as_role(world, allow("*"), deny("cloudwatch:DescribeAlarms"))
    found = read_senders_by(lambda _: aws, ACCOUNT, topic, EVERY)
    assert [one.why.action for one in found.unread] == ["cloudwatch:DescribeAlarms"]
    assert [one.name for one in found.subjects] == ["findings"]
