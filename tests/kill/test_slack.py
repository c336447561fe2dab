"""The worker is killed at each point of a change; then Slack is asked what people were told."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.aws.apply import ONCE
from bot.core.change.events import EventType
from bot.core.jobs import Job, Place
from bot.core.jobs.change_steps import Apply
from bot.core.jobs.checks import Command
from bot.core.jobs.conversation import Mention
from bot.jobs.crash_points import CrashHook, CrashPoint, Point
from bot.settings import Settings
from bot.worker.compose import Clients, compose
from bot.worker.worker import Worker
from playground.aws.control import Control
from playground.scenarios.load import find
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.conftest import GRANT
from tests.features.world import TABLES, Mending, buttons_of, mending, text_of
from tests.jobs.fakes import KeptQueue
from tests.kill.conftest import SIGKILLED
from tests.kill.test_every_point import OF_APPLY

FIX = "fix.allow-on-key"
STOPPED = (EventType.CLAIMED, CrashPoint.COMPARED, CrashPoint.INTENDED)
"""Nothing was written by then, and nothing is."""


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [GRANT]) as here:
        yield here


def work_and_die(  # noqa: PLR0917 (what a process is given)
    url: str, settings: Settings, job: Job, point: Point, nth: int, ahead: timedelta = timedelta()
) -> None:
    """A worker of its own that does one job, and dies on the way; its clock is `ahead`."""
    os.environ.update(
        AWS_ENDPOINT_URL=url,
        AWS_CONFIG_FILE="/dev/null",
        AWS_SHARED_CREDENTIALS_FILE="/dev/null",
    )
    opened = OpenAws()
    clients = Clients(
        reading=opened(),
        writing=opened(config=ONCE),
        dynamodb=EmbeddedAws(url, Control(url)).client("dynamodb"),
        tables=TABLES,
    )
    parts = compose(settings, KeptQueue(), clients, clock=lambda: datetime.now(UTC) + ahead)
    Worker(replace(parts, crash_hook=_dies_at(point, nth))).work(job)


def _dies_at(point: Point, nth: int) -> CrashHook:
    left = [nth]

    def reach(reached: Point) -> None:
        left[0] -= reached is point
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return reach


def killed(
    world: Mending,
    processes: multiprocessing.context.ForkServerContext,
    job: Job,
    point: Point,
    nth: int = 1,
    *,
    clock: timedelta = timedelta(),
) -> None:
    given = (world.aws.url, world.settings, job, point, nth, clock)
    process = processes.Process(target=work_and_die, args=given)
    process.start()
    process.join()
    assert process.exitcode == SIGKILLED, f"{point} was not reached"
    process.close()


def submitted(world: Mending) -> Job:
    """The job that applies what was just submitted; nobody has it but the test."""
    (held,) = (queue for queue in world.soon if queue.held)
    for queue in world.soon:
        queue.holds = ()
    return held.held.pop()


def time_passes(world: Mending) -> None:
    for minutes in (2, 18, 2, 120):
        world.clock.pass_(minutes=minutes)
        world.tick()


def lines(world: Mending, headline: str) -> int:
    return len([line for line in world.story() if headline in line])


@pytest.mark.parametrize("point", OF_APPLY)
def test_the_outcome_is_told_once(
    world: Mending, processes: multiprocessing.context.ForkServerContext, point: Point
) -> None:
    view = world.preview(world.check(GRANT), FIX)
    for queue in world.soon:
        queue.holds = (Apply,)
    world.submit(view)
    killed(world, processes, submitted(world), point)
    time_passes(world)
    assert lines(world, "✋ Stopped" if point in STOPPED else "alerts again") == 1, world.story()
    assert len(world.thread()) == 1, world.story()
    assert ("✋ Stopped" if point in STOPPED else "✅ Done") in text_of(view)
    undo = [one for one in world.thread() if "change.undo" in buttons_of(one)]
    assert len(undo) == (point not in STOPPED)
    assert ("✅" in world.answers()[0].text) == (point not in STOPPED)


@pytest.mark.parametrize("nth", [1, 2, 3])
def test_who_says_it_is_killed(
    world: Mending, processes: multiprocessing.context.ForkServerContext, nth: int
) -> None:
    """The line, the outcome, the answers: Slack has it, and nobody has written down that it has."""
    view = world.preview(world.check(GRANT), FIX)
    for queue in world.soon:
        queue.holds = (Apply,)
    world.submit(view)
    killed(world, processes, submitted(world), CrashPoint.SAID, nth)
    time_passes(world)
    assert lines(world, "alerts again") == 1
    assert "✅ Done" in text_of(view)
    assert "✅" in world.answers()[0].text
    assert world.store.outbox.due(world.clock()).items == ()


def test_an_undo_is_told_and_the_first_button_goes(
    world: Mending, processes: multiprocessing.context.ForkServerContext
) -> None:
    world.mend(GRANT, "allow-on-key")
    (line,) = [one for one in world.thread() if "change.undo" in buttons_of(one)]
    view = world.preview(line, "change.undo")
    for queue in world.soon:
        queue.holds = (Apply,)
    world.submit(view)
    killed(world, processes, submitted(world), EventType.UNDONE)
    time_passes(world)
    assert lines(world, "↩️ Undone") == 2 == len(world.thread()), "its own, and the first one's"
    assert not [one for one in world.thread() if "change.undo" in buttons_of(one)]


@pytest.mark.parametrize("point", [CrashPoint.KEPT, CrashPoint.SAID])
def test_who_checks_is_killed(
    world: Mending, processes: multiprocessing.context.ForkServerContext, point: CrashPoint
) -> None:
    """The answer is kept and not posted, or posted and nobody has written down that it is: the
    schedule has it posted, and the same job again posts nothing.
    """
    job = Job("j1", Place("", people.MENDER, world.channel), Command(find(GRANT).budget))
    killed(world, processes, job, point)
    assert len(world.answers()) == (point is CrashPoint.SAID)
    time_passes(world)
    world.routes.send(replace(job, unsure=True))
    world.settle()
    (answer,) = world.answers()
    view = world.preview(answer, FIX)
    assert "Add one statement to the policy of" in text_of(view)
    assert world.store.outbox.due(world.clock()).items == ()


@pytest.mark.parametrize("point", [CrashPoint.KEPT, CrashPoint.SAID])
def test_who_answers_in_a_thread_is_killed(
    world: Mending, processes: multiprocessing.context.ForkServerContext, point: CrashPoint
) -> None:
    said = world.slack.person(people.MENDER).say("look", world.channel).message
    place = Place("", people.MENDER, world.channel, thread=said.ts)
    job = Job("j1", place, Mention(said.ts, find(GRANT).budget))
    killed(world, processes, job, point)
    time_passes(world)
    world.routes.send(replace(job, unsure=True))
    world.settle()
    assert [one.thread_ts for one in world.thread()] == [said.ts]
