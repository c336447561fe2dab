"""Pages that the embedded AWS has no need of, and answers that are none."""

from __future__ import annotations

import pytest

from bot.aws.budgets import list_budgets
from bot.core.model.path import Facts
from bot.core.model.read import Cause, ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from tests.aws.conftest import QUICK
from tests.aws.fake import Answer, Given, as_json, endpoint
from tests.aws.world import NAME, TOPIC, OpenAws, check, notification
from tests.conftest import ACCOUNT

SOMEONE = {"SubscriptionType": "EMAIL", "Address": "someone@example.com"}
BUDGET = {"BudgetName": NAME, "BudgetType": "COST", "TimeUnit": "MONTHLY"}
CHAT = {"ChatConfigurationArn": "arn:aws:chatbot::1:chat-configuration/x", "SnsTopicArns": []}
LISTS: dict[str, tuple[str, list[dict[str, object]]]] = {
    "DescribeBudgets": ("Budgets", [{**BUDGET, "BudgetName": n} for n in ("one", "two")]),
    "DescribeNotificationsForBudget": (
        "Notifications",
        [dict(notification(10.0)), dict(notification(20.0))],
    ),
    "DescribeSubscribersForNotification": (
        "Subscribers",
        [{**SOMEONE, "Address": f"{n}@example.com"} for n in ("one", "two")],
    ),
    "DescribeBudgetActionsForBudget": (
        "Actions",
        [
            {
                "ActionId": n,
                "NotificationType": "ACTUAL",
                "ActionThreshold": {
                    "ActionThresholdValue": 90.0,
                    "ActionThresholdType": "PERCENTAGE",
                },
                "Subscribers": [SOMEONE],
            }
            for n in ("one", "two")
        ],
    ),
    "describe-slack-channel-configurations": (
        "SlackChannelConfigurations",
        [{**CHAT, "SlackChannelId": n} for n in ("s1", "s2")],
    ),
    "list-ms-teams-channel-configurations": (
        "TeamChannelConfigurations",
        [{**CHAT, "ChannelId": n} for n in ("t1", "t2")],
    ),
    "describe-chime-webhook-configurations": (
        "WebhookConfigurations",
        [{**CHAT, "WebhookDescription": n} for n in ("c1", "c2")],
    ),
}


def _one_a_page(operation: str, given: Given) -> tuple[int, str, str]:
    if operation == "DescribeBudget":
        return as_json({"Budget": BUDGET})
    name, items = LISTS[operation]
    second = given.get("NextToken") == "second"
    return as_json({name: items[1:] if second else items[:1]} | ({} if second else TOKEN))


TOKEN = {"NextToken": "second"}


def _same_token(operation: str, given: Given) -> tuple[int, str, str]:
    status, kind, body = _one_a_page(operation, {**given, "NextToken": ""})
    return status, kind, body


def _page_of_a_proxy(_: str, __: Given) -> tuple[int, str, str]:
    return 200, "text/html", "<html><body>Please sign in to the network</body></html>"


@pytest.fixture
def facts(open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch, answer: Answer) -> Facts:
    """A check against the fake."""
    with endpoint(answer) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        return check(open_aws(config=QUICK))


@pytest.mark.parametrize("answer", [_one_a_page])
def test_every_list_of_a_budget_is_read_to_its_end(facts: Facts) -> None:
    assert isinstance(facts.notifications, tuple)
    assert [n.threshold for n in facts.notifications] == [10.0, 20.0]
    assert facts.notifications[0].emails == ("one@example.com", "two@example.com")
    assert isinstance(facts.actions, tuple)
    assert [a.action for a in facts.actions] == ["one", "two"]
    channels = [(chat.app, chat.channel) for chat in facts.chats.found]
    assert channels == [
        *(("slack", "s1"), ("slack", "s2")),
        *(("teams", "t1"), ("teams", "t2")),
        *(("chime", "c1"), ("chime", "c2")),
    ]
    assert {chat.name for chat in facts.chats.found} == {"x"}


def test_the_list_of_budgets_is_read_to_its_end(
    open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch
) -> None:
    with endpoint(_one_a_page) as url:
        monkeypatch.setenv("AWS_ENDPOINT_URL", url)
        listed = list_budgets(open_aws(), ACCOUNT)
    assert isinstance(listed, tuple)
    assert [budget.name for budget in listed] == ["one", "two"]


@pytest.mark.parametrize("answer", [_same_token])
def test_a_token_that_comes_back_for_ever_is_a_failed_read(facts: Facts) -> None:
    assert isinstance(facts.notifications, ReadFailed)
    assert facts.notifications.cause is Cause.FAILED
    assert "same next token" in facts.notifications.detail


@pytest.mark.parametrize("answer", [_page_of_a_proxy])
def test_a_proxys_page_is_no_answer(facts: Facts) -> None:
    assert isinstance(facts.budget, ReadFailed)
    assert facts.budget.cause is Cause.FAILED


def _on_a_topic(operation: str, given: Given) -> tuple[int, str, str] | None:
    if operation == "DescribeSubscribersForNotification":
        return as_json({"Subscribers": [{"SubscriptionType": "SNS", "Address": TOPIC}]})
    budgets = operation in LISTS or operation == "DescribeBudget"
    return _one_a_page(operation, given) if budgets else None


def _no_xml(operation: str, given: Given) -> tuple[int, str, str]:
    return _on_a_topic(operation, given) or _page_of_a_proxy(operation, given)


ENTRY = "<key>Policy</key><value>{}</value>"
MEMBER = (
    f"<TopicArn>{TOPIC}</TopicArn><Protocol>email</Protocol><SubscriptionArn>{{0}}</SubscriptionArn>"
    "<Endpoint>{0}@example.com</Endpoint><Owner>1</Owner>"
)


def _unsubscribed(operation: str, given: Given) -> tuple[int, str, str]:
    words = ("Deleted", "PendingConfirmation")
    members = "".join(f"<member>{MEMBER.format(word)}</member>" for word in words)
    bodies = {
        "GetTopicAttributes": f"<Attributes><entry>{ENTRY}</entry></Attributes>",
        "ListSubscriptionsByTopic": f"<Subscriptions>{members}</Subscriptions>",
    }
    body = f"<{operation}Result>{bodies.get(operation, '')}</{operation}Result>"
    xml = f"<{operation}Response>{body}</{operation}Response>"
    return _on_a_topic(operation, given) or (200, "text/xml", xml)


@pytest.mark.parametrize("answer", [_unsubscribed])
def test_a_subscription_that_somebody_ended_is_none(facts: Facts) -> None:
    topic = facts.topics[TOPIC]
    assert isinstance(topic, Topic)
    assert topic.subscriptions == (
        Subscription(
            "PendingConfirmation", "email", "PendingConfirmation@example.com", pending=True
        ),
    )


@pytest.mark.parametrize("answer", [_no_xml])
def test_an_answer_that_is_no_xml(facts: Facts) -> None:
    [topic] = facts.topics.values()
    assert isinstance(topic, ReadFailed)
    assert (topic.action, topic.cause) == ("sns:GetTopicAttributes", Cause.FAILED)
