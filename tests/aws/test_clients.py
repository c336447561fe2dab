"""Which client for which service and Region, and who the caller is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.aws.clients import Aws
from bot.aws.reads import GET_TOPIC
from bot.core.model.read import Cause, NotFound, ReadFailed
from tests.aws.conftest import PATIENT
from tests.aws.world import OpenAws, World, check
from tests.conftest import ACCOUNT


@pytest.fixture
def real_addresses(open_aws: OpenAws, monkeypatch: pytest.MonkeyPatch) -> OpenAws:
    """AWS's own addresses, which are looked at and never called."""
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    return open_aws


GLOBAL, CHINA = "https://budgets.amazonaws.com", "https://budgets.amazonaws.com.cn"


@pytest.mark.parametrize(
    ("region", "partition", "endpoint"),
    [
        ("us-east-1", "aws", GLOBAL),
        ("eu-west-1", "aws", GLOBAL),
        ("cn-north-1", "aws-cn", CHINA),
        ("cn-northwest-1", "aws-cn", CHINA),
        (None, "aws", GLOBAL),
        ("nowhere-1", "aws", GLOBAL),
    ],
)
def test_where_budgets_lives(
    real_addresses: OpenAws, region: str | None, partition: str, endpoint: str
) -> None:
    aws = real_addresses(region=region)
    assert aws.partition == partition
    client = aws.budgets()
    assert client.meta.endpoint_url == endpoint
    signed = client.generate_presigned_url("describe_budgets", Params={"AccountId": ACCOUNT})
    where = {"aws": "us-east-1", "aws-cn": "cn-northwest-1"}[partition]
    assert f"%2F{where}%2Fbudgets%2Faws4_request" in signed


def test_topics_and_keys_are_read_in_their_region(real_addresses: OpenAws) -> None:
    aws = real_addresses(region="cn-north-1")
    region = "cn-northwest-1"
    addresses = [
        client.meta.endpoint_url
        for client in (aws.sns(region), aws.kms(region), aws.sqs(region), aws.lambda_(region))
    ]
    assert addresses == [
        f"https://{service}.{region}.amazonaws.com.cn"
        for service in ("sns", "kms", "sqs", "lambda")
    ]
    assert aws.chatbot().meta.region_name == "us-east-2"
    assert aws.cloudwatch("eu-west-1").meta.region_name == "eu-west-1"


def test_a_check_in_china(world: World, open_aws: OpenAws) -> None:
    facts = check(open_aws(region="cn-north-1"), "gone")
    assert isinstance(facts.budget, NotFound)
    assert facts.budget.resource == f"arn:aws-cn:budgets::{ACCOUNT}:budget/gone"
    assert {call.region for call in world.aws.control.calls("budgets")} == {"cn-northwest-1"}


def test_a_client_is_made_once_whoever_asks(open_aws: OpenAws) -> None:
    aws = open_aws()
    with ThreadPoolExecutor(16) as pool:
        clients = list(pool.map(lambda _: aws.sns("us-east-1"), range(64)))
    assert len({id(client) for client in clients}) == 1
    assert aws.sns("us-east-1") is not aws.sns("eu-west-1")


def test_one_configuration_for_all(open_aws: OpenAws) -> None:
    aws = open_aws()
    for client in (aws.budgets(), aws.sns("us-east-1"), aws.kms("us-east-1"), aws.chatbot()):
        config = client.meta.config
        assert "budget-check" in vars(config)["user_agent_extra"]
        assert vars(config)["retries"] == {"mode": "adaptive", "total_max_attempts": 4}
        assert vars(config)["connect_timeout"] == 3
        assert vars(config)["read_timeout"] == 8
        assert vars(config)["max_pool_connections"] == 32


def test_the_caller_is_asked_for_once(world: World, aws: Aws) -> None:
    assert [aws.account(), aws.account()] == [ACCOUNT, ACCOUNT]
    assert world.calls() == ["sts GetCallerIdentity"]


def test_a_caller_that_is_not_known_may_sign_in_later(world: World, open_aws: OpenAws) -> None:
    world.aws.fault("sts", code="ExpiredToken", message="Expired.", times=1)
    aws = open_aws()
    first = aws.account()
    assert isinstance(first, ReadFailed)
    assert (first.action, first.cause) == ("sts:GetCallerIdentity", Cause.EXPIRED)
    assert aws.account() == ACCOUNT


def test_nobody_waits_for_ever(world: World, open_aws: OpenAws) -> None:
    aws = open_aws(config=PATIENT)
    client = aws.sns("us-east-1")
    world.aws.fault("sns", how="hold")
    found = aws.ask(GET_TOPIC, "it", lambda: client.get_topic_attributes(TopicArn="it"), 0.2)
    world.aws.control.forget_faults()
    assert found == ReadFailed(
        "sns:GetTopicAttributes",
        "it",
        Cause.TIMED_OUT,
        "There was no answer within 0.2 seconds.",
    )
