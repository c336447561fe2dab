"""SNS as our bot and its fixes meet it."""

import http.server
import json
import queue as queue_module
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.conftest import ACCOUNT, EmbeddedAws

ARN = f"arn:aws:sns:us-east-1:{ACCOUNT}:alerts"


@pytest.fixture
def sns(embedded_aws: EmbeddedAws) -> Any:
    client = embedded_aws.client("sns")
    client.create_topic(Name="alerts")
    return client


def statement(**more: Any) -> dict[str, Any]:
    service = {"Service": "budgets.amazonaws.com"}
    return {
        "Effect": "Allow",
        "Principal": service,
        "Action": "SNS:Publish",
        "Resource": ARN,
        **more,
    }


def document(*statements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def attributes(sns: Any) -> dict[str, str]:
    found: dict[str, str] = sns.get_topic_attributes(TopicArn=ARN)["Attributes"]
    return found


def refusal(call: Any, **given: Any) -> tuple[str, str]:
    with pytest.raises(ClientError) as caught:
        call(**given)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def test_a_new_topic_has_the_default_policy_and_no_key(sns: Any) -> None:
    found = attributes(sns)
    policy = json.loads(found["Policy"])
    assert policy["Version"] == "2008-10-17"
    assert policy["Statement"][0]["Sid"] == "__default_statement_ID"
    assert policy["Statement"][0]["Condition"] == {"StringEquals": {"AWS:SourceOwner": ACCOUNT}}
    assert "KmsMasterKeyId" not in found


def test_the_key_is_returned_as_set_and_gone_when_emptied(sns: Any) -> None:
    for name in ("alias/aws/sns", "1234", "arn:aws:kms:us-east-1:222222222222:key/1"):
        sns.set_topic_attributes(TopicArn=ARN, AttributeName="KmsMasterKeyId", AttributeValue=name)
        assert attributes(sns)["KmsMasterKeyId"] == name
    sns.set_topic_attributes(TopicArn=ARN, AttributeName="KmsMasterKeyId", AttributeValue="")
    assert "KmsMasterKeyId" not in attributes(sns)


def test_a_good_policy_is_stored_as_written(sns: Any) -> None:
    policy = document(statement(Sid="AWSBudgetsSNSPublishingPermissions"))
    sns.set_topic_attributes(TopicArn=ARN, AttributeName="Policy", AttributeValue=policy)
    assert attributes(sns)["Policy"] == policy


@pytest.mark.parametrize(
    "policy",
    [
        "{",
        "[]",
        document(),
        document(statement(Effect="allow")),
        document({**statement(), "NotAction": "SNS:Publish"}),
        document({"Effect": "Allow", "Principal": "*", "Action": "SNS:Publish"}),
        document(statement(Action="kms:Decrypt")),
        document(statement(Sid="a"), statement(Sid="a")),
        document(statement(Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:role/nobody"})),
        document(statement(Principal={"AWS": "AROAEXAMPLE"})),
        json.dumps({"Version": "2012-10-17", "Id": "予算", "Statement": []}, ensure_ascii=False),
    ],
)
def test_a_malformed_policy_is_refused(sns: Any, policy: str) -> None:
    before = attributes(sns)["Policy"]
    code, message = refusal(
        sns.set_topic_attributes, TopicArn=ARN, AttributeName="Policy", AttributeValue=policy
    )
    assert code == "InvalidParameter"
    assert message.startswith("Invalid parameter: Policy")
    assert attributes(sns)["Policy"] == before
    code, _ = refusal(sns.create_topic, Name="other", Attributes={"Policy": policy})
    assert code == "InvalidParameter"


def test_an_email_stays_pending_until_its_owner_confirms(
    embedded_aws: EmbeddedAws, sns: Any
) -> None:
    answer = sns.subscribe(TopicArn=ARN, Protocol="email", Endpoint="team@example.com")
    assert answer["SubscriptionArn"] == "pending confirmation"
    assert attributes(sns)["SubscriptionsPending"] == "1"
    listed = sns.list_subscriptions_by_topic(TopicArn=ARN)["Subscriptions"]
    assert [one["SubscriptionArn"] for one in listed] == ["PendingConfirmation"]
    code, _ = refusal(sns.get_subscription_attributes, SubscriptionArn="PendingConfirmation")
    assert code == "InvalidParameter"
    sns.publish(TopicArn=ARN, Message="lost")
    embedded_aws.control.confirm(ARN, "team@example.com")
    listed = sns.list_subscriptions_by_topic(TopicArn=ARN)["Subscriptions"]
    assert listed[0]["SubscriptionArn"].startswith(ARN)
    assert attributes(sns)["SubscriptionsConfirmed"] == "1"
    sns.publish(TopicArn=ARN, Message="arrives")
    assert [one.message for one in embedded_aws.control.messages(ARN)] == ["arrives"]


def test_a_second_subscribe_leaves_a_confirmed_email_alone(
    embedded_aws: EmbeddedAws, sns: Any
) -> None:
    given = {"TopicArn": ARN, "Protocol": "email", "Endpoint": "team@example.com"}
    sns.subscribe(**given)
    embedded_aws.control.confirm(ARN, "team@example.com")
    assert sns.subscribe(**given)["SubscriptionArn"].startswith(ARN)


def test_the_chatbot_confirms_itself(sns: Any) -> None:
    endpoint = "https://global.sns-api.chatbot.amazonaws.com"
    arn = sns.subscribe(TopicArn=ARN, Protocol="https", Endpoint=endpoint)["SubscriptionArn"]
    found = sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]
    assert (found["PendingConfirmation"], found["RawMessageDelivery"]) == ("false", "false")


def test_subscriptions_come_in_pages_of_100(sns: Any) -> None:
    for number in range(101):
        sns.subscribe(TopicArn=ARN, Protocol="email", Endpoint=f"{number}@example.com")
    first = sns.list_subscriptions_by_topic(TopicArn=ARN)
    second = sns.list_subscriptions_by_topic(TopicArn=ARN, NextToken=first["NextToken"])
    assert [len(page["Subscriptions"]) for page in (first, second)] == [100, 1]
    assert "NextToken" not in second


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


def test_a_fifo_topic_takes_no_mail(embedded_aws: EmbeddedAws) -> None:
    sns = embedded_aws.client("sns")
    arn = sns.create_topic(Name="a.fifo", Attributes={"FifoTopic": "true"})["TopicArn"]
    assert sns.get_topic_attributes(TopicArn=arn)["Attributes"]["FifoTopic"] == "true"
    code, _ = refusal(sns.subscribe, TopicArn=arn, Protocol="email", Endpoint="a@example.com")
    assert code == "InvalidParameter"


def test_a_topic_that_is_gone(sns: Any) -> None:
    sns.delete_topic(TopicArn=ARN)
    assert refusal(sns.get_topic_attributes, TopicArn=ARN)[0] == "NotFound"
    assert refusal(sns.list_subscriptions_by_topic, TopicArn=ARN)[0] == "NotFound"


def test_a_missing_right_names_action_and_topic(embedded_aws: EmbeddedAws, sns: Any) -> None:
    role = embedded_aws.as_role("nothing")
    code, message = refusal(embedded_aws.client("sns", **role).get_topic_attributes, TopicArn=ARN)
    assert code == "AuthorizationError"
    assert f"is not authorized to perform: SNS:GetTopicAttributes on resource: {ARN}" in message


def test_another_accounts_topic(embedded_aws: EmbeddedAws, sns: Any) -> None:
    other = embedded_aws.client("sns", account="222222222222")
    assert refusal(other.get_topic_attributes, TopicArn=ARN)[0] == "AuthorizationError"
    gone = f"arn:aws:sns:us-east-1:{ACCOUNT}:none"
    assert refusal(other.get_topic_attributes, TopicArn=gone)[0] == "NotFound"


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
        asked = _Endpoint.kept.get(timeout=5)
        assert asked["Type"] == "SubscriptionConfirmation"
        sns.confirm_subscription(TopicArn=ARN, Token=asked["Token"])
        sns.publish(TopicArn=ARN, Message="text")
        assert _Endpoint.kept.get(timeout=5)["Message"] == "text"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
