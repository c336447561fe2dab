"""Alert subscriptions of Cost Anomaly Detection."""

from __future__ import annotations

from typing import Any

import pytest

from bot.aws.senders import Named
from bot.aws.senders.cost_anomaly import READER
from bot.core.model.read import Cause, ReadFailed
from tests.aws.senders.conftest import TOPIC, Read, Script, refused
from tests.conftest import ACCOUNT

ARN = f"arn:aws:ce::{ACCOUNT}:anomalysubscription/"


def subscription(name: str, *addresses: str, id: str = "") -> dict[str, Any]:
    told = [{"Type": "SNS", "Address": one, "Status": "CONFIRMED"} for one in addresses]
    return {
        "SubscriptionArn": ARN + (id or name),
        "AccountId": ACCOUNT,
        "MonitorArnList": [],
        "Subscribers": [*told, {"Type": "EMAIL", "Address": "a@example.com"}],
        "Frequency": "IMMEDIATE",
        "SubscriptionName": name,
    }


def test_those_that_publish_to_it_from_every_page(read: Read, script: Script) -> None:
    def page(given: dict[str, Any]) -> dict[str, Any]:
        if given.get("NextPageToken"):
            return {"AnomalySubscriptions": [subscription("b", TOPIC)]}
        first = [subscription("a", f"{TOPIC}-2"), subscription("mails only")]
        return {"AnomalySubscriptions": first, "NextPageToken": "2"}

    script.answers["GetAnomalySubscriptions"] = page
    (found,) = read.of_topic(READER).found
    assert (found.name, found.arn, found.topics) == ("b", f"{ARN}b", (TOPIC,))
    assert (found.account, found.region) == (ACCOUNT, "us-east-1")
    assert {one.region for one in script.asked} == {"us-east-1"}


def test_a_refusal_names_the_permission(read: Read) -> None:
    refused(read.of_topic(READER), "ce:GetAnomalySubscriptions")


@pytest.mark.parametrize("member", ["SubscriptionArn", "Subscribers", "SubscriptionName"])
def test_an_answer_without_its_parts_is_a_failed_read(
    read: Read, script: Script, member: str
) -> None:
    whole = subscription("a", TOPIC)
    del whole[member]
    script.answers["GetAnomalySubscriptions"] = {"AnomalySubscriptions": [whole]}
    (unread,) = read.of_topic(READER).unread
    assert unread.cause is Cause.FAILED
    assert f"has no '{member}'" in unread.detail


def test_no_list_is_no_empty_one(read: Read, script: Script) -> None:
    script.answers["GetAnomalySubscriptions"] = {}
    (unread,) = read.of_topic(READER).unread
    assert "has no 'AnomalySubscriptions'" in unread.detail


def test_one_by_its_name_or_arn(read: Read, script: Script) -> None:
    both = [subscription("a", id="1"), subscription("a", id="2"), subscription("b")]
    script.answers["GetAnomalySubscriptions"] = {"AnomalySubscriptions": both}
    named = [read.named(READER, name) for name in ("a", f"{ARN}2", "c")]
    assert all(isinstance(one, Named) for one in named)
    arns = [[s.arn for s in one.found] for one in named if isinstance(one, Named)]
    assert arns == [[f"{ARN}1", f"{ARN}2"], [f"{ARN}2"], []]
    assert isinstance(named[2], Named)
    assert named[2].others == ("a", "a", "b")


def test_a_refused_name(read: Read) -> None:
    assert isinstance(read.named(READER, "a"), ReadFailed)
