"""A Budgets that behaves: alerts when spend crosses, if and only if topic and key let it."""

import json
import re
from typing import Any

import pytest

from tests.conftest import ACCOUNT, EmbeddedAws
from tests.playground.aws.test_budgets import AT_80, NAMED, TOPIC, email, make, sns

CONDITION = {
    "StringEquals": {"aws:SourceAccount": ACCOUNT},
    "ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"},
}
ON_TOPIC = {
    "Sid": "AWSBudgetsSNSPublishingPermissions",
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": "SNS:Publish",
    "Resource": TOPIC,
    "Condition": CONDITION,
}
ROOT = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
ON_KEY = {
    "Effect": "Allow",
    "Principal": {"Service": "budgets.amazonaws.com"},
    "Action": ["kms:GenerateDataKey*", "kms:Decrypt"],
    "Resource": "*",
}


def document(*statements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


@pytest.fixture
def aws(embedded_aws: EmbeddedAws) -> EmbeddedAws:
    """A budget on a topic that lets Budgets in, and a queue behind the topic."""
    client = embedded_aws.client("sns")
    client.create_topic(Name="alerts", Attributes={"Policy": document(ON_TOPIC)})
    queue = f"arn:aws:sqs:us-east-1:{ACCOUNT}:inbox"
    allow = {
        "Effect": "Allow",
        "Principal": {"Service": "sns.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": queue,
    }
    sqs = embedded_aws.client("sqs")
    sqs.create_queue(QueueName="inbox", Attributes={"Policy": document(allow)})
    client.subscribe(TopicArn=TOPIC, Protocol="sqs", Endpoint=queue)
    make(embedded_aws)
    return embedded_aws


def received(aws: EmbeddedAws) -> list[dict[str, Any]]:
    sqs = aws.client("sqs")
    url = sqs.get_queue_url(QueueName="inbox")["QueueUrl"]
    messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(message["Body"]) for message in messages]


def state(aws: EmbeddedAws) -> list[str]:
    found = aws.client("budgets").describe_notifications_for_budget(**NAMED)["Notifications"]
    return [one["NotificationState"] for one in found]


def encrypt(aws: EmbeddedAws, *statements: Any) -> str:
    arn = aws.client("kms").create_key(Policy=document(*statements))["KeyMetadata"]["Arn"]
    set_key(aws, arn)
    return str(arn)


def set_key(aws: EmbeddedAws, name: str) -> None:
    aws.client("sns").set_topic_attributes(
        TopicArn=TOPIC, AttributeName="KmsMasterKeyId", AttributeValue=name
    )


def test_below_the_threshold_nothing_happens(aws: EmbeddedAws) -> None:
    assert aws.control.set_spend(ACCOUNT, "cost", 80) == []
    assert state(aws) == ["OK"]


def test_the_alert_arrives_in_awss_words(aws: EmbeddedAws) -> None:
    (tried,) = aws.control.set_spend(ACCOUNT, "cost", 80.5)
    assert (tried.outcome, tried.subscriber) == ("delivers", TOPIC)
    assert state(aws) == ["ALARM"]
    (message,) = received(aws)
    assert message["Subject"] == "AWS Budgets: cost has exceeded your alert threshold"
    assert "MessageAttributes" not in message
    text = message["Message"]
    assert re.match(
        r"AWS Budget Notification [A-Z][a-z]+ \d\d, \d{4}\nAWS Account \d{12}\n\n", text
    )
    assert (
        "You requested that we alert you when the ACTUAL Cost associated with your cost budget is "
        "greater than $80.00 for the current month. The ACTUAL Cost associated with this budget is "
        "$80.50. You can find" in text
    )
    block = text.split("\n\n")[3].splitlines()
    assert block == [
        "Budget Name: cost",
        "Budget Type: Cost",
        "Budgeted Amount: $100.00",
        "Alert Type: ACTUAL",
        "Alert Threshold: > $80.00",
        "ACTUAL Amount: $80.50",
    ]


def test_an_actual_alert_comes_once_a_period(aws: EmbeddedAws) -> None:
    for spent in (90, 70, 95):
        aws.control.set_spend(ACCOUNT, "cost", spent)
    assert len(received(aws)) == 1
    assert state(aws) == ["ALARM"]
    aws.control.begin_period(ACCOUNT, "cost")
    assert state(aws) == ["OK"]
    aws.control.set_spend(ACCOUNT, "cost", 90)
    assert len(received(aws)) == 1


def test_a_forecast_alert_can_repeat_after_a_dip(aws: EmbeddedAws) -> None:
    aws.client("budgets").create_notification(
        **NAMED,
        Notification={**AT_80, "NotificationType": "FORECASTED"},
        Subscribers=[sns()],
    )
    assert aws.control.set_spend(ACCOUNT, "cost", 1) == []
    found = [len(aws.control.set_spend(ACCOUNT, "cost", 1, forecast)) for forecast in (90, 50, 90)]
    assert found == [1, 0, 1]


def test_a_silent_topic_policy_stops_it_and_the_state_flips_all_the_same(aws: EmbeddedAws) -> None:
    aws.client("sns").set_topic_attributes(
        TopicArn=TOPIC, AttributeName="Policy", AttributeValue=""
    )
    (tried,) = aws.control.set_spend(ACCOUNT, "cost", 90)
    assert tried.outcome == "refused"
    assert tried.why
    assert (state(aws), received(aws)) == (["ALARM"], [])
    assert aws.control.deliveries(ACCOUNT) == [tried]
    assert aws.control.deliveries("222222222222") == []


def test_the_aws_managed_key_stops_it(aws: EmbeddedAws) -> None:
    set_key(aws, "alias/aws/sns")
    (tried,) = aws.control.set_spend(ACCOUNT, "cost", 90)
    assert (tried.outcome, received(aws)) == ("refused", [])


@pytest.mark.parametrize(
    ("statements", "outcome", "messages"),
    [((ROOT, ON_KEY), "delivers", 1), ((ROOT,), "refused", 0)],
)
def test_a_customer_key_must_let_budgets_in(
    aws: EmbeddedAws, statements: tuple[Any, ...], outcome: str, messages: int
) -> None:
    encrypt(aws, *statements)
    (tried,) = aws.control.set_spend(ACCOUNT, "cost", 90)
    assert (tried.outcome, len(received(aws))) == (outcome, messages)


@pytest.mark.parametrize("state_", ["Disabled", "PendingDeletion"])
def test_a_dead_key_stops_it(aws: EmbeddedAws, state_: str) -> None:
    aws.control.set_key_state(encrypt(aws, ROOT, ON_KEY), state_)
    (tried,) = aws.control.set_spend(ACCOUNT, "cost", 90)
    assert tried.outcome == "refused"


def test_a_key_or_topic_that_is_gone_stops_it(aws: EmbeddedAws) -> None:
    set_key(aws, f"arn:aws:kms:us-east-1:{ACCOUNT}:key/00000000-0000-0000-0000-000000000000")
    (tried,) = aws.control.set_spend(ACCOUNT, "cost", 90)
    assert tried.outcome == "refused"
    aws.client("sns").delete_topic(TopicArn=TOPIC)
    aws.control.begin_period(ACCOUNT, "cost")
    (tried,) = aws.control.set_spend(ACCOUNT, "cost", 90)
    assert tried.outcome == "refused"


def test_what_aws_documents_nowhere_is_not_judged(aws: EmbeddedAws) -> None:
    source = {"ArnLike": {"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"}}
    encrypt(aws, ROOT, {**ON_KEY, "Condition": source})
    (tried,) = aws.control.set_spend(ACCOUNT, "cost", 90)
    assert (tried.outcome, received(aws)) == ("cannot judge", [])
    aws.control.assume(ACCOUNT, kms_source_arn=True)
    aws.control.begin_period(ACCOUNT, "cost")
    (tried,) = aws.control.set_spend(ACCOUNT, "cost", 90)
    assert (tried.outcome, len(received(aws))) == ("delivers", 1)


def test_an_email_subscriber_gets_a_mail(aws: EmbeddedAws) -> None:
    aws.client("budgets").create_subscriber(**NAMED, Notification=AT_80, Subscriber=email())
    tried = aws.control.set_spend(ACCOUNT, "cost", 90)
    assert [one.outcome for one in tried] == ["delivers", "sent"]
    (mail,) = aws.control.mails(ACCOUNT)
    assert mail.to == "team@example.com"


def test_the_failure_mail_only_where_it_is_switched_on(aws: EmbeddedAws) -> None:
    set_key(aws, "alias/aws/sns")
    aws.control.set_spend(ACCOUNT, "cost", 90)
    assert aws.control.mails(ACCOUNT) == []
    aws.control.set_extras(ACCOUNT, failure_mail=True)
    aws.control.begin_period(ACCOUNT, "cost")
    aws.control.set_spend(ACCOUNT, "cost", 90)
    (mail,) = aws.control.mails(ACCOUNT)
    assert "<cost>" in mail.body
    assert f"<{TOPIC}>" in mail.body
    assert "unable to successfully publish to this SNS topic" in mail.body


def test_the_verified_message_only_where_it_is_switched_on(aws: EmbeddedAws) -> None:
    make(aws, "quiet")
    assert received(aws) == []
    aws.control.set_extras(ACCOUNT, verified_message=True)
    make(aws, "told")
    (message,) = received(aws)
    assert message["Subject"] == "SNS Topic Verified!"


def test_an_unhealthy_budget_says_nothing(aws: EmbeddedAws) -> None:
    aws.control.set_health(ACCOUNT, "cost", "UNHEALTHY", "FILTER_INVALID")
    assert aws.control.set_spend(ACCOUNT, "cost", 90) == []


def test_a_silent_spend_turns_the_state_only(aws: EmbeddedAws) -> None:
    assert aws.control.set_spend(ACCOUNT, "cost", 90, silent=True) == []
    assert (state(aws), received(aws)) == (["ALARM"], [])


def test_daily_and_forecast_and_long_names(aws: EmbeddedAws) -> None:
    name = "予算" + "x" * 98
    make(aws, name, TimeUnit="DAILY")
    aws.control.set_spend(ACCOUNT, name, 90)
    (message,) = received(aws)
    assert len(message["Subject"]) < 100
    assert message["Subject"].isascii()
    assert "per day. Yesterday, the ACTUAL Cost associated with this budget" in message["Message"]
    assert f"Budget Name: {name}\n" in message["Message"]
