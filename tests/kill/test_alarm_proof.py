"""The worker is killed at each point of a proof by an alarm; then AWS is asked what is left."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from typing import Any

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.alarm_proofs import LookAtAlarmProof
from bot.core.jobs.proofs import Prove
from bot.core.proof.alarm_plan import AlarmProofPlan, plan_alarm_proof
from bot.core.proof.alarm_run import AlarmOutcome, AlarmProofEvent
from bot.core.proof.names import PREFIX
from bot.core.report import judge
from bot.jobs.crash_points import CrashPoint, Point
from playground.scenarios.load import find
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.world import Mending, mending
from tests.kill.test_slack import killed

NAME, ALARM, ID = "rule-conditioned-key", "findings-errors", "0123abcd"
TOPIC = find(NAME).topics[0]
BUDGET = f"alarm:arn:aws:cloudwatch:{TOPIC.region}:{ACCOUNT}:alarm:{ALARM}"
Processes = multiprocessing.context.ForkServerContext
POINTS: list[tuple[Point, int, AlarmOutcome, int]] = [
    (AlarmProofEvent.BEGUN, 1, AlarmOutcome.FAILED, 0),
    (CrashPoint.WRITTEN, 1, AlarmOutcome.FAILED, 0),  # it is made
    (AlarmProofEvent.MADE, 1, AlarmOutcome.FAILED, 0),
    (AlarmProofEvent.INTENDED, 1, AlarmOutcome.UNSEEN, 0),
    (CrashPoint.WRITTEN, 2, AlarmOutcome.ACCEPTED, 1),  # it is set
    (AlarmProofEvent.SET, 1, AlarmOutcome.ACCEPTED, 1),
    (CrashPoint.READ_BACK, 1, AlarmOutcome.ACCEPTED, 1),
    (AlarmProofEvent.ACCEPTED, 1, AlarmOutcome.ACCEPTED, 1),
    (CrashPoint.KEPT, 1, AlarmOutcome.ACCEPTED, 1),
    (CrashPoint.SAID, 1, AlarmOutcome.ACCEPTED, 1),
    (CrashPoint.WRITTEN, 3, AlarmOutcome.ACCEPTED, 1),  # it is removed
    (AlarmProofEvent.CLEANED, 1, AlarmOutcome.ACCEPTED, 1),
]
"""Where it dies at which passing, what comes of the proof, and how often the alarm was set."""


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [NAME], senders=("alarms",)) as here:
        yield here


def submitted(world: Mending) -> Job:
    """What a preview that was submitted leaves."""
    facts = world.worker.parts.reader.facts(ACCOUNT, BUDGET)
    plan = plan_alarm_proof(facts, judge(facts), TOPIC.arn, ID)
    assert isinstance(plan, AlarmProofPlan)
    what = Prove(ID, ACCOUNT, BUDGET, TOPIC.arn, plan.fingerprint, "", TOPIC.name, "")
    return Job("p1", Place("", people.MENDER, world.channel), what)


def calls(world: Mending, name: str) -> int:
    return len([c for c in world.aws.control.calls("cloudwatch") if c.operation == name])


def left(world: Mending) -> list[Any]:
    client = world.aws.client("cloudwatch", TOPIC.region)
    return list(client.describe_alarms(AlarmNamePrefix=PREFIX)["MetricAlarms"])


def time_passes(world: Mending) -> None:
    for minutes in (2, 6, 2, 2, 20):
        world.clock.pass_(minutes=minutes)
        world.tick()


@pytest.mark.parametrize("again", [False, True], ids=["by the schedule", "and by the queue"])
@pytest.mark.parametrize(
    ("point", "nth", "outcome", "times"), POINTS, ids=[f"{p[0].name}-{p[1]}" for p in POINTS]
)
def test_no_alarm_of_ours_is_left(  # noqa: PLR0917 (where it dies, and what then)
    world: Mending,
    processes: Processes,
    point: Point,
    nth: int,
    outcome: AlarmOutcome,
    times: int,
    *,
    again: bool,
) -> None:
    job = submitted(world)
    killed(world, processes, job, point, nth)
    for one in [job] * again:
        world.routes.send(one)
    world.settle()
    time_passes(world)
    proof = world.store.alarm_proofs.get(ID)
    assert proof and proof.removed and proof.outcome is outcome
    assert left(world) == []
    assert calls(world, "SetAlarmState") == times <= 1
    assert world.store.alarm_proofs.on_topic(TOPIC.arn) is None
    told = [m for m in world.messages() if TOPIC.name in m.text and not m.ephemeral]
    assert len(told) == 1, [one.text for one in told]
    assert world.store.outbox.due(world.clock()).items == ()


@pytest.mark.parametrize("point", [CrashPoint.WRITTEN, AlarmProofEvent.CLEANED])
def test_who_cleans_up_is_killed_too(world: Mending, processes: Processes, point: Point) -> None:
    killed(world, processes, submitted(world), AlarmProofEvent.ACCEPTED)
    look = Job("l1", Place("", people.MENDER, world.channel), LookAtAlarmProof(ID))
    killed(world, processes, look, point)
    time_passes(world)
    proof = world.store.alarm_proofs.get(ID)
    assert proof and proof.removed and left(world) == []
