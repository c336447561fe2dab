"""CloudTrail trails: their topic's ARN, the check on linking, and the status after a delivery."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws
from tests.playground.aws.senders.places import (
    NAME,
    TOPIC,
    encrypt,
    on_key,
    on_topic,
    received,
    set_policy,
    topic,
)

ARN = f"arn:aws:cloudtrail:us-east-1:{ACCOUNT}:trail/audit"
LETS_IN = on_topic("cloudtrail", StringEquals={"aws:SourceArn": ARN})


def create(aws: EmbeddedAws, named: str = TOPIC) -> Any:
    client = aws.client("cloudtrail")
    made = client.create_trail(Name="audit", S3BucketName="logs", SnsTopicName=named)
    client.start_logging(Name="audit")
    return made


@pytest.fixture
def aws(embedded_aws: EmbeddedAws) -> EmbeddedAws:
    """A topic that lets the trail in."""
    topic(embedded_aws, LETS_IN)
    return embedded_aws


def status(aws: EmbeddedAws) -> dict[str, Any]:
    return dict(aws.client("cloudtrail").get_trail_status(Name=ARN))


@pytest.mark.parametrize("named", [NAME, TOPIC])
def test_a_trail_shows_its_topic_by_name_and_by_arn(aws: EmbeddedAws, named: str) -> None:
    made = create(aws, named)
    client = aws.client("cloudtrail")
    (listed,) = client.describe_trails(includeShadowTrails=False)["trailList"]
    for shown in (made, listed, client.get_trail(Name=ARN)["Trail"]):
        assert (shown["SnsTopicName"], shown["SnsTopicARN"]) == (NAME, TOPIC)
        assert shown["TrailARN"] == ARN
    assert listed["HomeRegion"] == "us-east-1"


def test_a_trail_without_a_topic_shows_none(aws: EmbeddedAws) -> None:
    aws.client("cloudtrail").create_trail(Name="audit", S3BucketName="logs")
    (listed,) = aws.client("cloudtrail").describe_trails()["trailList"]
    assert "SnsTopicARN" not in listed


def test_linking_is_refused_where_topic_or_key_are(aws: EmbeddedAws) -> None:
    def refused(call: Any, **given: Any) -> str:
        with pytest.raises(ClientError) as error:
            call(**given)
        return str(error.value.response["Error"]["Code"])

    client, code = aws.client("cloudtrail"), "InsufficientSnsTopicPolicyException"
    given = {"Name": "audit", "SnsTopicName": TOPIC}
    encrypt(aws)
    assert refused(client.create_trail, S3BucketName="logs", **given) == code
    assert client.describe_trails()["trailList"] == []
    client.create_trail(Name="audit", S3BucketName="logs")
    assert refused(client.update_trail, **given) == code
    encrypt(aws, on_key("cloudtrail"))
    assert client.update_trail(**given)["SnsTopicARN"] == TOPIC
    set_policy(aws, on_topic("budgets"))
    assert refused(client.update_trail, **given) == code


def test_nothing_was_delivered_at_first(aws: EmbeddedAws) -> None:
    create(aws)
    assert not {"LatestDeliveryTime", "LatestNotificationTime"} & status(aws).keys()


def test_a_log_file_is_told_of(aws: EmbeddedAws) -> None:
    create(aws)
    (tried,) = aws.control.speak("trails", ACCOUNT, "audit")
    assert tried.outcome == "delivers"
    assert "s3ObjectKey" in received(aws)[0]["Message"]
    found = status(aws)
    assert found["LatestNotificationTime"] >= found["LatestDeliveryTime"]
    assert "LatestNotificationError" not in found


def test_a_trail_that_is_off_tells_nothing(aws: EmbeddedAws) -> None:
    create(aws)
    aws.client("cloudtrail").stop_logging(Name=ARN)
    assert aws.control.speak("trails", ACCOUNT, "audit") == []


def test_a_refusal_shows_until_it_is_mended(aws: EmbeddedAws) -> None:
    create(aws)
    encrypt(aws, {**on_key("cloudtrail"), "Action": "kms:GenerateDataKey*"})
    aws.control.speak("trails", ACCOUNT, "audit")
    found = status(aws)
    assert found["LatestNotificationError"] == "KMSAccessDenied"
    assert "LatestDeliveryTime" in found and "LatestNotificationTime" not in found
    encrypt(aws, on_key("cloudtrail"))
    set_policy(aws, on_topic("budgets"))
    aws.control.speak("trails", ACCOUNT, "audit")
    assert status(aws)["LatestNotificationError"] == "AuthorizationError"
    set_policy(aws, LETS_IN)
    aws.control.speak("trails", ACCOUNT, "audit")
    assert "LatestNotificationError" not in status(aws)


def test_what_it_names_to_a_key_is_unknown(aws: EmbeddedAws) -> None:
    create(aws)
    encrypt(aws, on_key("cloudtrail", StringEquals={"aws:SourceArn": ARN}))
    assert [one.outcome for one in aws.control.senders(TOPIC)] == ["cannot judge"]


def test_a_broken_link_can_be_made(aws: EmbeddedAws) -> None:
    aws.client("cloudtrail").create_trail(Name="audit", S3BucketName="logs")
    set_policy(aws, on_topic("budgets"))
    aws.control.link("trails", ACCOUNT, "audit", TOPIC)
    assert [one.hop for one in aws.control.senders(TOPIC)] == ["topic"]


def test_rights_and_accounts(aws: EmbeddedAws) -> None:
    create(aws)
    allow = {"Effect": "Allow", "Action": "cloudtrail:DescribeTrails", "Resource": "*"}
    reader = aws.client("cloudtrail", **aws.as_role("reader", allow))
    assert reader.describe_trails()["trailList"]
    with pytest.raises(ClientError, match="cloudtrail:GetTrailStatus"):
        reader.get_trail_status(Name=ARN)
    other = aws.client("cloudtrail", account="222222222222")
    assert other.describe_trails()["trailList"] == []
