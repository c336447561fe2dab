"""The delivery channel of AWS Config."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.aws.senders import Named
from bot.aws.senders.config import READER
from bot.core.model.read import Cause, ReadFailed
from bot.core.model.subject import SenderReport
from tests.aws.senders.conftest import TOPIC, Read, Script, refused
from tests.conftest import ACCOUNT

AT = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)
LINKED = (
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
)
OWN = f"arn:aws:iam::{ACCOUNT}:role/recorder"


def stream(**info: Any) -> dict[str, Any]:
    return {"DeliveryChannelsStatus": [{"name": "default", "configStreamDeliveryInfo": info}]}


def recording(*recorders: bool) -> dict[str, Any]:
    shown = [{"name": "default", "recording": one} for one in recorders]
    return {"ConfigurationRecordersStatus": shown}


@pytest.fixture
def script() -> Script:
    return Script(
        {
            "DescribeDeliveryChannels": {
                "DeliveryChannels": [{"name": "default", "snsTopicARN": TOPIC}]
            },
            "DescribeDeliveryChannelStatus": stream(lastStatus="Success"),
            "DescribeConfigurationRecorders": {
                "ConfigurationRecorders": [{"name": "default", "roleARN": LINKED}]
            },
            "DescribeConfigurationRecorderStatus": recording(True),
        }
    )


def test_the_channel_of_the_topic_s_region(read: Read, script: Script) -> None:
    (found,) = read.of_topic(READER).found
    assert (found.name, found.region, found.topics) == ("default", "eu-west-1", (TOPIC,))
    assert found.role == ""
    assert {one.region for one in script.asked} == {"eu-west-1"}
    assert read.of_topic(READER, f"{TOPIC}-2").found == ()


@pytest.mark.parametrize(("recorders", "stopped"), [([True], False), ([False], True), ([], True)])
def test_a_recorder_that_does_not_record_has_nothing_to_tell(
    read: Read, script: Script, recorders: list[bool], stopped: bool
) -> None:
    script.answers["DescribeConfigurationRecorderStatus"] = recording(*recorders)
    (found,) = read.of_topic(READER).found
    assert ("recorder does not record" in found.withheld) == stopped
    assert found.enabled


def test_another_role_than_the_service_linked_one_publishes(read: Read, script: Script) -> None:
    recorders = [{"name": "default", "roleARN": OWN}]
    script.answers["DescribeConfigurationRecorders"] = {"ConfigurationRecorders": recorders}
    (found,) = read.of_topic(READER).found
    assert found.role == OWN


@pytest.mark.parametrize(
    ("info", "reports"),
    [
        ({"lastStatus": "Not_Applicable"}, ()),
        ({}, ()),
        (
            {"lastStatus": "Success", "lastStatusChangeTime": AT.timestamp()},
            (SenderReport(TOPIC, AT, works=True),),
        ),
        (
            {
                "lastStatus": "Failure",
                "lastErrorCode": "AccessDenied",
                "lastErrorMessage": "Not authorized",
                "lastStatusChangeTime": AT.timestamp(),
            },
            (SenderReport(TOPIC, AT, works=False, says="AccessDenied: Not authorized"),),
        ),
        ({"lastStatus": "Failure"}, (SenderReport(TOPIC, None, works=False, says="Failure"),)),
        ({"lastStatus": "New"}, (SenderReport(TOPIC, None, works=None, says="New"),)),
    ],
)
def test_what_the_status_says(
    read: Read, script: Script, info: dict[str, Any], reports: tuple[SenderReport, ...]
) -> None:
    script.answers["DescribeDeliveryChannelStatus"] = stream(**info)
    (found,) = read.of_topic(READER).found
    assert found.reports == reports


def test_a_refusal_names_the_permission(read: Read, script: Script) -> None:
    del script.answers["DescribeDeliveryChannelStatus"]
    (found,) = read.of_topic(READER).found
    assert isinstance(found.reports, ReadFailed)
    assert found.reports.action == "config:DescribeDeliveryChannelStatus"
    del script.answers["DescribeConfigurationRecorders"]
    refused(read.of_topic(READER), "config:DescribeConfigurationRecorders")
    script.answers["DescribeConfigurationRecorders"] = {"ConfigurationRecorders": []}
    del script.answers["DescribeConfigurationRecorderStatus"]
    refused(read.of_topic(READER), "config:DescribeConfigurationRecorderStatus")
    del script.answers["DescribeDeliveryChannels"]
    refused(read.of_topic(READER), "config:DescribeDeliveryChannels")


def test_who_publishes_does_not_matter_where_nothing_is_published(
    read: Read, script: Script
) -> None:
    script.answers["DescribeDeliveryChannels"] = {"DeliveryChannels": [{"name": "default"}]}
    del script.answers["DescribeConfigurationRecorders"]
    found = read.of_topic(READER)
    assert (found.found, found.unread) == ((), ())


@pytest.mark.parametrize(
    "operation",
    [
        "DescribeDeliveryChannels",
        "DescribeConfigurationRecorders",
        "DescribeConfigurationRecorderStatus",
    ],
)
def test_an_answer_without_its_parts_is_a_failed_read(
    read: Read, script: Script, operation: str
) -> None:
    script.answers[operation] = {}
    (unread,) = read.of_topic(READER).unread
    assert unread.cause is Cause.FAILED
    assert f"The answer to {operation} has no" in unread.detail


@pytest.mark.parametrize("name", ["default", ""])
def test_one_by_its_name_or_without(read: Read, name: str) -> None:
    named = read.named(READER, name)
    assert isinstance(named, Named)
    assert [one.name for one in named.found] == ["default"]
    other = read.named(READER, "other")
    assert isinstance(other, Named)
    assert (other.found, other.others) == ((), ("default",))
