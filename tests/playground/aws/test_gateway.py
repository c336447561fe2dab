"""In front of AWS: latency, faults, the record of calls, speed."""

import time
from concurrent.futures import ThreadPoolExecutor

import boto3
import botocore.config
import botocore.exceptions
import pytest

from playground.aws.control import ControlError
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.waiting import until


def test_latency_is_waited_for(embedded_aws: EmbeddedAws) -> None:
    sqs = embedded_aws.client("sqs")
    sqs.list_queues()
    embedded_aws.fault("sqs", latency=0.05)
    before = time.monotonic()
    sqs.list_queues()
    assert time.monotonic() - before >= 0.05


def test_what_is_held_holds_nothing_else_up(embedded_aws: EmbeddedAws) -> None:
    sqs, control = embedded_aws.client("sqs"), embedded_aws.control
    sqs.list_queues()
    control.forget_calls()
    embedded_aws.fault("sqs", "ListQueues", how="hold", name="held")
    with ThreadPoolExecutor(24) as pool:
        held = [pool.submit(sqs.list_queues) for _ in range(24)]
        until(lambda: len(control.calls("sqs", "ListQueues")) == 24)
        embedded_aws.client("sns").list_topics()
        assert not any(one.done() for one in held)
        control.forget_faults("held")
        assert all(one.result() for one in held)


def test_calls_are_recorded_with_account_and_region(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.client("sns", "eu-west-1", account="222222222222").list_topics()
    embedded_aws.client("budgets").describe_budgets(AccountId="111111111111")
    embedded_aws.client("cloudwatch").list_metrics()
    seen = [(c.service, c.operation, c.account, c.region) for c in embedded_aws.control.calls()]
    assert seen == [
        ("sns", "ListTopics", "222222222222", "eu-west-1"),
        ("budgets", "DescribeBudgets", "111111111111", "us-east-1"),
        ("cloudwatch", "ListMetrics", "111111111111", "us-east-1"),
    ]


def test_what_the_sdk_tries_again_was_asked_once(embedded_aws: EmbeddedAws) -> None:
    twice = botocore.config.Config(retries={"mode": "standard", "total_max_attempts": 2})
    sns = boto3.client(
        "sns",
        region_name="us-east-1",
        endpoint_url=embedded_aws.url,
        aws_access_key_id="111111111111",
        aws_secret_access_key="test",
        config=twice,
    )
    embedded_aws.fault("sns", code="Throttling", times=1)
    sns.list_topics()
    sns.list_topics()
    sns.close()
    tries, asked = embedded_aws.control.calls(), embedded_aws.control.asked()
    assert [call.operation for call in tries] == ["ListTopics"] * 3
    assert asked == [tries[0], tries[2]]


@pytest.mark.parametrize(
    ("service", "call"),
    [
        ("kms", lambda client: client.list_keys()),
        ("sns", lambda client: client.list_topics()),
        ("cloudwatch", lambda client: client.list_metrics()),
        ("lambda", lambda client: client.list_functions()),
        ("sqs", lambda client: client.list_queues()),
        ("budgets", lambda client: client.describe_budgets(AccountId="111111111111")),
    ],
)
def test_an_injected_error_has_the_shape_of_its_protocol(
    embedded_aws: EmbeddedAws, service: str, call: object
) -> None:
    assert callable(call)
    embedded_aws.fault(service, code="ThrottlingException", message="Rate exceeded", times=2)
    client = embedded_aws.client(service)
    for _ in range(2):
        with pytest.raises(botocore.exceptions.ClientError) as caught:
            call(client)
        assert caught.value.response["Error"]["Code"] == "ThrottlingException"
        assert caught.value.response["Error"]["Message"] == "Rate exceeded"
    call(client)


def test_a_connection_can_be_reset(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.fault("sns", "ListTopics", how="reset", times=1)
    sns = embedded_aws.client("sns")
    with pytest.raises(botocore.exceptions.ConnectionClosedError):
        sns.list_topics()
    sns.list_topics()


def test_a_call_can_be_left_hanging(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.fault("sns", "ListTopics", how="hang")
    config = botocore.config.Config(retries={"total_max_attempts": 1}, read_timeout=0.2)
    sns = boto3.client(
        "sns",
        region_name="us-east-1",
        endpoint_url=embedded_aws.url,
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="test",
        config=config,
    )
    with pytest.raises(botocore.exceptions.ReadTimeoutError):
        sns.list_topics()
    sns.close()
    embedded_aws.control.forget_faults()
    embedded_aws.client("sns").list_topics()


def test_a_fault_that_makes_no_sense_is_refused(embedded_aws: EmbeddedAws) -> None:
    with pytest.raises(ControlError, match="how must be"):
        embedded_aws.fault("sns", how="explode")


def test_a_reset_forgets_everything(embedded_aws: EmbeddedAws) -> None:
    embedded_aws.client("sns").create_topic(Name="alerts")
    embedded_aws.fault("sns", code="ThrottlingException")
    embedded_aws.reset()
    assert embedded_aws.control.calls() == []
    assert embedded_aws.client("sns").list_topics()["Topics"] == []


def test_a_fault_can_be_aimed_at_one_resource(embedded_aws: EmbeddedAws) -> None:
    sqs = embedded_aws.client("sqs")
    url = sqs.create_queue(QueueName="one")["QueueUrl"]
    sqs.create_queue(QueueName="two")
    embedded_aws.fault("sqs", text="two", code="InternalError")
    sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
    with pytest.raises(botocore.exceptions.ClientError) as caught:
        sqs.get_queue_url(QueueName="two")
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500
