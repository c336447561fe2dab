"""The worker is killed while an alert is posted and followed up; then Slack is asked."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.core.jobs import NOBODY, Job, Place
from bot.core.jobs.alert_threads import Alerted, Follow, Remind
from bot.core.jobs.alerts import Acknowledge
from bot.jobs.crash_points import CrashPoint
from playground.scenarios.load import find
from playground.slack import Message
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT, Said
from tests.features.world import Mending, mending, text_of
from tests.kill.test_slack import killed

Processes = multiprocessing.context.ForkServerContext
HEALTHY = find("customer-key")
BUDGET, TOPIC = HEALTHY.budget, HEALTHY.topics[0]
OF_THE_POST = [CrashPoint.KEPT, CrashPoint.POSTED, CrashPoint.SAID]
OF_A_LINE = [(CrashPoint.KEPT, 1), (CrashPoint.SAID, 1), (CrashPoint.KEPT, 2), (CrashPoint.SAID, 2)]
"""The line, and the first message drawn anew."""


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [HEALTHY.name], alerts_channel=people.FINOPS) as here:
        yield here


def alert(world: Mending, id: str = "m1") -> Job:
    """What SNS hands over now."""
    said = Said(name=BUDGET, budgeted="$1,000.00", threshold="$800.00", amount="$850.00")
    body = said.body.replace(ACCOUNT, TOPIC.account)
    return Job(id, NOBODY, Alerted(id, TOPIC.arn, said.subject, body, world.clock().isoformat()))


def arrived(world: Mending) -> Message:
    world.routes.send(alert(world))
    world.settle()
    return the_post(world)


def spend(world: Mending, amount: float) -> None:
    world.aws.control.set_spend(TOPIC.account, BUDGET, amount, silent=True)


def come_again(world: Mending, *jobs: Job) -> None:
    """SQS hands over what nobody has finished, as such, and the schedule comes round."""
    for job in jobs:
        world.routes.send(replace(job, unsure=True))
    world.settle()
    for minutes in (2, 2, 20):
        world.clock.pass_(minutes=minutes)
        world.tick()


def the_post(world: Mending) -> Message:
    """The one that the channel has; nothing is left to be said, and its thread knows it."""
    (post,) = world.answers()
    thread = world.store.threads.get("m1")
    assert thread and thread.ts == post.ts
    assert world.store.outbox.due(world.clock()).items == ()
    return post


def lines(world: Mending) -> list[str]:
    return [one.text for one in world.thread()]


@pytest.mark.parametrize("again", [False, True], ids=["by the schedule", "and by the queue"])
@pytest.mark.parametrize("point", OF_THE_POST)
def test_an_alert_is_posted_once(
    world: Mending, processes: Processes, point: CrashPoint, *, again: bool
) -> None:
    job = alert(world)
    killed(world, processes, job, point)
    assert len(world.answers()) == (point is not CrashPoint.KEPT), "what Slack has by then"
    come_again(world, *[job] * again)
    assert "$850.00 is above $800.00" in text_of(the_post(world))


@pytest.mark.parametrize(("point", "nth"), OF_A_LINE)
def test_the_next_alert_is_told_once(
    world: Mending, processes: Processes, point: CrashPoint, nth: int
) -> None:
    arrived(world)
    world.clock.pass_(minutes=5)
    spend(world, 850.0)
    job = alert(world, "m2")
    killed(world, processes, job, point, nth + 1)  # its own post comes first
    come_again(world, job)
    first, second = world.answers()
    assert ["✅ Delivered" in one for one in lines(world)] == [True]
    assert "Proved: an alert arrived" in text_of(first)
    assert "stays open until the next alert" in text_of(second)


@pytest.mark.parametrize(("point", "nth"), OF_A_LINE)
def test_what_follows_is_told_once(
    world: Mending, processes: Processes, point: CrashPoint, nth: int
) -> None:
    post = arrived(world)
    at = world.clock().isoformat()
    says = "✅ Done: the change."
    what = Follow(TOPIC.account, BUDGET, "c1.applied", says, "", "", "evaluated", at)
    killed(world, processes, Job("f1", NOBODY, what), point, nth)
    come_again(world, Job("f1", NOBODY, what))
    assert lines(world) == [f"{BUDGET}: {says}"]
    assert text_of(the_post(world)) == text_of(post).replace(
        "This thread stays open until the next alert arrives.",
        "The policies let the next alert through. Only one that arrives proves it.",
    )


@pytest.mark.parametrize("point", [CrashPoint.KEPT, CrashPoint.SAID])
def test_a_reminder_is_told_once(world: Mending, processes: Processes, point: CrashPoint) -> None:
    world.clock.pass_(minutes=-61)
    arrived(world)
    world.clock.pass_(minutes=61)
    killed(world, processes, Job("r1", NOBODY, Remind()), point)
    come_again(world, Job("r1", NOBODY, Remind()))
    assert ["⏰ Nobody has acknowledged" in one for one in lines(world)] == [True]


@pytest.mark.parametrize("point", [CrashPoint.KEPT, CrashPoint.SAID])
def test_who_acknowledged_it_is_shown(
    world: Mending, processes: Processes, point: CrashPoint
) -> None:
    arrived(world)
    pressed = Job("p1", Place("T0BUDGETS", people.MENDER, people.FINOPS), Acknowledge("m1"))
    killed(world, processes, pressed, point)
    come_again(world, pressed)
    assert f"Acknowledged by <@{people.MENDER}>" in text_of(the_post(world))
    assert world.alone() == []
