"""Jobs left in SQS without boto3, and what a queue that takes none says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.aws.http.queue import SqsQueue
from bot.core.jobs import NOBODY, Job, Place, loads
from bot.core.jobs.checks import Command
from bot.core.jobs.watch import ResourceChanged
from bot.errors import QueueError
from tests.aws.http.conftest import REGION, Call
from tests.conftest import EmbeddedAws

JOB = Job("J1", Place("T1", "U1", "C1", "https://hooks"), Command('tax "日本" <&>'))


@pytest.fixture
def url(embedded_aws: EmbeddedAws) -> str:
    sqs = embedded_aws.client("sqs", REGION)
    return str(sqs.create_queue(QueueName="budget-check-test-check")["QueueUrl"])


def test_what_is_left_is_what_comes_out(embedded_aws: EmbeddedAws, url: str, caller: Call) -> None:
    SqsQueue(caller(), url).send(JOB)
    sqs = embedded_aws.client("sqs", REGION)
    (message,) = sqs.receive_message(QueueUrl=url)["Messages"]
    assert loads(message["Body"]) == JOB


def test_one_persons_jobs_are_a_group_of_their_own(
    embedded_aws: EmbeddedAws, url: str, caller: Call
) -> None:
    """A fair queue: none of one group waits for another to be deleted."""
    told = Job("J2", NOBODY, ResourceChanged(*"abcdefghij"))
    for job in (JOB, replace(JOB, id="J3"), told):
        SqsQueue(caller(), url).send(job)
    got = embedded_aws.client("sqs", REGION).receive_message(
        QueueUrl=url, MaxNumberOfMessages=10, MessageSystemAttributeNames=["All"]
    )
    groups = {
        loads(one["Body"]).id: one["Attributes"].get("MessageGroupId") for one in got["Messages"]
    }
    assert groups == {"J1": "T1:U1", "J3": "T1:U1", "J2": None}


def test_many_are_left_ten_at_once(embedded_aws: EmbeddedAws, url: str, caller: Call) -> None:
    jobs = [replace(JOB, id=f"J{n}") for n in range(23)]
    SqsQueue(caller(), url).send_all(jobs)
    sqs, found = embedded_aws.client("sqs", REGION), []
    while got := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        found += [loads(one["Body"]) for one in got]
    assert sorted(found, key=lambda one: one.id) == sorted(jobs, key=lambda one: one.id)
    sent = [c for c in embedded_aws.control.calls() if c.operation == "SendMessageBatch"]
    assert len(sent) == 3


def test_one_of_many_that_is_not_taken_is_said(url: str, caller: Call) -> None:
    """SQS answers for each entry by itself, with a status of 200."""

    class Partly:
        def call(self, *_: object) -> dict[str, object]:
            return {"Successful": [], "Failed": [{"Id": "1", "Code": "InternalError"}]}

    with pytest.raises(QueueError, match=r"did not take all of 2 jobs.*InternalError"):
        SqsQueue(Partly(), url).send_all([JOB, JOB])  # type: ignore[arg-type]


def test_a_delay_is_sqs_s_and_never_beyond_what_it_knows(
    embedded_aws: EmbeddedAws, url: str, caller: Call
) -> None:
    SqsQueue(caller(), url).send(JOB, delay_seconds=10_000)
    sqs = embedded_aws.client("sqs", REGION)
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
    assert found["ApproximateNumberOfMessagesDelayed"] == "1"


def test_a_refusal_names_the_permission(embedded_aws: EmbeddedAws, url: str, caller: Call) -> None:
    role = embedded_aws.as_role("door")
    with pytest.raises(QueueError, match=r"budget-check-test-check.* needs sqs:SendMessage"):
        SqsQueue(caller(role), url).send(JOB)


def test_a_queue_that_is_gone_is_named(url: str, caller: Call) -> None:
    with pytest.raises(QueueError, match="no-such-queue did not take a job: QueueDoesNotExist"):
        SqsQueue(caller(), url.replace("budget-check-test-check", "no-such-queue")).send(JOB)


@pytest.mark.parametrize("fault", ["hang", "reset"])
def test_silence_says_so_and_is_not_tried_again(
    embedded_aws: EmbeddedAws, url: str, caller: Call, fault: str
) -> None:
    embedded_aws.fault("sqs", "SendMessage", how=fault)
    with pytest.raises(QueueError, match="did not answer"):
        SqsQueue(caller(timeout=0.5), url).send(JOB)
    sent = [c for c in embedded_aws.control.calls() if c.operation == "SendMessage"]
    assert len(sent) == 1


def test_throttling_says_so(embedded_aws: EmbeddedAws, url: str, caller: Call) -> None:
    embedded_aws.fault("sqs", "SendMessage", code="RequestThrottled")
    with pytest.raises(QueueError, match="RequestThrottled"):
        SqsQueue(caller(), url).send(JOB)
