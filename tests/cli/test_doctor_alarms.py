"""The doctor on alarms, the account's places, and what mend may reach: each breaks one thing."""

from __future__ import annotations

import json

import pytest

from bot.cli.doctor._checks import DoctorFinding
from tests.cli.deployed import SERVICE, WRITING, Deployed, found, troubles
from tests.conftest import ACCOUNT

CLOUDWATCH = {"Service": "cloudwatch.amazonaws.com"}


def one(deployed: Deployed) -> DoctorFinding:
    (trouble,) = troubles(deployed.examine())
    return trouble


def policy(topic: str, *statements: dict[str, object]) -> str:
    each = [{"Action": "SNS:Publish", "Resource": topic, **one} for one in statements]
    return json.dumps({"Version": "2012-10-17", "Statement": each})


def test_an_alarm_topic_that_cloudwatch_may_publish_to(deployed: Deployed) -> None:
    """By SNS's own default policy."""
    topic = f"arn:aws:sns:us-east-1:{ACCOUNT}:alarms"
    says = found(deployed.examine(), topic).says
    assert says == "told by 1 alarm, and CloudWatch may publish there."


def test_alarms_that_tell_nobody(deployed: Deployed) -> None:
    deployed.alarm("check-dead", "nobody")
    warned = one(deployed)
    assert (warned.status, warned.says) == ("warning", "1 of 2 alarms tell nobody.")
    assert "ALARM_TOPIC" in warned.do


def test_no_alarms(deployed: Deployed) -> None:
    deployed.aws.client("cloudwatch").delete_alarms(AlarmNames=[f"{SERVICE}-silence"])
    assert one(deployed).says == "There are none."


def test_an_alarm_topic_that_is_gone(deployed: Deployed) -> None:
    deployed.aws.client("sns").delete_topic(TopicArn=f"arn:aws:sns:us-east-1:{ACCOUNT}:alarms")
    wrong = one(deployed)
    assert wrong.status == "wrong" and wrong.says == "Told by 1 alarm, and it is not there."


def test_the_very_fault_that_it_looks_for(deployed: Deployed) -> None:
    deployed.alarm(KmsMasterKeyId="alias/aws/sns", topic="encrypted")
    wrong = one(deployed)
    assert wrong.about.endswith(":encrypted") and wrong.status == "wrong"
    assert "Every alarm of budget-check is lost" in wrong.says


@pytest.mark.parametrize(
    ("statement", "status"),
    [
        ({"Effect": "Allow", "Principal": {"Service": "budgets.amazonaws.com"}}, "wrong"),
        (
            {
                "Effect": "Allow",
                "Principal": CLOUDWATCH,
                "Condition": {"StringEquals": {"aws:SourceAccount": "222222222222"}},
            },
            "wrong",
        ),
        (
            {
                "Effect": "Allow",
                "Principal": CLOUDWATCH,
                "Condition": {"StringEquals": {"aws:SourceOrgID": "o-1"}},
            },
            "could not tell",
        ),
    ],
)
def test_a_topic_policy_that_keeps_cloudwatch_out(
    deployed: Deployed, statement: dict[str, object], status: str
) -> None:
    topic = f"arn:aws:sns:us-east-1:{ACCOUNT}:alarms"
    deployed.aws.client("sns").set_topic_attributes(
        TopicArn=topic, AttributeName="Policy", AttributeValue=policy(topic, statement)
    )
    told = one(deployed)
    assert (told.about, told.status) == (topic, status)


@pytest.mark.parametrize("lets_in", [True, False])
def test_a_key_of_ones_own(deployed: Deployed, lets_in: bool) -> None:
    root = {
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
        "Action": "kms:*",
        "Resource": "*",
    }
    service = {
        "Effect": "Allow",
        "Principal": CLOUDWATCH,
        "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
        "Resource": "*",
    }
    statements = [root, service] if lets_in else [root]
    document = json.dumps({"Version": "2012-10-17", "Statement": statements})
    key = deployed.aws.client("kms").create_key(Policy=document)["KeyMetadata"]["Arn"]
    topic = deployed.alarm(topic="encrypted", KmsMasterKeyId=key)
    if lets_in:
        assert troubles(deployed.examine()) == []
    else:
        wrong = one(deployed)
        assert (wrong.about, wrong.status) == (topic, "wrong")
        assert "kms:GenerateDataKey, kms:Decrypt" in wrong.says


def test_an_account_with_few_places(deployed: Deployed, monkeypatch: pytest.MonkeyPatch) -> None:
    about = "Lambda's concurrency"
    assert found(deployed.examine(), about).status == "fine"
    monkeypatch.setattr("bot.cli.doctor.concurrency.ENOUGH", 100_000)
    warned = one(deployed)
    assert (warned.about, warned.status) == (about, "warning")
    assert "L-B99A9384" in warned.do


def test_mend_without_the_fence_of_the_tag(deployed: Deployed) -> None:
    deployed.role("mend", WRITING, tagged=False)
    warned = one(deployed)
    assert (warned.about, warned.status) == ("role of mend, its reach", "warning")
    assert "kms:PutKeyPolicy" in warned.says and "sns:SetTopicAttributes" in warned.says
    assert "ONLY_TAGGED=false" in warned.do
