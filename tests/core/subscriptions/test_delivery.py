"""As whom SNS delivers, by direction: docs/facts.md 11a, and within one Region the IAM guide."""

import botocore.session
import pytest

from bot.core.accounts.regions import ENABLED_BY_DEFAULT, is_opt_in
from bot.core.subscriptions.delivery import deliverers, delivery_requests, mistaken_deliverers
from tests.core.build import ACCOUNT, NOW, TOPIC, topic

USUAL = "sns.amazonaws.com"
MILAN, CAPE = "eu-south-1", "af-south-1"
IN_MILAN, IN_THE_CAPE = f"sns.{MILAN}.amazonaws.com", f"sns.{CAPE}.amazonaws.com"
QUEUE, FUNCTION, KEY = "sqs", "lambda", "kms"


@pytest.mark.parametrize(
    ("kind", "topic_region", "endpoint_region", "right", "mistaken"),
    [
        (QUEUE, "us-east-1", "us-east-1", [USUAL], []),
        (QUEUE, "us-east-1", "eu-west-1", [USUAL], []),
        (QUEUE, MILAN, MILAN, [USUAL], [IN_MILAN]),
        (QUEUE, MILAN, "eu-west-1", [IN_MILAN], [USUAL]),
        (QUEUE, "eu-west-1", MILAN, [IN_MILAN], [USUAL]),
        (QUEUE, MILAN, CAPE, [IN_THE_CAPE], [USUAL, IN_MILAN]),
        (KEY, "eu-west-1", MILAN, [IN_MILAN], [USUAL]),
        (KEY, MILAN, "eu-west-1", [IN_MILAN], [USUAL]),
        (FUNCTION, "us-east-1", "eu-west-1", [USUAL], []),
        (FUNCTION, MILAN, MILAN, [USUAL], [IN_MILAN]),
        (FUNCTION, MILAN, "eu-west-1", [IN_MILAN], [USUAL]),
        (FUNCTION, "eu-west-1", MILAN, [USUAL, IN_MILAN], []),
        (FUNCTION, MILAN, CAPE, [USUAL, IN_MILAN, IN_THE_CAPE], []),
    ],
)
def test_who_delivers(
    kind: str, topic_region: str, endpoint_region: str, right: list[str], mistaken: list[str]
) -> None:
    endpoint = f"arn:aws:{kind}:{endpoint_region}:{ACCOUNT}:x"
    found = topic(region=topic_region)
    assert list(deliverers(found, endpoint)) == right
    assert list(mistaken_deliverers(found, endpoint)) == mistaken
    requests = delivery_requests(found, endpoint, "sqs:SendMessage", NOW)
    assert [request.service for request in requests] == right
    assert {request.context["aws:PrincipalServiceName"] for request in requests} == set(right)
    assert {request.resource for request in requests} == {endpoint}
    assert {str(request.context["aws:SourceArn"]) for request in requests} == {TOPIC}


def test_an_endpoint_that_is_no_arn_and_a_partition_without_a_principal() -> None:
    china = topic(partition="aws-cn")
    for found, endpoint in ((topic(), "ops@example.com"), (china, TOPIC)):
        assert delivery_requests(found, endpoint, "sqs:SendMessage", NOW) == []
        assert mistaken_deliverers(found, endpoint) == ()


def test_the_regions_that_everybody_has_are_regions_and_every_newer_one_is_switched_on() -> None:
    """Botocore does not say which Region is which; SNS's page names these as opt-in ones."""
    [known] = (
        set(partition["regions"])
        for partition in botocore.session.Session().get_data("partitions")["partitions"]
        if partition["id"] == "aws"
    )
    assert known > ENABLED_BY_DEFAULT
    named = (
        *("af-south-1", "ap-east-1", "ap-south-2", "ap-southeast-3", "ap-southeast-4"),
        *("eu-south-1", "eu-south-2", "eu-central-2", "il-central-1", "me-south-1"),
        "me-central-1",
    )
    assert set(named) <= known
    assert all(map(is_opt_in, named))
    assert not any(map(is_opt_in, ENABLED_BY_DEFAULT))
