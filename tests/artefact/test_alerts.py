"""An alert on its way through the deployed functions: SNS, `events`, the queue, `check`, Slack."""

from __future__ import annotations

from typing import Any

from playground.scenarios.load import find, seed
from playground.slack import seed as people
from tests.artefact.world import Deployed
from tests.events.test_sns import record

HEALTHY = "customer-key"


def event(world: Deployed, id: str = "m1", **different: Any) -> dict[str, Any]:
    """What SNS hands over once the scenario's budget is overspent in the embedded AWS."""
    scenario = find(HEALTHY)
    topic = scenario.topics[0]
    world.aws.control.begin_period(topic.account, scenario.budget)
    world.aws.control.set_spend(topic.account, scenario.budget, 5000.0, 5000.0)
    message = world.aws.control.messages(topic.arn)[-1]
    sns = {"TopicArn": topic.arn, "Subject": message.subject, "Message": message.message}
    return {"Records": [record(id, **(sns | different))]}


def posted(world: Deployed) -> list[str]:
    return [m.text for m in world.slack.messages(people.FINOPS) if not m.thread_ts]


def test_an_alert_of_the_embedded_aws_is_posted_once(world: Deployed) -> None:
    world.extra["ALERTS_CHANNEL"] = people.FINOPS
    seed(world.aws.url, [HEALTHY])
    arrived = event(world)
    for _ in range(3):
        assert world.function("events").invoke(arrived).error is None
    world.pump()
    (text,) = posted(world)
    assert text.startswith(f"{find(HEALTHY).budget}: $")
    (left, *_) = [x for x in world.function("events").logs() if x.get("message") == "Left a job"]
    assert (left["correlation_id"], left["kind"]) == ("m1", "alert.arrived")


def test_the_largest_message_that_sns_delivers_is_shown(world: Deployed) -> None:
    world.extra["ALERTS_CHANNEL"] = people.FINOPS
    seed(world.aws.url, [HEALTHY])
    body = "AWS Budgets says " + "a" * 250_000
    assert world.function("events").invoke(event(world, Message=body)).error is None
    world.pump()
    (text,) = posted(world)
    assert "AWS Budgets says aaa" in text


def test_an_alert_that_no_queue_takes_fails_so_that_lambda_tries_again(world: Deployed) -> None:
    world.extra["CHECK_QUEUE_URL"] = world.queues["check"] + "-gone"
    seed(world.aws.url, [HEALTHY])
    outcome = world.function("events").invoke(event(world))
    assert outcome.error and outcome.error["errorType"] == "QueueError"


def test_without_a_channel_the_whole_alert_is_in_the_log(world: Deployed) -> None:
    seed(world.aws.url, [HEALTHY])
    assert world.function("events").invoke(event(world)).error is None
    world.pump()
    assert posted(world) == []
    logs = str(world.function("check").logs())
    assert "ALERTS_CHANNEL is not set: message m1 is posted nowhere" in logs
    assert f"Budget Name: {find(HEALTHY).budget}" in logs
