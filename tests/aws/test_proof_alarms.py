"""Temporary alarms at the embedded AWS: made, set and removed once, and no other alarm ever."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot.aws.accounts import Accounts
from bot.aws.apply import ONCE, Done, Refused, Unsure
from bot.aws.proof_alarms import ACTIONS, RESOURCE, ProofAlarms, TemporaryAlarm
from bot.core.model.read import ReadFailed
from bot.core.model.subject import SenderReport
from bot.core.proof.names import name_of
from playground.scenarios.load import find, seed
from tests.aws.world import OpenAws, World, allow
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.core import build

REGION = "us-east-1"
ALARM = TemporaryAlarm(ACCOUNT, REGION, name_of("0123abcd"))
OURS = RESOURCE.replace("${AWS::Partition}", "aws").replace("${AWS::AccountId}", ACCOUNT)
MAY = {"Effect": "Allow", "Action": list(ACTIONS), "Resource": OURS}
WRITES = {"PutMetricAlarm", "SetAlarmState", "DeleteAlarms"}
KEYED = "rule-conditioned-key"


@pytest.fixture
def opener(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAws]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    yield opened
    opened.close()


def alarms(opener: OpenAws, **role: Any) -> ProofAlarms:
    """Through the account's root, or a role."""
    return ProofAlarms(Accounts(opener(**role), "", lambda: 0.0, opener(**role, config=ONCE)))


def writes(aws: EmbeddedAws) -> list[str]:
    return [c.operation for c in aws.control.calls("cloudwatch") if c.operation in WRITES]


def names(aws: EmbeddedAws, region: str = REGION) -> list[str]:
    found = aws.client("cloudwatch", region).describe_alarms()["MetricAlarms"]
    return [one["AlarmName"] for one in found]


def test_it_is_made_set_asked_after_and_removed(embedded_aws: EmbeddedAws, opener: OpenAws) -> None:
    seed(embedded_aws.url, [KEYED])
    topic, made = find(KEYED).topics[0], alarms(opener)
    alarm = TemporaryAlarm(ACCOUNT, topic.region, ALARM.name)
    assert made.why_not(ACCOUNT) == ""
    assert made.make(alarm, topic.arn, "Nothing is wrong.") == Done()
    assert made.told(alarm, topic.arn) is None
    assert made.set(alarm, "A test.") == Done()
    told = made.told(alarm, topic.arn)
    assert isinstance(told, SenderReport) and told.works is True and told.topic == topic.arn
    assert made.told(alarm, f"{topic.arn}-2") is None
    assert made.remove(alarm) == Done()
    assert isinstance(made.remove(alarm), Done)
    assert alarm.name not in names(embedded_aws, topic.region)


def test_a_refusal_is_in_awss_own_words(embedded_aws: EmbeddedAws, opener: OpenAws) -> None:
    world, made = World(embedded_aws), alarms(opener)
    topic = world.topic(Policy=build.document(build.PUBLISHING))
    made.make(ALARM, topic, "Nothing is wrong.")
    made.set(ALARM, "A test.")
    told = made.told(ALARM, topic)
    assert isinstance(told, SenderReport) and told.works is False
    assert "is not authorized to perform: SNS:Publish" in told.says


def test_it_says_what_it_is(embedded_aws: EmbeddedAws, opener: OpenAws) -> None:
    made, topic = alarms(opener), World(embedded_aws).topic()
    made.make(ALARM, topic, "Nothing is wrong.")
    client = embedded_aws.client("cloudwatch", REGION)
    (found,) = client.describe_alarms(AlarmNames=[ALARM.name])["MetricAlarms"]
    assert found["AlarmActions"] == [topic] and found["TreatMissingData"] == "missing"
    assert found.get("OKActions", []) == found.get("InsufficientDataActions", []) == []
    tags = client.list_tags_for_resource(ResourceARN=found["AlarmArn"])["Tags"]
    assert tags == [{"Key": "budget-check:proof", "Value": "0123abcd"}]


@pytest.mark.parametrize("name", ["cpu-high", "budget-check-proof-", "x" + ALARM.name])
def test_no_other_alarm_is_touched(embedded_aws: EmbeddedAws, opener: OpenAws, name: str) -> None:
    made, other = alarms(opener), TemporaryAlarm(ACCOUNT, REGION, name)
    for result in (made.make(other, "arn", "x"), made.set(other, "x"), made.remove(other)):
        assert isinstance(result, Refused) and "not a temporary alarm" in result.says
    assert writes(embedded_aws) == []


def test_nor_another_account(embedded_aws: EmbeddedAws, opener: OpenAws) -> None:
    made, other = alarms(opener), TemporaryAlarm("2" * 12, REGION, ALARM.name)
    assert made.why_not("2" * 12)
    assert isinstance(made.make(other, "arn", "x"), Refused)
    assert isinstance(made.told(other, "arn"), ReadFailed)
    assert writes(embedded_aws) == []


def test_the_statement_of_the_templates_suffices_and_reaches_no_further(
    embedded_aws: EmbeddedAws, opener: OpenAws
) -> None:
    topic = World(embedded_aws).topic()
    reads = allow("cloudwatch:DescribeAlarmHistory", "sts:GetCallerIdentity")
    role = embedded_aws.as_role("mend", MAY, reads)
    made = alarms(opener, **role)
    assert made.make(ALARM, topic, "x") == Done() == made.set(ALARM, "x")
    assert isinstance(made.told(ALARM, topic), SenderReport)
    assert made.remove(ALARM) == Done()
    theirs = embedded_aws.client("cloudwatch", REGION, **role)
    with pytest.raises(theirs.exceptions.ClientError, match="not authorized"):
        theirs.delete_alarms(AlarmNames=["cpu-high"])


def test_a_refusal_names_the_permission(embedded_aws: EmbeddedAws, opener: OpenAws) -> None:
    made = alarms(opener, **embedded_aws.as_role("mend", allow("sts:GetCallerIdentity")))
    found = [made.make(ALARM, "arn", "x"), made.set(ALARM, "x"), made.remove(ALARM)]
    missing = [one.permission for one in found if isinstance(one, Refused)]
    assert missing == [
        "cloudwatch:PutMetricAlarm",
        "cloudwatch:SetAlarmState",
        "cloudwatch:DeleteAlarms",
    ]
    told = made.told(ALARM, "arn")
    assert isinstance(told, ReadFailed) and told.action == "cloudwatch:DescribeAlarmHistory"


@pytest.mark.parametrize(
    "fault", [{"code": "InternalServiceFault", "status": 500}, {"how": "reset"}]
)
def test_no_answer_is_not_repeated(
    embedded_aws: EmbeddedAws, opener: OpenAws, fault: dict[str, Any]
) -> None:
    made = alarms(opener)
    for operation in WRITES:
        embedded_aws.fault("cloudwatch", operation, **fault)
    for result in (made.make(ALARM, "arn", "x"), made.set(ALARM, "x"), made.remove(ALARM)):
        assert isinstance(result, Unsure)
    assert writes(embedded_aws) == ["PutMetricAlarm", "SetAlarmState", "DeleteAlarms"]


def test_what_was_removed_meanwhile_is_gone(embedded_aws: EmbeddedAws, opener: OpenAws) -> None:
    embedded_aws.fault("cloudwatch", "DeleteAlarms", code="ResourceNotFound", status=404)
    assert alarms(opener).remove(ALARM) == Done(found=True)
