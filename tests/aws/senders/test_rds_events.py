"""Event subscriptions of Amazon RDS."""

from __future__ import annotations

from typing import Any

import pytest

from bot.aws.senders import Named
from bot.aws.senders.rds_events import READER
from bot.core.model.read import Cause
from tests.aws.senders.conftest import TOPIC, Read, Script, refused
from tests.conftest import ACCOUNT

ARN = f"arn:aws:rds:eu-west-1:{ACCOUNT}:es:"


def subscription(name: str, topic: str = TOPIC, status: str = "active", on: str = "true") -> str:
    parts = {
        "CustSubscriptionId": name,
        "SnsTopicArn": topic,
        "Status": status,
        "Enabled": on,
        "EventSubscriptionArn": ARN + name,
    }
    inner = "".join(f"<{tag}>{value}</{tag}>" for tag, value in parts.items() if value)
    return f"<EventSubscription>{inner}</EventSubscription>"


def listed(*subscriptions: str, marker: str = "") -> str:
    more = f"<Marker>{marker}</Marker>" if marker else ""
    return f"<EventSubscriptionsList>{''.join(subscriptions)}</EventSubscriptionsList>{more}"


def test_those_that_publish_to_it_from_every_page(read: Read, script: Script) -> None:
    def page(given: dict[str, Any]) -> str:
        if given.get("Marker"):
            return listed(subscription("b"), subscription("other", f"{TOPIC}-2"))
        return listed(subscription("a", on="false"), marker="2")

    script.answers["DescribeEventSubscriptions"] = page
    found = read.of_topic(READER).found
    assert [(one.name, one.arn, one.enabled) for one in found] == [
        ("a", f"{ARN}a", False),
        ("b", f"{ARN}b", True),
    ]
    assert {one.region for one in script.asked} == {"eu-west-1"}


@pytest.mark.parametrize(
    ("status", "inactive"),
    [
        ("active", ""),
        ("modifying", ""),
        ("no-permission", "no-permission"),
        ("topic-not-exist", "topic-not-exist"),
    ],
)
def test_what_the_status_says(read: Read, script: Script, status: str, inactive: str) -> None:
    script.answers["DescribeEventSubscriptions"] = listed(subscription("a", status=status))
    (found,) = read.of_topic(READER).found
    assert found.inactive == inactive


def test_a_refusal_names_the_permission(read: Read) -> None:
    refused(read.of_topic(READER), "rds:DescribeEventSubscriptions")


def test_an_answer_without_its_parts_is_a_failed_read(read: Read, script: Script) -> None:
    script.answers["DescribeEventSubscriptions"] = listed(subscription("a", status=""))
    (unread,) = read.of_topic(READER).unread
    assert (unread.cause, "has no 'Status'" in unread.detail) == (Cause.FAILED, True)
    script.answers["DescribeEventSubscriptions"] = ""
    (unread,) = read.of_topic(READER).unread
    assert "has no 'EventSubscriptionsList'" in unread.detail


@pytest.mark.parametrize("name", ["alerts", "Alerts", f"{ARN}alerts"])
def test_one_by_its_name_or_arn(read: Read, script: Script, name: str) -> None:
    script.answers["DescribeEventSubscriptions"] = listed(subscription("alerts"))
    named = read.named(READER, name)
    assert isinstance(named, Named)
    assert [one.name for one in named.found] == ["alerts"]
    other = read.named(READER, "alert")
    assert isinstance(other, Named)
    assert (other.found, other.others) == ((), ("alerts",))
