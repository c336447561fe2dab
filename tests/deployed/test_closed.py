"""The deployed queues under the policies of the template: only the functions get in."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from bot.core.jobs import Job, Place, dumps
from bot.core.jobs.changes import Submit
from bot.core.jobs.checks import Command
from playground.scenarios.load import find, seed
from playground.slack import seed as people
from playground.slack.model import TEAM_ID
from tests.aws.world import allow
from tests.deployed.stack import Stack
from tests.waiting import until

BROKEN = "customer-key-without-budgets"
QUEUES = (
    *("check", "check-dead", "mend", "mend-dead"),
    *("alerts", "alerts-dead", "sweep", "sweep-dead"),
    *("events-failed", "events-dead", "subscription-dead"),
)
MINA = Place(TEAM_ID, people.MENDER, people.FINOPS)
"""In a mender's name."""


@pytest.fixture(scope="module", autouse=True)
def _seeded(stack: Stack) -> None:
    seed(stack.aws.url, [BROKEN])


@pytest.fixture(scope="module")
def stranger(stack: Stack) -> Any:
    """Whoever may do anything with SQS, and nothing else."""
    return stack.client_as("sqs", stack.aws.as_role("stranger", allow("sqs:*")))


def refused(call: Callable[..., object], **given: object) -> bool:
    """Whether AWS refuses it, and by IAM."""
    with pytest.raises(ClientError) as error:
        call(**given)
    return "AccessDenied" in str(error.value.response["Error"]["Code"])


def forged() -> str:
    return dumps(Job("forged-job", MINA, Submit("c1", "fingerprint", "", "view")))


def test_a_principal_that_may_send_gets_nothing_written(stack: Stack, stranger: Any) -> None:
    sends = stack.client_as("sqs", stack.aws.as_role("sender", allow("sqs:SendMessage")))
    stack.aws.control.forget_calls()
    for queue in QUEUES:
        for client in (sends, stranger, stack.client("sqs")):
            url = stack.url(queue)
            assert refused(client.send_message, QueueUrl=url, MessageBody=forged()), queue
    stack.command("help")
    assert stack.callers("kms", "PutKeyPolicy") == set()
    assert stack.callers("sqs", "SendMessage") >= {"sender", "stranger"}
    assert "forged-job" not in stack.logs("mend") + stack.logs("check")


def test_nothing_comes_in_from_a_queue_that_has_one_as_its_dead_letter_queue(
    stack: Stack, stranger: Any
) -> None:
    """SQS moves it there by itself, and asks no policy."""
    for number, queue in enumerate(QUEUES):
        named = {"QueueUrl": stack.url(queue), "AttributeNames": ["QueueArn"]}
        arn = stack.client("sqs").get_queue_attributes(**named)["Attributes"]["QueueArn"]
        dead = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 1})
        given = {"RedrivePolicy": dead, "VisibilityTimeout": "0"}
        own = stranger.create_queue(QueueName=f"own-{number}", Attributes=given)["QueueUrl"]
        stranger.send_message(QueueUrl=own, MessageBody=forged())
        got = [stranger.receive_message(QueueUrl=own).get("Messages") for _ in range(3)]
        assert all(got), queue


def test_nobody_reads_or_empties_them(stack: Stack, stranger: Any) -> None:
    for queue in QUEUES:
        url = stack.url(queue)
        assert refused(stranger.receive_message, QueueUrl=url)
        assert refused(stranger.purge_queue, QueueUrl=url)


def test_nothing_comes_in_clear(stack: Stack) -> None:
    client = stack.client_as("sqs", stack.aws.as_role("clear", allow("sqs:*")))
    url = stack.url("check")
    assert client.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]

    def in_clear(params: dict[str, Any], **_: object) -> None:
        params["headers"]["X-Forwarded-Proto"] = "http"

    client.meta.events.register("before-call.sqs", in_clear)
    assert refused(client.get_queue_attributes, QueueUrl=url, AttributeNames=["QueueArn"])


def test_the_functions_still_hand_on_and_work(stack: Stack) -> None:
    name = find(BROKEN).budget
    assert stack.command(name).text.startswith(f"❌ {name} does not alert")


def test_without_its_policy_the_queue_would_take_it(stack: Stack, stranger: Any) -> None:
    """That the others are refused is the policy's doing, and no accident of this test."""
    before = len(stack.slack.messages(people.FINOPS, seen_by=people.MENDER))
    job = Job("let-in", Place(TEAM_ID, people.MENDER, people.FINOPS), Command(find(BROKEN).budget))
    with stack.opened("check") as url:
        stranger.send_message(QueueUrl=url, MessageBody=dumps(job))
        until(lambda: len(stack.slack.messages(people.FINOPS, seen_by=people.MENDER)) > before)
