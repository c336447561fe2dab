"""In another account's check the hub reads what is budget-check's own, and nothing else of its."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from bot.aws.accounts import Accounts
from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.core.findings import Report, Status
from bot.core.model.endpoint import Queue
from bot.core.model.read import ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.core.report import judge
from bot.core.subscriptions.own import Own
from tests.aws.members import PATH, PROD, TEST, Members
from tests.aws.world import NOW, REGION, OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws

OURS = Own("", f"arn:aws:sqs:{REGION}:{ACCOUNT}:budget-check-prod-inbox-")
NAME = "cost-all-services-manage"


def queue(aws: EmbeddedAws, name: str, account: str, source: str) -> str:
    """A queue of the hub's whose policy lets SNS in for the topics of `source`."""
    arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": ["sns.amazonaws.com"]},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnLike": {"aws:SourceArn": [f"arn:aws:sns:*:{source}:*"]}},
    }
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    sqs = aws.client("sqs", REGION, account)
    sqs.create_queue(QueueName=name, Attributes={"Policy": policy})
    return arn


@pytest.fixture
def members(embedded_aws: EmbeddedAws, open_aws: OpenAws) -> Members:
    return Members(embedded_aws, open_aws)


@dataclass
class Check:
    """A check of the member's budget, whose topic goes to one queue of the hub's."""

    subscription: Subscription
    report: Report


def checked(members: Members, open_aws: OpenAws, endpoint: str) -> Check:
    members.member("prod", PROD)
    sns = members.aws.client("sns", REGION, PROD)
    topic = sns.create_topic(Name="alerts")["TopicArn"]
    sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=endpoint)
    members.budget(PROD, NAME)
    members.aws.client("budgets", account=PROD).create_notification(
        AccountId=PROD,
        BudgetName=NAME,
        Notification={
            "NotificationType": "ACTUAL",
            "ComparisonOperator": "GREATER_THAN",
            "Threshold": 80,
            "ThresholdType": "PERCENTAGE",
        },
        Subscribers=[{"SubscriptionType": "SNS", "Address": topic}],
    )
    hub = open_aws()
    hub.own = OURS
    aws = Accounts(hub, PATH, members.clock).reading(PROD)
    assert isinstance(aws, Aws)
    facts = read(aws, PROD, NAME, NOW)
    found = facts.topics[topic]
    assert isinstance(found, Topic) and isinstance(found.subscriptions, tuple)
    return Check(found.subscriptions[0], judge(facts, ours=OURS))


@pytest.mark.parametrize(
    ("source", "status"), [(PROD, Status.OK), (TEST, Status.BROKEN)], ids=["let in", "not let in"]
)
def test_an_inbox_is_judged_by_its_policy(
    members: Members, open_aws: OpenAws, source: str, status: Status
) -> None:
    inbox = queue(members.aws, "budget-check-prod-inbox-1", ACCOUNT, source)
    made = checked(members, open_aws, inbox)
    assert isinstance(made.subscription.target, Queue)
    found = [f.status for f in made.report.findings if f.via == made.subscription.id]
    assert (found or [Status.OK]) == [status]
    (path,) = made.report.paths
    assert path.provable


def test_another_queue_of_the_hub_stays_hidden(members: Members, open_aws: OpenAws) -> None:
    other = queue(members.aws, "payroll", ACCOUNT, PROD)
    made = checked(members, open_aws, other)
    assert isinstance(made.subscription.target, ReadFailed)
    (finding,) = (f for f in made.report.findings if f.via == made.subscription.id)
    assert (finding.code, finding.status) == ("endpoint.unreadable", Status.UNKNOWN)
