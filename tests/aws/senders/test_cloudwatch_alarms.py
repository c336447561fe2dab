"""CloudWatch alarms of a topic, and what their history says."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.aws.senders import Named
from bot.aws.senders._alarm_history import report
from bot.aws.senders.cloudwatch_alarms import READER
from bot.core.model.read import Cause, ReadFailed
from bot.core.model.subject import SenderReport
from tests.aws.senders.conftest import TOPIC, Read, Script, refused
from tests.conftest import ACCOUNT

AT = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)
ALARM = f"arn:aws:cloudwatch:eu-west-1:{ACCOUNT}:alarm:"
KMS = "null (Service: AWSKMS; Status Code: 400; Error Code: AccessDeniedException; Proxy: null)"
NOT_ALLOWED = (
    f"Resource: {ALARM}cpu is not authorized to perform: SNS:Publish on resource: {TOPIC} because "
    "no resource-based policy allows the SNS:Publish action"
)


def alarm(name: str, *actions: str, **more: Any) -> dict[str, Any]:
    return {
        "AlarmName": name,
        "AlarmArn": ALARM + name,
        "ActionsEnabled": True,
        "AlarmActions": list(actions or (TOPIC,)),
        "OKActions": [],
        "InsufficientDataActions": [],
        **more,
    }


def listed(*alarms: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"MetricAlarms": list(alarms), "CompositeAlarms": [], **more}


def item(name: str, **more: Any) -> dict[str, Any]:
    return {"AlarmName": name, "Timestamp": AT.timestamp(), "HistoryItemType": "Action", **more}


def failed(name: str, error: str = KMS, topic: str = TOPIC) -> dict[str, Any]:
    data = {"actionState": "Failed", "notificationResource": topic, "error": error}
    return item(name, HistoryData=json.dumps(data))


def history(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"AlarmHistoryItems": list(items), **more}


def test_alarms_of_every_kind_that_publish_to_it(read: Read, script: Script) -> None:
    script.answers["DescribeAlarms"] = {
        "MetricAlarms": [alarm("cpu"), alarm("other", f"{TOPIC}-2")],
        "CompositeAlarms": [alarm("all", AlarmActions=[], OKActions=[TOPIC])],
        "LogAlarms": [alarm("log", TOPIC, "arn:aws:automate:eu-west-1:ec2:stop")],
    }
    script.answers["DescribeAlarmHistory"] = history()
    found = read.of_topic(READER)
    assert [(one.name, one.kind, one.topics) for one in found.found] == [
        ("cpu", "", (TOPIC,)),
        ("all", "composite alarm", (TOPIC,)),
        ("log", "log alarm", (TOPIC,)),
    ]
    assert [(one.not_of_alarm, one.acts_on_alarm) for one in found.found] == [
        ((), True),
        ((TOPIC,), False),
        ((), True),
    ]
    assert found.found[2].other_actions == ("arn:aws:automate:eu-west-1:ec2:stop",)
    assert {(one.account, one.region) for one in found.found} == {(ACCOUNT, "eu-west-1")}
    assert found.unread == ()
    asked = script.asked[0]
    assert (asked.region, asked.given["ActionPrefix"]) == ("eu-west-1", TOPIC)
    assert asked.given["AlarmTypes"] == ["MetricAlarm", "CompositeAlarm", "LogAlarm"]


def test_every_page(read: Read, script: Script) -> None:
    def page(given: dict[str, Any]) -> dict[str, Any]:
        last = given.get("NextToken") == "two"
        return listed(alarm("b" if last else "a"), **({} if last else {"NextToken": "two"}))

    script.answers |= {"DescribeAlarms": page, "DescribeAlarmHistory": history()}
    assert [one.name for one in read.of_topic(READER).found] == ["a", "b"]


def test_no_alarm_asks_for_no_history(read: Read, script: Script) -> None:
    script.answers["DescribeAlarms"] = listed()
    assert read.of_topic(READER).found == ()
    assert script.operations == ["DescribeAlarms"]


def test_switched_off_actions(read: Read, script: Script) -> None:
    script.answers["DescribeAlarms"] = listed(alarm("cpu", ActionsEnabled=False))
    script.answers["DescribeAlarmHistory"] = history()
    (found,) = read.of_topic(READER).found
    assert not found.enabled


def test_the_newest_report_on_each_topic(read: Read, script: Script) -> None:
    script.answers["DescribeAlarms"] = listed(alarm("cpu", TOPIC, f"{TOPIC}-2"))
    script.answers["DescribeAlarmHistory"] = history(
        failed("cpu"),
        failed("cpu", "older"),
        failed("cpu", "b", f"{TOPIC}-2"),
        failed("cpu", "c", f"{TOPIC}-3"),
    )
    (found,) = read.of_topic(READER).found
    assert found.reports == (
        SenderReport(TOPIC, AT, works=False, says=KMS),
        SenderReport(f"{TOPIC}-2", AT, works=False, says="b"),
    )


def test_many_alarms_share_one_call_for_their_history(read: Read, script: Script) -> None:
    names = [f"a{n}" for n in range(400)]
    script.answers["DescribeAlarms"] = listed(*map(alarm, names))
    script.answers["DescribeAlarmHistory"] = history(failed("a7"))
    found = read.of_topic(READER).found
    assert [one.name for one in found if one.reports] == ["a7"]
    assert len(found) == 400
    assert script.operations == ["DescribeAlarmHistory", "DescribeAlarms"]


def test_where_that_call_does_not_hold_them_all_the_others_are_asked_for(
    read: Read, script: Script
) -> None:
    names = [f"a{n}" for n in range(200)]

    def told(given: dict[str, Any]) -> dict[str, Any]:
        name = given.get("AlarmName")
        return history(failed(name)) if name else history(failed("a7"), NextToken="more")

    script.answers |= {"DescribeAlarms": listed(*map(alarm, names)), "DescribeAlarmHistory": told}
    found = read.of_topic(READER).found
    assert len([one for one in found if one.reports]) == 51
    assert script.operations.count("DescribeAlarmHistory") == 51


def test_refused_alarms_name_the_permission(read: Read) -> None:
    refused(read.of_topic(READER), "cloudwatch:DescribeAlarms")


@pytest.mark.parametrize("count", [1, 6])
def test_a_refused_history_leaves_the_alarm(read: Read, script: Script, count: int) -> None:
    script.answers["DescribeAlarms"] = listed(*(alarm(f"a{n}") for n in range(count)))
    found = read.of_topic(READER)
    assert len(found.found) == count
    for one in found.found:
        assert isinstance(one.reports, ReadFailed)
        assert one.reports.action == "cloudwatch:DescribeAlarmHistory"
        assert one.reports.cause is Cause.REFUSED


@pytest.mark.parametrize(
    "answer", [{}, {"NextToken": ""}, listed({"AlarmName": "x"}), {"MetricAlarms": {}}]
)
def test_an_answer_without_its_parts_is_a_failed_read(
    read: Read, script: Script, answer: object
) -> None:
    script.answers["DescribeAlarms"] = answer
    (unread,) = read.of_topic(READER).unread
    assert (unread.action, unread.cause) == ("cloudwatch:DescribeAlarms", Cause.FAILED)


@pytest.mark.parametrize("name", ["cpu", f"{ALARM}cpu"])
def test_one_by_its_name_or_arn(read: Read, script: Script, name: str) -> None:
    script.answers["DescribeAlarms"] = listed(alarm("cpu"))
    script.answers["DescribeAlarmHistory"] = history(failed("cpu", NOT_ALLOWED))
    named = read.named(READER, name, "eu-west-1")
    assert isinstance(named, Named)
    (found,) = named.found
    assert found.reports == (SenderReport(TOPIC, AT, works=False, says=NOT_ALLOWED),)
    assert script.asked[0].given["AlarmNames"] == ["cpu"]


def test_no_alarm_of_that_name(read: Read, script: Script) -> None:
    script.answers["DescribeAlarms"] = listed()
    assert read.named(READER, "cpu") == Named()


SUMMARY = f"Failed to execute action {TOPIC}. Received error: "


@pytest.mark.parametrize(
    ("parts", "topic", "works", "says"),
    [
        ({"HistorySummary": f'{SUMMARY}"{KMS}"'}, TOPIC, False, KMS),
        ({"HistorySummary": f'{SUMMARY}"{NOT_ALLOWED}"'}, TOPIC, False, NOT_ALLOWED),
        (
            {"HistorySummary": f'{SUMMARY}"Invalid parameter: TopicArn"'},
            TOPIC,
            False,
            "Invalid parameter: TopicArn",
        ),
        ({"HistorySummary": f"Successfully executed action {TOPIC}"}, TOPIC, True, ""),
        (
            {"HistorySummary": f'{SUMMARY}"b"', "HistoryData": '{"actionState": "Failed"'},
            TOPIC,
            False,
            "b",
        ),
        (
            {
                "HistorySummary": "Something else",
                "HistoryData": json.dumps(
                    {"actionState": "Succeeded", "notificationResource": TOPIC, "error": None}
                ),
            },
            TOPIC,
            True,
            "",
        ),
        ({"HistorySummary": "Something else", "HistoryData": "[]"}, "", None, "Something else"),
        (
            {"HistoryData": '{"actionState": 7, "notificationResource": 7, "error": {}}'},
            "",
            None,
            "",
        ),
        ({}, "", None, ""),
    ],
)
def test_an_item_is_read_leniently(
    parts: dict[str, str], topic: str, works: bool | None, says: str
) -> None:
    assert report({"Timestamp": AT, **parts}) == SenderReport(topic, AT, works, says)
