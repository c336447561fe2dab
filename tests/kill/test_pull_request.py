"""The worker is killed at each point of a pull request; then GitHub and Slack are asked what there
is.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator

import pytest

from bot.core.jobs import NOBODY, Job
from bot.core.jobs.pull_requests import LookAtPullRequest, OpenPullRequest
from bot.core.pull_requests.run import PullRequestEvent
from bot.jobs.crash_points import CrashPoint, Point
from playground.tickets.github.model import Issue
from playground.tickets.github.seed import REPOSITORY
from playground.tickets.local import LocalTickets
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.conftest import GRANT
from tests.features.pull_request.github import deploy, with_github
from tests.features.pull_request.test_open import OPEN
from tests.features.world import Mending
from tests.kill.test_slack import killed

Processes = multiprocessing.context.ForkServerContext
POINTS: list[tuple[Point, int]] = [
    (CrashPoint.LEASED, 1),
    (CrashPoint.WRITTEN, 1),
    (PullRequestEvent.OPENED, 1),
    *((point, n) for point in (CrashPoint.KEPT, CrashPoint.SAID) for n in (1, 2)),
]


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws, tickets: LocalTickets) -> Iterator[Mending]:
    with with_github(embedded_aws, opener, tickets) as here:
        yield here


def submitted(world: Mending) -> Job:
    """The job of a preview that was submitted; nobody has it but the test."""
    view = world.preview(world.check(GRANT), OPEN)
    for queue in world.soon:
        queue.holds = (OpenPullRequest,)
    world.slack.person("U0MENDER").submit(view)
    world.settle()
    (held,) = (queue for queue in world.soon if queue.held)
    for queue in world.soon:
        queue.holds = ()
    return held.held.pop()


def pulls(tickets: LocalTickets) -> list[Issue]:
    return [one for one in tickets.github.issues() if one.pull]


def time_passes(world: Mending) -> None:
    for minutes in (3, 2, 20):
        world.clock.pass_(minutes=minutes)
        world.tick()


def said(world: Mending, words: str) -> int:
    return len([m for m in world.thread() if words in m.text])


@pytest.mark.parametrize(("point", "nth"), POINTS, ids=[f"{p.name}-{n}" for p, n in POINTS])
def test_one_is_opened_and_told_once(
    world: Mending, tickets: LocalTickets, processes: Processes, point: Point, nth: int
) -> None:
    job = submitted(world)
    killed(world, processes, job, point, nth)
    world.clock.pass_(minutes=4)  # its lease runs out before the queue hands the job over again
    world.routes.send(job)
    world.settle()
    time_passes(world)
    assert len(pulls(tickets)) == 1
    (run,) = world.store.pull_requests.open()
    assert run.pull_request == f"{REPOSITORY}#{pulls(tickets)[0].number}"
    assert said(world, "opened the pull request") == 1, world.story()
    assert world.records().count("opened a pull request") == 1
    assert world.store.outbox.due(world.clock()).items == ()


def test_who_presses_while_a_dead_worker_holds_the_lease_waits_for_it(
    world: Mending, tickets: LocalTickets, processes: Processes
) -> None:
    job = submitted(world)
    killed(world, processes, job, CrashPoint.LEASED)
    world.routes.send(Job("another", job.place, job.what))
    world.settle()
    assert len(pulls(tickets)) == 1
    assert said(world, "opened the pull request") == 1


@pytest.mark.parametrize(
    ("point", "nth"),
    [(PullRequestEvent.MERGED, 1), (CrashPoint.KEPT, 1), (PullRequestEvent.ARRIVES, 1)],
    ids=["merged", "kept", "arrives"],
)
def test_what_becomes_of_it_is_told_once(
    world: Mending, tickets: LocalTickets, processes: Processes, point: Point, nth: int
) -> None:
    world.routes.send(submitted(world))
    world.settle()
    (run,) = world.store.pull_requests.open()
    tickets.github.merge(REPOSITORY, pulls(tickets)[0].number)
    deploy(world, tickets)
    look = Job("look", NOBODY, LookAtPullRequest(run.id))
    killed(world, processes, look, point, nth)
    time_passes(world)
    world.routes.send(Job("again", look.place, look.what))
    world.settle()
    assert said(world, "dana merged") == said(world, "is deployed: ") == 1, world.story()
