import pytest

from bot.core.delivery import delivery_requests
from tests.core.build import ACCOUNT, NOW, TOPIC, topic

USUAL = "sns.amazonaws.com"
MILAN, CAPE = "eu-south-1", "af-south-1"


@pytest.mark.parametrize(
    ("topic_region", "endpoint_region", "principals"),
    [
        ("us-east-1", "us-east-1", [USUAL]),
        ("us-east-1", "eu-west-1", [USUAL]),
        (MILAN, MILAN, [USUAL]),
        (MILAN, "eu-west-1", [USUAL, f"sns.{MILAN}.amazonaws.com"]),
        ("eu-west-1", MILAN, [USUAL, f"sns.{MILAN}.amazonaws.com"]),
        (MILAN, CAPE, [USUAL, f"sns.{MILAN}.amazonaws.com", f"sns.{CAPE}.amazonaws.com"]),
    ],
)
def test_who_delivers(topic_region: str, endpoint_region: str, principals: list[str]) -> None:
    endpoint = f"arn:aws:sqs:{endpoint_region}:{ACCOUNT}:q"
    requests = delivery_requests(topic(region=topic_region), endpoint, "sqs:SendMessage", NOW)
    assert [request.service for request in requests] == principals
    assert {request.resource for request in requests} == {endpoint}
    assert {str(request.context["aws:SourceArn"]) for request in requests} == {TOPIC}


def test_an_endpoint_that_is_no_arn_and_a_partition_without_a_principal() -> None:
    assert delivery_requests(topic(), "ops@example.com", "sqs:SendMessage", NOW) == []
    china = topic(partition="aws-cn")
    assert delivery_requests(china, TOPIC, "sqs:SendMessage", NOW) == []
