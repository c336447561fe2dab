"""The worker is killed while it says that it looks at a mail; then its thread has one answer."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.conversation import CheckMessage, FailureMail
from bot.jobs import delayed
from bot.jobs.crash_points import CrashPoint, Point
from bot.settings import Settings
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.check.test_answered_once import unsaid
from tests.features.conftest import GRANT
from tests.features.conversation.conftest import BUDGET, mail, under
from tests.features.world import Mending, mending
from tests.kill.conftest import SIGKILLED
from tests.kill.test_slack import time_passes, work_and_die

Processes = multiprocessing.context.ForkServerContext
POINTS = [
    (CrashPoint.KEPT, 1),
    (CrashPoint.POSTED, 1),
    (CrashPoint.KEPT, 2),
    (CrashPoint.SAID, 1),
    (CrashPoint.KEPT, 3),
    (CrashPoint.SAID, 2),
]
"""Of the message that says so, of the answer, and of what takes it away where nothing became it."""


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [GRANT]) as here:
        yield here


def says_at_once(url: str, settings: Settings, job: Job, point: Point, nth: int) -> None:
    """As if the check took long."""
    delayed.SAY_AFTER = 0.0
    work_and_die(url, settings, job, point, nth)


@pytest.mark.parametrize(("point", "nth"), POINTS)
@pytest.mark.parametrize(
    ("picked", "again"),
    [(False, False), (False, True), (True, False)],
    ids=["mail", "mail that comes again", "shortcut"],
)
def test_it_is_answered_once_and_nothing_looks_for_ever(
    world: Mending, processes: Processes, point: CrashPoint, nth: int, *, picked: bool, again: bool
) -> None:
    root = world.slack.person(people.MENDER).say("a mail", world.channel).message
    what = (CheckMessage if picked else FailureMail)(root.ts, mail())
    job = Job("j1", Place("", people.MENDER, world.channel, thread=root.ts), what)
    process = processes.Process(
        target=says_at_once, args=(world.aws.url, world.settings, job, point, nth)
    )
    process.start()
    process.join()
    assert process.exitcode == SIGKILLED, f"{point} was not reached"
    process.close()
    if again:
        world.routes.send(replace(job, unsure=True))
        world.settle()
    time_passes(world)
    (answer,) = under(world, root)
    assert answer.text.startswith(f"❌ {BUDGET} does not alert")
    assert unsaid(world) == ()
    (kept,) = world.store.answers.live("111111111111", BUDGET, world.clock(), 5)
    assert kept.ts == answer.ts
