"""CloudTrail trails of a topic, and what CloudTrail says of its notifications."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.aws.senders import Named
from bot.aws.senders.cloudtrail import READER
from bot.core.model.read import Cause, ReadFailed
from bot.core.model.subject import SenderReport
from tests.aws.senders.conftest import TOPIC, Read, Script, refused
from tests.conftest import ACCOUNT

AT = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)
ERROR = "KMSAccessDenied"


def arn(name: str, region: str = "us-east-1", account: str = ACCOUNT) -> str:
    return f"arn:aws:cloudtrail:{region}:{account}:trail/{name}"


def trail(name: str = "all", topic: str = TOPIC, **more: Any) -> dict[str, Any]:
    told = {"SnsTopicARN": topic} if topic else {}
    return {"Name": name, "TrailARN": arn(name), "HomeRegion": "us-east-1", **told, **more}


def status(**more: Any) -> dict[str, Any]:
    return {"IsLogging": True, **more}


@pytest.fixture
def script() -> Script:
    others = [trail("other", f"{TOPIC}-2"), trail("quiet", "")]
    return Script(
        {
            "DescribeTrails": {"trailList": [trail(), *others]},
            "GetTrailStatus": status(LatestNotificationTime=AT.timestamp()),
        }
    )


def test_a_trail_of_another_region_is_asked_at_its_home(read: Read, script: Script) -> None:
    (found,) = read.of_topic(READER).found
    assert (found.name, found.arn, found.region) == ("all", arn("all"), "us-east-1")
    assert found.topics == (TOPIC,)
    assert [(one.operation, one.region) for one in script.asked] == [
        ("DescribeTrails", "eu-west-1"),
        ("GetTrailStatus", "us-east-1"),
    ]
    assert script.asked[0].given["includeShadowTrails"] is True
    assert script.asked[1].given["Name"] == arn("all")


def test_the_trail_of_an_organization_is_its_account_s(read: Read, script: Script) -> None:
    theirs = trail("org", TrailARN=arn("org", account="999999999999"))
    script.answers["DescribeTrails"] = {"trailList": [theirs]}
    (found,) = read.of_topic(READER).found
    assert found.account == "999999999999"


@pytest.mark.parametrize(
    ("said", "report"),
    [
        ({}, None),
        ({"LatestDeliveryTime": AT}, None),
        ({"LatestNotificationTime": AT}, SenderReport(TOPIC, AT, works=True)),
        (
            {"LatestNotificationTime": AT, "LatestDeliveryTime": AT + timedelta(minutes=5)},
            SenderReport(TOPIC, AT, works=True),
        ),
        (
            {"LatestNotificationError": ERROR, "LatestDeliveryTime": AT},
            SenderReport(TOPIC, AT, works=False, says=ERROR),
        ),
        (
            {"LatestNotificationError": ERROR, "LatestNotificationTime": AT},
            SenderReport(TOPIC, AT, works=False, says=ERROR),
        ),
        ({"LatestNotificationError": ""}, None),
        ({"LatestNotificationError": ERROR}, SenderReport(TOPIC, None, works=False, says=ERROR)),
        (
            {"LatestNotificationTime": AT, "LatestDeliveryTime": AT + timedelta(hours=1)},
            SenderReport(
                TOPIC,
                AT + timedelta(hours=1),
                None,
                "LatestDeliveryTime is 2026-11-03 11:00 UTC, LatestNotificationTime "
                "2026-11-03 10:00 UTC.",
            ),
        ),
    ],
)
def test_what_the_status_says(
    read: Read, script: Script, said: dict[str, Any], report: SenderReport | None
) -> None:
    sent = {n: v.timestamp() if isinstance(v, datetime) else v for n, v in said.items()}
    script.answers["GetTrailStatus"] = status(**sent)
    (found,) = read.of_topic(READER).found
    assert found.reports == ((report,) if report else ())


def test_a_trail_that_does_not_log(read: Read, script: Script) -> None:
    script.answers["GetTrailStatus"] = {"IsLogging": False}
    (found,) = read.of_topic(READER).found
    assert not found.enabled


def test_a_refusal_names_the_permission(read: Read, script: Script) -> None:
    del script.answers["GetTrailStatus"]
    (found,) = read.of_topic(READER).found
    assert isinstance(found.reports, ReadFailed)
    assert (found.reports.action, found.reports.cause) == (
        "cloudtrail:GetTrailStatus",
        Cause.REFUSED,
    )
    del script.answers["DescribeTrails"]
    refused(read.of_topic(READER), "cloudtrail:DescribeTrails")


@pytest.mark.parametrize("member", ["TrailARN", "HomeRegion", "Name"])
def test_an_answer_without_its_parts_is_a_failed_read(
    read: Read, script: Script, member: str
) -> None:
    whole = trail()
    del whole[member]
    script.answers["DescribeTrails"] = {"trailList": [whole]}
    (unread,) = read.of_topic(READER).unread
    assert f"has no '{member}'" in unread.detail
    script.answers |= {"DescribeTrails": {"trailList": [trail()]}, "GetTrailStatus": {}}
    (found,) = read.of_topic(READER).found
    assert isinstance(found.reports, ReadFailed)
    assert "has no 'IsLogging'" in found.reports.detail


@pytest.mark.parametrize("name", ["all", arn("all")])
def test_one_by_its_name_or_arn(read: Read, script: Script, name: str) -> None:
    named = read.named(READER, name)
    assert isinstance(named, Named)
    assert [one.arn for one in named.found] == [arn("all")]
    assert named.others == ("all", "other", "quiet")
