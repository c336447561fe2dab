"""An alert of another account's topic through the deployed functions, by an inbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from playground.scenarios.load import find, seed
from playground.slack import seed as people
from tests.artefact.world import Deployed
from tests.events.signed import CONFIRMATION, Signer
from tests.events.sns_host import SnsHost, sns_host

HEALTHY = "customer-key"


@pytest.fixture
def signer() -> Signer:
    return Signer()


@pytest.fixture
def sns(world: Deployed, signer: Signer) -> Iterator[SnsHost]:
    with sns_host(signer, world.aws.url) as host:
        world.extra["ALERTS_CHANNEL"] = people.FINOPS
        yield host


def invoke(world: Deployed, sns: SnsHost, *bodies: Any) -> Any:
    """What Lambda's poller of the queue hands over; the numbers of those to come again."""
    at, world.extra = world.extra, {**world.extra, "AWS_ENDPOINT_URL": sns.url}
    function = world.function("events")
    world.extra = at
    records = [
        {
            "messageId": str(number),
            "body": body if isinstance(body, str) else json.dumps(body),
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:us-east-1:111111111111:budget-check-test-inbox-1",
        }
        for number, body in enumerate(bodies)
    ]
    outcome = function.invoke({"Records": records})
    assert outcome.error is None
    result: Any = outcome.payload
    return [one["itemIdentifier"] for one in result["batchItemFailures"]]


def alert(world: Deployed, id: str = "63a3f6b6-d533-4a47-aef9-fcf5cf758c76") -> dict[str, str]:
    scenario = find(HEALTHY)
    seed(world.aws.url, [HEALTHY])
    topic = scenario.topics[0]
    world.aws.control.begin_period(topic.account, scenario.budget)
    world.aws.control.set_spend(topic.account, scenario.budget, 5000.0, 5000.0)
    message = world.aws.control.messages(topic.arn)[-1]
    return {
        "Type": "Notification",
        "MessageId": id,
        "TopicArn": topic.arn,
        "Subject": message.subject,
        "Message": message.message,
        "Timestamp": "2026-11-24T12:00:00.000Z",
    }


def test_of_a_batch_what_sns_signed_is_posted_once_and_what_it_did_not_is_logged(
    world: Deployed, sns: SnsHost, signer: Signer
) -> None:
    said = signer.signed(alert(world))
    forged = {**said, "MessageId": "11111111-d533-4a47-aef9-fcf5cf758c76"}
    raw = said["Message"]
    for _ in range(2):
        assert invoke(world, sns, forged, said, raw, signer.signed(CONFIRMATION)) == []
    world.pump()
    (text,) = [m.text for m in world.slack.messages(people.FINOPS) if not m.thread_ts]
    assert text.startswith(f"{find(HEALTHY).budget}: $")
    logs = [one.get("message") for one in world.function("events").logs()]
    assert logs.count("A message that SNS did not sign") == 4
    assert {one["Token"][0] for one in sns.asked} == {CONFIRMATION["Token"]}


def test_what_no_queue_takes_comes_again_and_nothing_else(
    world: Deployed, sns: SnsHost, signer: Signer
) -> None:
    said = signer.signed(alert(world))
    world.extra["CHECK_QUEUE_URL"] = world.queues["check"] + "-gone"
    assert invoke(world, sns, "no message", said) == ["1"]
