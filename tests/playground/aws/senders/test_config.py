"""Config's delivery channels: encrypted topics are refused whatever the policies say."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws
from tests.playground.aws.senders.places import (
    TOPIC,
    encrypt,
    key,
    on_key,
    on_topic,
    received,
    set_policy,
    topic,
)

LETS_IN = on_topic("config", StringEquals={"aws:SourceAccount": ACCOUNT})
LINKED = (
    f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig"
)
PUBLISH = {"Effect": "Allow", "Action": "sns:Publish", "Resource": TOPIC}


@pytest.fixture
def aws(embedded_aws: EmbeddedAws) -> EmbeddedAws:
    """A channel on a topic that lets Config in, and a recorder that records."""
    topic(embedded_aws, LETS_IN)
    client = embedded_aws.client("config")
    client.put_configuration_recorder(ConfigurationRecorder={"name": "default", "roleARN": LINKED})
    client.put_delivery_channel(
        DeliveryChannel={"name": "default", "s3BucketName": "history", "snsTopicARN": TOPIC}
    )
    client.start_configuration_recorder(ConfigurationRecorderName="default")
    return embedded_aws


def stream(aws: EmbeddedAws) -> dict[str, Any]:
    (found,) = aws.client("config").describe_delivery_channel_status()["DeliveryChannelsStatus"]
    return dict(found["configStreamDeliveryInfo"])


def change(aws: EmbeddedAws) -> str:
    (tried,) = aws.control.speak("config", ACCOUNT, "default")
    return tried.outcome


def test_nothing_was_streamed_at_first(aws: EmbeddedAws) -> None:
    assert stream(aws) == {"lastStatus": "Not_Applicable"}
    (channel,) = aws.client("config").describe_delivery_channels()["DeliveryChannels"]
    assert channel["snsTopicARN"] == TOPIC


def test_a_change_arrives(aws: EmbeddedAws) -> None:
    assert change(aws) == "delivers"
    assert stream(aws)["lastStatus"] == "Success"
    (message,) = received(aws)
    assert "ConfigurationItemChangeNotification" in message["Message"]


def test_what_is_not_recorded_is_told_to_nobody(aws: EmbeddedAws) -> None:
    client = aws.client("config")
    client.stop_configuration_recorder(ConfigurationRecorderName="default")
    assert aws.control.speak("config", ACCOUNT, "default") == []
    assert stream(aws) == {"lastStatus": "Not_Applicable"}
    client.start_configuration_recorder(ConfigurationRecorderName="default")
    assert change(aws) == "delivers"


def test_a_snapshot_is_told_of_as_well(aws: EmbeddedAws) -> None:
    client = aws.client("config")
    assert client.deliver_config_snapshot(deliveryChannelName="default")["configSnapshotId"]
    assert "ConfigurationSnapshotDeliveryCompleted" in received(aws)[0]["Message"]
    with pytest.raises(ClientError, match="NoSuchDeliveryChannel"):
        client.deliver_config_snapshot(deliveryChannelName="none")


def test_an_encrypted_topic_is_refused_whatever_its_key_says(aws: EmbeddedAws) -> None:
    encrypt(aws, on_key("config"))
    assert change(aws) == "refused"
    found = stream(aws)
    assert (found["lastStatus"], found["lastErrorCode"]) == ("Failure", "KMSAccessDenied")
    assert "AWSKMS" in found["lastErrorMessage"]
    key(aws, "")
    assert change(aws) == "delivers"
    assert "lastErrorCode" not in stream(aws)


def test_a_topic_policy_without_it(aws: EmbeddedAws) -> None:
    set_policy(aws, on_topic("budgets"))
    assert change(aws) == "refused"
    assert stream(aws)["lastErrorCode"] == "AuthorizationError"


@pytest.mark.parametrize(
    ("path", "rights", "outcome"),
    [
        ("aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig", [], "delivers"),
        ("recorder", [], "refused"),
        ("recorder", [PUBLISH], "delivers"),
    ],
)
def test_a_recorder_with_a_role_of_its_own_publishes_as_that(
    aws: EmbeddedAws, path: str, rights: list[dict[str, str]], outcome: str
) -> None:
    aws.as_role("recorder", *rights)
    arn = f"arn:aws:iam::{ACCOUNT}:role/{path}"
    aws.client("config").put_configuration_recorder(
        ConfigurationRecorder={"name": "default", "roleARN": arn}
    )
    assert change(aws) == outcome
    encrypt(aws, on_key("config"))
    assert change(aws) == "refused"


def test_rights_and_accounts(aws: EmbeddedAws) -> None:
    allow = {"Effect": "Allow", "Action": "config:DescribeDeliveryChannels", "Resource": "*"}
    reader = aws.client("config", **aws.as_role("reader", allow))
    assert reader.describe_delivery_channels()["DeliveryChannels"]
    with pytest.raises(ClientError, match="config:DescribeDeliveryChannelStatus"):
        reader.describe_delivery_channel_status()
    other = aws.client("config", account="222222222222")
    assert other.describe_delivery_channel_status()["DeliveryChannelsStatus"] == []
