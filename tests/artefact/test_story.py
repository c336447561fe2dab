"""The deployed functions together: from the command to the mended key, and nothing left over."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from playground.demo.words import lines_of
from playground.scenarios.load import find, seed
from playground.slack import seed as people
from tests.artefact.world import Deployed

BROKEN = "customer-key-without-budgets"
DUE = [
    "digest.due",
    "message.due",
    "organization.due",
    "pull-request.due",
    "snooze.due",
    "thread.remind",
    "ticket.due",
    "watch.sweep-due",
]
"""What the worker without rights to mend is asked at each tick of the schedule."""


def key_policy(world: Deployed) -> str:
    topic = find(BROKEN).topics[0]
    sns, kms = world.aws.client("sns", topic.region), world.aws.client("kms", topic.region)
    key = sns.get_topic_attributes(TopicArn=topic.arn)["Attributes"]["KmsMasterKeyId"]
    arn = kms.describe_key(KeyId=key)["KeyMetadata"]["Arn"]
    return str(kms.get_key_policy(KeyId=arn)["Policy"])


def test_from_the_command_to_the_mended_key(world: Deployed) -> None:
    seed(world.aws.url, [BROKEN])
    before = json.loads(key_policy(world))
    answer = world.command(find(BROKEN).budget)
    assert "does not alert" in answer.text

    person = world.slack.person(people.MENDER)
    assert person.press(answer, "fix.allow-on-key").status == 200
    world.pump()
    (view,) = world.slack.views(people.MENDER)
    assert view.body.get("submit"), "\n".join(lines_of(view.blocks))
    assert json.loads(key_policy(world)) == before, "nothing is written by a preview"

    assert person.submit(view).status == 200
    world.pump()
    assert "✅ Done" in "\n".join(lines_of(view.blocks))
    after = json.loads(key_policy(world))
    (added,) = [s for s in after["Statement"] if s not in before["Statement"]]
    assert added["Principal"] == {"Service": "budgets.amazonaws.com"}
    assert added["Condition"] == {"StringEquals": {"aws:SourceAccount": "111111111111"}}
    assert "✅" in answer.text, "the answer is kept current"

    wrote = [
        line["action"]
        for line in world.function("mend").logs()
        if isinstance(line.get("action"), dict)
    ]
    assert "applied" in [one["what"] for one in wrote if isinstance(one, dict)]


def test_the_schedule_settles_what_is_due(world: Deployed) -> None:
    """The scheduler's event leaves a job; the worker looks at what is due and finds nothing."""
    outcome = world.function("events").invoke({"source": "budget-check.schedule"})
    assert outcome.error is None
    (due,) = world.messages("mend")
    job = json.loads(due["body"])
    assert (job["kind"], job["id"]) == ("change.due", outcome.request_id)
    assert world.work("mend", [due]) == []
    checks = world.messages("check")
    assert _kinds(checks) == DUE
    assert world.work("check", checks) == []


def test_without_a_queue_for_changes_nothing_can_be_due(world: Deployed) -> None:
    world.extra["MEND_QUEUE_URL"] = ""
    outcome = world.function("events").invoke({"source": "budget-check.schedule"})
    assert outcome.error is None
    assert _kinds(world.messages("check")) == DUE
    assert world.messages("mend") == []


def _kinds(messages: Sequence[Mapping[str, Any]]) -> list[str]:
    return sorted(json.loads(message["body"])["kind"] for message in messages)


def test_an_event_that_nobody_follows_up_is_kept_whole_in_the_log(world: Deployed) -> None:
    sns = {"Records": [{"EventSource": "aws:sns", "Sns": {"Message": "AWS Budget Notification"}}]}
    bus = {"source": "aws.ec2", "detail-type": "EC2 Instance State-change Notification"}
    for event in (sns, bus):
        assert world.function("events").invoke(event).error is None
    kept = [line.get("event") for line in world.function("events").logs()]
    assert sns in kept and bus in kept
    assert world.messages("check") == world.messages("mend") == []


def test_a_job_of_the_schedule_that_no_queue_takes_fails_so_that_lambda_tries_again(
    world: Deployed,
) -> None:
    world.extra["MEND_QUEUE_URL"] = world.queues["mend"] + "-gone"
    outcome = world.function("events").invoke({"source": "budget-check.schedule"})
    assert outcome.error and outcome.error["errorType"] == "QueueError"
    assert "budget-check-test-mend-gone" in str(outcome.error["errorMessage"])
