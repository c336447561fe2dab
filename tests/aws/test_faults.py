"""What AWS, the network and the credentials can do to a read, and what becomes of each hop."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from botocore.config import Config

from bot.core.model.key import Key
from bot.core.model.path import Facts
from bot.core.model.read import Cause, ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from tests.aws.conftest import PATIENT, QUICK
from tests.aws.world import NAME, TOPIC, OpenAws, World, allow, check, deny
from tests.conftest import ACCOUNT

QUEUE = f"arn:aws:sqs:us-east-1:{ACCOUNT}:alerts"
BUDGET = f"arn:aws:budgets::{ACCOUNT}:budget/{NAME}"


@pytest.fixture
def key(world: World) -> str:
    """A whole path: budget, topic, key, a queue behind a subscription. The key's ARN."""
    key = world.key()
    topic = world.topic(KmsMasterKeyId=key)
    world.subscribe(topic, "sqs", world.queue())
    world.budget(topic)
    return key


_APPS = {
    "chatbot:DescribeSlackChannelConfigurations": "slack",
    "chatbot:ListMicrosoftTeamsChannelConfigurations": "teams",
    "chatbot:DescribeChimeWebhookConfigurations": "chime",
}


def _unread(facts: Facts) -> dict[str, ReadFailed]:
    """Every ReadFailed in it, by the place where it stands."""
    topic, key = facts.topics.get(TOPIC), facts.keys.get(TOPIC)
    places: dict[str, object] = {
        "budget": facts.budget,
        "notifications": facts.notifications,
        "actions": facts.actions,
        "topic": topic,
        "key": key,
        **{_APPS[unread.action]: unread for unread in facts.chats.unread},
    }
    if isinstance(facts.notifications, tuple):
        places["subscribers"] = next((n.subscribers for n in facts.notifications), None)
    if isinstance(key, Key):
        places |= {"policies": key.policies, "grants": key.grants}
    if isinstance(topic, Topic):
        places |= {"subscriptions": topic.subscriptions, "traffic": topic.traffic}
        if isinstance(topic.subscriptions, tuple):
            [subscription] = topic.subscriptions
            assert isinstance(subscription, Subscription)
            places |= {"attributes": subscription.attributes, "target": subscription.target}
    return {place: value for place, value in places.items() if isinstance(value, ReadFailed)}


class Hop(NamedTuple):
    """A read, where its answer stands, and what allows it."""

    service: str
    operation: str
    place: str
    action: str


HOPS = (
    Hop("budgets", "DescribeBudget", "budget", "budgets:ViewBudget"),
    Hop("budgets", "DescribeNotificationsForBudget", "notifications", "budgets:ViewBudget"),
    Hop("budgets", "DescribeSubscribersForNotification", "subscribers", "budgets:ViewBudget"),
    *(
        Hop(service, operation, place, f"{service}:{operation}")
        for service, operation, place in (
            ("budgets", "DescribeBudgetActionsForBudget", "actions"),
            ("sns", "GetTopicAttributes", "topic"),
            ("sns", "ListSubscriptionsByTopic", "subscriptions"),
            ("sns", "GetSubscriptionAttributes", "attributes"),
            ("cloudwatch", "GetMetricData", "traffic"),
            ("kms", "DescribeKey", "key"),
            ("kms", "GetKeyPolicy", "policies"),
            ("kms", "ListGrants", "grants"),
            ("sqs", "GetQueueAttributes", "target"),
            ("chatbot", "DescribeSlackChannelConfigurations", "slack"),
            ("chatbot", "ListMicrosoftTeamsChannelConfigurations", "teams"),
            ("chatbot", "DescribeChimeWebhookConfigurations", "chime"),
        )
    ),
)


@pytest.mark.usefixtures("key")
def test_nothing_is_unread_when_all_is_well(open_aws: OpenAws) -> None:
    assert _unread(check(open_aws())) == {}


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("hop", HOPS)
def test_a_refused_read_is_unread_in_its_place_alone(
    world: World, open_aws: OpenAws, hop: Hop
) -> None:
    said = f"User: arn:aws:iam::{ACCOUNT}:role/r is not authorized to perform: {hop.action}"
    world.aws.fault(
        hop.service, hop.operation, code="AccessDeniedException", message=said, status=403
    )
    unread = _unread(check(open_aws()))
    assert list(unread) == [hop.place]
    assert unread[hop.place].action == hop.action
    assert unread[hop.place].cause is Cause.REFUSED
    assert unread[hop.place].detail == said


@pytest.mark.parametrize(
    ("action", "place"),
    [
        ("sns:GetTopicAttributes", "topic"),
        ("sns:ListSubscriptionsByTopic", "subscriptions"),
        ("kms:DescribeKey", "key"),
        ("kms:GetKeyPolicy", "policies"),
        ("kms:ListGrants", "grants"),
        ("sqs:GetQueueAttributes", "target"),
        ("budgets:ViewBudget", "budget"),
    ],
)
@pytest.mark.usefixtures("key")
def test_a_role_without_a_right(world: World, open_aws: OpenAws, action: str, place: str) -> None:
    unread = _unread(check(open_aws.as_role(world, allow("*"), deny(action))))
    assert place in unread
    assert unread[place].action == action
    assert unread[place].cause is Cause.REFUSED
    assert action.lower() in unread[place].detail.lower()


def test_a_key_policy_that_does_not_let_the_reader_in(
    world: World, open_aws: OpenAws, key: str
) -> None:
    aws = open_aws.as_role(world, allow("budgets:*", "sns:*", "kms:DescribeKey"))
    found = check(aws).keys[TOPIC]
    assert isinstance(found, Key)
    assert found.arn == key
    assert isinstance(found.policies, ReadFailed)
    assert isinstance(found.grants, ReadFailed)


@pytest.mark.usefixtures("key")
def test_throttled_twice_then_fine(world: World, open_aws: OpenAws) -> None:
    world.aws.fault(
        "kms", "DescribeKey", code="ThrottlingException", message="Rate exceeded", times=2
    )
    assert _unread(check(open_aws())) == {}


@pytest.mark.usefixtures("key")
def test_throttled_for_ever(world: World, open_aws: OpenAws) -> None:
    world.aws.fault("kms", "DescribeKey", code="ThrottlingException", message="Rate exceeded")
    unread = _unread(check(open_aws(config=QUICK)))
    assert list(unread) == ["key"]
    assert unread["key"].cause is Cause.THROTTLED
    assert unread["key"].detail == "Rate exceeded"


@pytest.mark.usefixtures("key")
def test_a_read_that_hangs_times_out_by_itself(world: World, open_aws: OpenAws) -> None:
    world.aws.fault("sns", "ListSubscriptionsByTopic", how="hang")
    config = QUICK.merge(Config(read_timeout=3, retries={"total_max_attempts": 1}))
    unread = _unread(check(open_aws(config=config)))
    assert list(unread) == ["subscriptions"]
    assert unread["subscriptions"].cause is Cause.TIMED_OUT


@pytest.mark.usefixtures("key")
def test_the_whole_read_has_a_deadline(world: World, open_aws: OpenAws) -> None:
    aws = open_aws(config=PATIENT)
    check(aws)  # makes the clients
    world.aws.fault("kms", "GetKeyPolicy", how="hold")
    unread = _unread(check(aws, seconds=5))
    world.aws.control.forget_faults()
    assert list(unread) == ["policies"]
    assert unread["policies"].cause is Cause.TIMED_OUT
    assert unread["policies"].detail == "There was no answer within 5 seconds."


@pytest.mark.usefixtures("key")
def test_when_everything_hangs_the_budget_is_unread(world: World, open_aws: OpenAws) -> None:
    world.aws.fault(how="hang")
    facts = check(open_aws(config=QUICK), seconds=0.4)
    assert isinstance(facts.budget, ReadFailed)
    assert facts.budget.cause is Cause.TIMED_OUT
    assert isinstance(facts.notifications, ReadFailed)
    assert facts.topics == {}


@pytest.mark.usefixtures("key")
def test_a_connection_that_is_reset(world: World, open_aws: OpenAws) -> None:
    world.aws.fault("kms", "ListGrants", how="reset")
    unread = _unread(check(open_aws(config=QUICK)))
    assert list(unread) == ["grants"]
    assert unread["grants"].cause is Cause.UNREACHABLE


@pytest.mark.usefixtures("key")
def test_a_connection_that_is_reset_once_is_tried_again(world: World, open_aws: OpenAws) -> None:
    world.aws.fault("kms", "ListGrants", how="reset", times=1)
    assert _unread(check(open_aws())) == {}


@pytest.mark.usefixtures("key")
def test_a_failure_of_aws(world: World, open_aws: OpenAws) -> None:
    world.aws.fault("budgets", "DescribeBudget", code="InternalErrorException", message="Oops")
    unread = _unread(check(open_aws(config=QUICK)))
    assert unread == {"budget": ReadFailed("budgets:ViewBudget", BUDGET, Cause.FAILED, "Oops")}


def test_an_endpoint_that_cannot_be_reached(
    open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    config = QUICK.merge(Config(retries={"total_max_attempts": 1}))
    facts = check(open_aws(config=config))
    assert isinstance(facts.budget, ReadFailed)
    assert facts.budget.cause is Cause.UNREACHABLE
    assert facts.chats.found == ()
    assert {unread.cause for unread in facts.chats.unread} == {Cause.UNREACHABLE}


def test_an_endpoint_that_is_none(open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "nonsense")
    facts = check(open_aws(config=QUICK))
    assert isinstance(facts.budget, ReadFailed)
    assert facts.budget.cause is Cause.FAILED
