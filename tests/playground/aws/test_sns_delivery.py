"""What SNS does with a message: queues, filters, web endpoints, metrics."""

import http.server
import json
import queue as queue_module
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from playground.scenarios.load import clients_of
from playground.scenarios.model import Function
from playground.scenarios.resources.endpoints import make_function
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.waiting import UNHURRIED

ARN = f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts"


@pytest.fixture
def sns(embedded_aws: EmbeddedAws) -> Any:
    client = embedded_aws.client("sns")
    client.create_topic(Name="alerts")
    return client


def document(*statements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def queue(aws: EmbeddedAws, name: str = "inbox", *, admits: bool = True, **more: str) -> str:
    arn = f"arn:aws:sqs:us-east-1:{ACCOUNT}:{name}"
    principal = "sns.amazonaws.com" if admits else "events.amazonaws.com"
    allow = {
        "Effect": "Allow",
        "Principal": {"Service": principal},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": ARN}},
    }
    aws.client("sqs").create_queue(QueueName=name, Attributes={"Policy": document(allow), **more})
    return arn


def received(aws: EmbeddedAws, name: str = "inbox") -> list[str]:
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [message["Body"] for message in messages]


def outcomes(aws: EmbeddedAws) -> list[str]:
    return [one.outcome for one in aws.control.messages(ARN)]


def test_a_queue_receives_raw_or_in_an_envelope(embedded_aws: EmbeddedAws, sns: Any) -> None:
    sns.subscribe(TopicArn=ARN, Protocol="sqs", Endpoint=queue(embedded_aws))
    raw = {"RawMessageDelivery": "true"}
    sns.subscribe(TopicArn=ARN, Protocol="sqs", Endpoint=queue(embedded_aws, "raw"), Attributes=raw)
    sns.publish(TopicArn=ARN, Message="text", Subject="about")
    (envelope,) = map(json.loads, received(embedded_aws))
    assert (envelope["Type"], envelope["Subject"], envelope["Message"]) == (
        "Notification",
        "about",
        "text",
    )
    assert envelope["TopicArn"] == ARN
    assert received(embedded_aws, "raw") == ["text"]


def test_a_queue_whose_policy_is_silent_receives_nothing(
    embedded_aws: EmbeddedAws, sns: Any
) -> None:
    arn = queue(embedded_aws, admits=False)
    sns.subscribe(TopicArn=ARN, Protocol="sqs", Endpoint=arn)
    sns.publish(TopicArn=ARN, Message="text")
    assert outcomes(embedded_aws) == ["failed"]
    assert received(embedded_aws) == []


@pytest.mark.parametrize(("admits", "outcome"), [(True, "delivered"), (False, "failed")])
def test_an_encrypted_queues_key_must_let_sns_in(
    embedded_aws: EmbeddedAws, sns: Any, admits: bool, outcome: str
) -> None:
    root = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    statements = [{"Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"}]
    if admits:
        service = {"Service": "sns.amazonaws.com"}
        actions = ["kms:GenerateDataKey*", "kms:Decrypt"]
        allow = {"Effect": "Allow", "Principal": service, "Action": actions, "Resource": "*"}
        statements.append(allow)
    key = embedded_aws.client("kms").create_key(Policy=document(*statements))["KeyMetadata"]
    arn = queue(embedded_aws, KmsMasterKeyId=key["KeyId"])
    sns.subscribe(TopicArn=ARN, Protocol="sqs", Endpoint=arn)
    sns.publish(TopicArn=ARN, Message="text")
    assert outcomes(embedded_aws) == [outcome]


@pytest.mark.parametrize(("source", "outcome"), [(ARN, "delivered"), (f"{ARN}-other", "failed")])
def test_a_queues_key_may_ask_for_the_topic_as_cdk_writes_it(
    embedded_aws: EmbeddedAws, sns: Any, source: str, outcome: str
) -> None:
    root = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
    own = {"Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"}
    allow = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
        "Resource": "*",
        "Condition": {"ArnEquals": {"aws:SourceArn": source}},
    }
    key = embedded_aws.client("kms").create_key(Policy=document(own, allow))["KeyMetadata"]
    arn = queue(embedded_aws, KmsMasterKeyId=key["KeyId"])
    sns.subscribe(TopicArn=ARN, Protocol="sqs", Endpoint=arn)
    sns.publish(TopicArn=ARN, Message="text")
    assert outcomes(embedded_aws) == [outcome]


@pytest.mark.parametrize(
    ("here", "there", "principal", "outcome"),
    [
        ("us-east-1", "af-south-1", "sns.af-south-1.amazonaws.com", "delivered"),
        ("us-east-1", "af-south-1", "sns.amazonaws.com", "failed"),
        ("eu-south-2", "us-east-1", "sns.eu-south-2.amazonaws.com", "delivered"),
        ("eu-south-2", "us-east-1", "sns.amazonaws.com", "failed"),
        ("eu-south-2", "af-south-1", "sns.af-south-1.amazonaws.com", "delivered"),
        ("eu-south-2", "af-south-1", "sns.eu-south-2.amazonaws.com", "failed"),
        ("eu-south-2", "eu-south-2", "sns.amazonaws.com", "delivered"),
        ("eu-west-1", "us-east-1", "sns.amazonaws.com", "delivered"),
    ],
)
def test_sns_has_a_name_of_its_own_across_opt_in_regions(
    embedded_aws: EmbeddedAws, here: str, there: str, principal: str, outcome: str
) -> None:
    topic = embedded_aws.client("sns", here).create_topic(Name="alerts")["TopicArn"]
    arn = f"arn:aws:sqs:{there}:{ACCOUNT}:inbox"
    allow = {
        "Effect": "Allow",
        "Principal": {"Service": principal},
        "Action": "sqs:SendMessage",
        "Resource": arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
    }
    sqs = embedded_aws.client("sqs", there)
    url = sqs.create_queue(QueueName="inbox", Attributes={"Policy": document(allow)})["QueueUrl"]
    embedded_aws.client("sns", here).subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
    embedded_aws.client("sns", here).publish(TopicArn=topic, Message="text")
    assert [one.outcome for one in embedded_aws.control.messages(topic)] == [outcome]
    found = sqs.receive_message(QueueUrl=url).get("Messages", [])
    assert len(found) == (outcome == "delivered")


def function(aws: EmbeddedAws, **made: Any) -> str:
    found = Function("relay", **made)
    with clients_of(aws.url) as clients:
        make_function(clients, found, ARN)
    return found.arn


@pytest.mark.parametrize(
    ("made", "outcome"),
    [
        ({}, "delivered"),
        ({"admits": False}, "failed"),
        ({"alias": "live"}, "failed"),
        ({"reserved": 1}, "delivered"),
        ({"reserved": 0}, "failed"),
    ],
)
def test_a_function_takes_it_if_it_is_let_in_and_not_stopped(
    embedded_aws: EmbeddedAws, sns: Any, made: dict[str, Any], outcome: str
) -> None:
    arn = function(embedded_aws, **made)
    sns.subscribe(TopicArn=ARN, Protocol="lambda", Endpoint=arn)
    sns.publish(TopicArn=ARN, Message="text")
    assert outcomes(embedded_aws) == [outcome]


@pytest.mark.parametrize(
    ("state", "last_update", "outcome"),
    [
        ("Failed", "Failed", "failed"),
        ("Inactive", "Failed", "failed"),
        ("Inactive", "Successful", "delivered"),
        ("Active", "Failed", "delivered"),
    ],
)
def test_a_function_takes_nothing_that_cannot_run(
    embedded_aws: EmbeddedAws, sns: Any, state: str, last_update: str, outcome: str
) -> None:
    arn = function(embedded_aws)
    embedded_aws.control.set_function_state(arn, state, last_update=last_update)
    sns.subscribe(TopicArn=ARN, Protocol="lambda", Endpoint=arn)
    sns.publish(TopicArn=ARN, Message="text")
    assert outcomes(embedded_aws) == [outcome]


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("https://hooks.slack.com/services/T0/B0/X", "failed"),
        ("https://contoso.webhook.office.com/x", "failed"),
        ("https://hooks.slack.com.example.com/", "delivered"),
    ],
)
def test_a_webhook_of_a_chat_service_takes_nothing_of_snss_form(
    embedded_aws: EmbeddedAws, sns: Any, address: str, outcome: str
) -> None:
    sns.subscribe(TopicArn=ARN, Protocol="https", Endpoint=address)
    sns.publish(TopicArn=ARN, Message="while pending")
    assert outcomes(embedded_aws) == []
    embedded_aws.control.confirm(ARN, address)
    sns.publish(TopicArn=ARN, Message="text")
    assert outcomes(embedded_aws) == [outcome]


@pytest.mark.parametrize(
    ("policy", "scope", "outcome"),
    [
        ({}, "MessageAttributes", "delivered"),
        # "An empty set of attributes results in the filter not matching" (SNS guide, key matching).
        ({"kind": [{"exists": False}]}, "MessageAttributes", "filtered"),
        ({"kind": ["budget"]}, "MessageAttributes", "filtered"),
        ({"kind": ["budget"]}, "MessageBody", "filtered"),
    ],
)
def test_filters_see_no_attributes_and_plain_text(
    embedded_aws: EmbeddedAws, sns: Any, policy: dict[str, Any], scope: str, outcome: str
) -> None:
    filters = {"FilterPolicy": json.dumps(policy), "FilterPolicyScope": scope}
    arn = queue(embedded_aws)
    sns.subscribe(TopicArn=ARN, Protocol="sqs", Endpoint=arn, Attributes=filters)
    sns.publish(TopicArn=ARN, Message="AWS Budget Notification May 13, 2024")
    assert outcomes(embedded_aws) == [outcome]


def metric(aws: EmbeddedAws, name: str, start: datetime) -> float:
    query = {
        "Id": "m",
        "MetricStat": {
            "Metric": {
                "Namespace": "AWS/SNS",
                "MetricName": name,
                "Dimensions": [{"Name": "TopicName", "Value": "alerts"}],
            },
            "Period": 3600,
            "Stat": "Sum",
        },
    }
    answer = aws.client("cloudwatch").get_metric_data(
        MetricDataQueries=[query], StartTime=start, EndTime=start + timedelta(hours=2)
    )
    return float(sum(answer["MetricDataResults"][0]["Values"]))


def test_publishes_are_counted_by_topic(embedded_aws: EmbeddedAws, sns: Any) -> None:
    filters = {"FilterPolicy": json.dumps({"a": ["b"]})}
    sns.subscribe(TopicArn=ARN, Protocol="sqs", Endpoint=queue(embedded_aws))
    sns.subscribe(
        TopicArn=ARN, Protocol="sqs", Endpoint=queue(embedded_aws, "no"), Attributes=filters
    )
    shut = queue(embedded_aws, "shut", admits=False)
    sns.subscribe(TopicArn=ARN, Protocol="sqs", Endpoint=shut)
    sns.publish(TopicArn=ARN, Message="text")
    start = datetime.now(UTC) - timedelta(hours=1)
    counted = {
        "NumberOfMessagesPublished": 1,
        "NumberOfNotificationsDelivered": 1,
        "NumberOfNotificationsFilteredOut": 1,
        "NumberOfNotificationsFailed": 1,
    }
    assert {name: metric(embedded_aws, name, start) for name in counted} == counted


def test_a_figure_of_the_past(embedded_aws: EmbeddedAws, sns: Any) -> None:
    embedded_aws.control.put_metric(ARN, "NumberOfMessagesPublished", 7, time.time() - 5 * 86400)
    start = datetime.now(UTC) - timedelta(days=5, hours=1)
    assert metric(embedded_aws, "NumberOfMessagesPublished", start) == 7


class _Endpoint(http.server.BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    kept: "queue_module.Queue[dict[str, str]]"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.kept.put(json.loads(body))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_a_web_endpoint_on_this_machine_confirms_by_its_token(sns: Any) -> None:
    _Endpoint.kept = queue_module.Queue()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Endpoint)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/events"
        sns.subscribe(TopicArn=ARN, Protocol="http", Endpoint=url)
        asked = _Endpoint.kept.get(timeout=UNHURRIED)
        assert asked["Type"] == "SubscriptionConfirmation"
        sns.confirm_subscription(TopicArn=ARN, Token=asked["Token"])
        sns.publish(TopicArn=ARN, Message="text")
        assert _Endpoint.kept.get(timeout=UNHURRIED)["Message"] == "text"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
