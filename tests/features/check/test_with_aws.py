"""The whole way with the embedded AWS behind it: slow, refusing, and as it should be."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest

from bot.aws.clients import Aws
from bot.slack.app import build
from bot.slack.server import Server
from bot.worker.compose import Clients, compose
from bot.worker.local_queue import LocalQueue
from bot.worker.worker import Worker
from playground.scenarios.shared_topic import add_budget
from playground.slack import LocalSlack, Message, seed
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.check.test_command import everything
from tests.slack.conftest import settings_for
from tests.waiting import UNHURRIED

NAME = "R&D / 100% <!channel>"


@pytest.fixture
def aws(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Aws]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    topic = embedded_aws.client("sns").create_topic(Name="alerts")["TopicArn"]
    embedded_aws.client("sns").set_topic_attributes(
        TopicArn=topic, AttributeName="KmsMasterKeyId", AttributeValue="alias/aws/sns"
    )
    add_budget(embedded_aws.client("budgets"), ACCOUNT, NAME, topic, limit="10")
    session = boto3.Session(
        aws_access_key_id=ACCOUNT, aws_secret_access_key="test", region_name="us-east-1"
    )
    with Aws(session) as found:
        yield found


@pytest.fixture
def slack(aws: Aws) -> Iterator[LocalSlack]:
    with LocalSlack() as found:
        settings, queue = settings_for(found), LocalQueue()
        worker = Worker(compose(settings, queue, Clients(aws)))
        queue.start(worker.work, worker.failed)
        with Server(build(settings, queue), 0) as server:
            found.app_url = server.url
            yield found
            assert queue.drain(UNHURRIED)
        queue.close()


def answer(slack: LocalSlack, text: str) -> Message:
    """Types the command and waits for the answer: it is the only message."""
    reply = slack.person(seed.MENDER).command(f"/budget-check {text}", seed.FINOPS)
    assert reply.status == 200, reply
    return slack.wait_for_message(seed.FINOPS)


def test_a_check_is_answered(slack: LocalSlack) -> None:
    found = answer(slack, NAME)
    assert not found.ephemeral
    assert "R&amp;D / 100% &lt;!channel&gt; does not alert" in found.text


def test_it_is_acknowledged_before_any_call_is_answered(
    slack: LocalSlack, embedded_aws: EmbeddedAws
) -> None:
    embedded_aws.fault(how="hold")
    person = slack.person(seed.MENDER)
    assert person.command(f"/budget-check {NAME}", seed.FINOPS).status == 200
    embedded_aws.control.forget_faults()
    assert "does not alert" in slack.wait_for_message(seed.FINOPS).text


def test_a_part_of_the_name_is_listed(slack: LocalSlack) -> None:
    found = answer(slack, "100%")
    assert found.ephemeral and NAME in everything(found.blocks)


def test_what_aws_refuses_is_unknown_with_the_permission(
    slack: LocalSlack, embedded_aws: EmbeddedAws
) -> None:
    embedded_aws.fault("sns", "GetTopicAttributes", code="AuthorizationError", status=403)
    found = answer(slack, NAME)
    assert "cannot tell" in found.text
    assert "sns:GetTopicAttributes" in everything(found.blocks)
