"""Who a notification tells: one topic and ten addresses (docs/facts.md 1.2)."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import EmbeddedAws
from tests.playground.aws.test_budgets import AT_80, NAMED, OTHER, email, make, refusal, sns


def subscribers(budgets: Any) -> list[dict[str, str]]:
    found: list[dict[str, str]] = budgets.describe_subscribers_for_notification(
        **NAMED, Notification=AT_80
    )["Subscribers"]
    return found


def test_one_notification_takes_one_topic_and_ten_addresses(embedded_aws: EmbeddedAws) -> None:
    budgets = make(embedded_aws)
    limit = "CreationLimitExceededException"
    named = {**NAMED, "Notification": AT_80}
    code, message = refusal(budgets.create_subscriber, **named, Subscriber=sns(OTHER))
    assert code == limit
    assert "one notification can only have 1 subscribers with type of SNS" in message
    for number in range(10):
        budgets.create_subscriber(**named, Subscriber=email(str(number)))
    assert refusal(budgets.create_subscriber, **named, Subscriber=email("11"))[0] == limit
    code, _ = refusal(
        budgets.update_subscriber,
        **named,
        OldSubscriber=email("1"),
        NewSubscriber=sns(OTHER),
    )
    assert code == limit
    with pytest.raises(ClientError, match="CreationLimitExceeded"):
        make(embedded_aws, "two", sns(), sns(OTHER))


def test_duplicates(embedded_aws: EmbeddedAws) -> None:
    budgets = make(embedded_aws)
    duplicate = "DuplicateRecordException"
    named = {**NAMED, "Notification": AT_80}
    assert refusal(budgets.create_subscriber, **named, Subscriber=sns())[0] == duplicate
    assert refusal(budgets.create_notification, **named, Subscribers=[email()])[0] == duplicate
    with pytest.raises(ClientError, match=duplicate):
        make(embedded_aws)


def test_a_topic_is_replaced_at_once(embedded_aws: EmbeddedAws) -> None:
    budgets = make(embedded_aws)
    budgets.update_subscriber(
        **NAMED, Notification=AT_80, OldSubscriber=sns(), NewSubscriber=sns(OTHER)
    )
    assert subscribers(budgets) == [sns(OTHER)]
    code, _ = refusal(
        budgets.update_subscriber,
        **NAMED,
        Notification=AT_80,
        OldSubscriber=sns(),
        NewSubscriber=email(),
    )
    assert code == "NotFoundException"


def test_the_last_subscriber_takes_the_notification_along(embedded_aws: EmbeddedAws) -> None:
    budgets = make(embedded_aws)
    budgets.delete_subscriber(**NAMED, Notification=AT_80, Subscriber=sns())
    assert budgets.describe_notifications_for_budget(**NAMED).get("Notifications") == []
