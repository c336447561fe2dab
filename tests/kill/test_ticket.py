"""The worker is killed while it opens a ticket; then there is one ticket, and it is told once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.core.jobs import Job
from bot.jobs.crash_points import CrashPoint, Point, TicketPoint
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.conftest import GRANT
from tests.features.ticket.test_once import submitted
from tests.features.world import Mending, mending
from tests.kill.test_slack import killed

Processes = multiprocessing.context.ForkServerContext


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [GRANT], tickets=("opsitem",)) as here:
        yield here


@pytest.mark.parametrize("soon", [True, False], ids=["at once", "once the lease is over"])
@pytest.mark.parametrize("point", [*TicketPoint, CrashPoint.SAID])
def test_one_ticket_that_is_told_once(
    world: Mending, processes: Processes, point: Point, *, soon: bool
) -> None:
    job = submitted(world)
    killed(world, processes, job, point)
    if not soon:
        world.clock.pass_(minutes=4)
    redelivered(world, job)
    (item,) = world.aws.client("ssm", "ap-northeast-1").describe_ops_items()["OpsItemSummaries"]
    (known,) = world.store.opened.open()
    assert known.ticket == item["OpsItemId"]
    (said,) = [one for one in world.thread() if known.ticket in one.text]
    assert f"mina opened {known.ticket}" in said.text
    assert world.records().count("opened a ticket") == 1
    assert world.store.outbox.due(world.clock()).items == ()


def redelivered(world: Mending, job: Job) -> None:
    """SQS hands it over again, and the schedule comes round."""
    world.routes.send(replace(job, attempt=1))
    world.settle()
    for _ in range(3):
        world.clock.pass_(minutes=2)
        world.tick()
