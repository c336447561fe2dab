"""The deployed stack, where something is away: nothing that reached it is lost, or posted twice."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from bot.__main__ import main
from playground.scenarios.load import find, seed
from playground.slack import seed as people
from tests.core.alerts.texts import ACCOUNT as SOMEBODYS
from tests.core.alerts.texts import Said
from tests.deployed.stack import NAME, REGION, Stack
from tests.waiting import until

HEALTHY = "no-encryption"


@dataclass
class Alerts:
    """A topic to which the bot is subscribed as the fix `subscribe-bot` does it."""

    stack: Stack

    def subscribe(self) -> str:
        """Of the stage's own Region, with its dead-letter queue; the topic."""
        sns = self.stack.client("sns")
        topic = str(sns.create_topic(Name="costs")["TopicArn"])
        dead = {"deadLetterTargetArn": self.arn("subscription-dead")}
        function = self.stack.client("lambda").get_function(FunctionName=f"{NAME}-events")
        sns.subscribe(
            TopicArn=topic,
            Protocol="lambda",
            Endpoint=function["Configuration"]["FunctionArn"],
            Attributes={"RedrivePolicy": json.dumps(dead)},
        )
        return topic

    def publish(self, topic: str, threshold: str) -> None:
        said = Said(find(HEALTHY).budget, threshold=f"${threshold}", amount="$5,000.00")
        text = said.body.replace(SOMEBODYS, topic.split(":")[4])
        self.stack.client("sns").publish(TopicArn=topic, Subject=said.subject, Message=text)

    def held(self, queue: str) -> int:
        sqs, names = self.stack.client("sqs"), ["ApproximateNumberOfMessages"]
        got = sqs.get_queue_attributes(QueueUrl=self.stack.url(queue), AttributeNames=names)
        return int(got["Attributes"][names[0]])

    def arn(self, queue: str) -> str:
        return f"arn:aws:sqs:{REGION}:{self.stack.account}:{NAME}-{queue}"

    def posts(self, threshold: str) -> int:
        shown = self.stack.slack.messages(people.ALERTS)
        return len([one for one in shown if threshold in json.dumps(one.blocks)])


@pytest.fixture(scope="module")
def alerts(stack: Stack) -> Iterator[Alerts]:
    seed(stack.aws.url, [HEALTHY])
    for name, value in stack.operator().items():
        os.environ[name] = value
    yield Alerts(stack)
    for name in stack.operator():
        del os.environ[name]


def redrive(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    status = main(["redrive", "--stage", "test", *words], {})
    return status, capsys.readouterr().out


def test_a_queue_that_does_not_answer_loses_no_alert(
    alerts: Alerts, capsys: pytest.CaptureFixture[str]
) -> None:
    topic, control = alerts.subscribe(), alerts.stack.aws.control
    control.fault("sqs", "SendMessage", code="ServiceUnavailable", status=503, name="away")
    alerts.publish(topic, "800.00")
    until(lambda: alerts.held("events-failed") == 1)
    control.forget_faults("away")
    assert alerts.posts("5,000.00") == 0
    assert "5,000.00" in alerts.stack.logs("events"), "the message is in the log, whole"

    status, said = redrive(capsys)
    assert status == 1, said
    assert "1 x what reached the function events and could not be handed on" in said
    assert "1 x alert.arrived: the alert is posted, unless it is already" in said
    assert "Nothing was done" in said and alerts.held("events-failed") == 1

    status, said = redrive(capsys, "--yes")
    assert status == 0, said
    assert "played 1, left 0" in said
    alerts.stack.slack.until(lambda: alerts.posts("5,000.00"))
    assert alerts.held("events-failed") == 0
    status, said = redrive(capsys, "--yes")
    assert status == 0 and "Nothing lies in its dead-letter queues." in said
    alerts.stack.command("help")
    assert alerts.posts("5,000.00") == 1


def test_what_sns_cannot_deliver_is_kept_and_played(
    alerts: Alerts, capsys: pytest.CaptureFixture[str]
) -> None:
    """The permission is gone, as after somebody's clean-up; the deployment would put it back."""
    function = alerts.stack.client("lambda")
    policy = json.loads(function.get_policy(FunctionName=f"{NAME}-events")["Policy"])
    for one in policy["Statement"]:
        if one["Principal"].get("Service") == "sns.amazonaws.com":
            function.remove_permission(FunctionName=f"{NAME}-events", StatementId=one["Sid"])
    topic = alerts.stack.client("sns").create_topic(Name="costs")["TopicArn"]
    alerts.publish(topic, "700.00")
    until(lambda: alerts.held("subscription-dead") == 1)
    status, said = redrive(capsys, "--yes")
    assert status == 0 and "messages that SNS could not deliver" in said
    alerts.stack.slack.until(lambda: alerts.posts("700.00"))


def test_a_job_that_failed_is_played_and_what_is_none_stays(
    alerts: Alerts, capsys: pytest.CaptureFixture[str]
) -> None:
    with alerts.stack.opened("check-dead") as url:
        alerts.stack.client("sqs").send_message(QueueUrl=url, MessageBody="no job at all")
    status, said = redrive(capsys, "--yes")
    assert status == 1 and "1 x unreadable: this version cannot read it" in said
    assert "played 0, left 1" in said and alerts.held("check-dead") == 1


def test_a_stage_that_is_not_there(alerts: Alerts, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["redrive", "--stage", "gone"], {}) == 4
    assert "There is no function budget-check-gone-events" in capsys.readouterr().out
    assert main(["redrive", "--stage", "No!"], {}) == 2
