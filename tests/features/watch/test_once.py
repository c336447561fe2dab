"""A Watch job that fails after it told, or comes while another check is kept, tells once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.core.jobs import Job
from bot.core.jobs.watch import Watch
from bot.core.thread import Thread, ThreadOrigin
from bot.errors import StoreError
from bot.store.verdicts import LastVerdict, Verdicts
from playground.slack import seed
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT, TOPIC
from tests.features.alert.world import TABLES, Alerts
from tests.features.watch.watching import have, in_thread, say, settle, text, turned, watching


@pytest.fixture
def world(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Alerts]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    with watching(embedded_aws) as found:
        yield found


class Unsettled(Verdicts):
    """A table that goes away before it is written down that a turn is told."""

    def settled(self, verdict: LastVerdict) -> bool:
        raise StoreError("verdicts", "is gone")


def told_and_failed(world: Alerts, aws: EmbeddedAws) -> list[Job]:
    """Somebody breaks the topic: each budget's job gathers it, and fails before it is settled."""
    event = turned(world, broken=True)
    world.work(event, event.event)
    watches = [job for job, _ in world.queue.sent if isinstance(job.what, Watch)]
    world.queue.sent.clear()
    parts, broken = world.worker.parts, Unsettled(aws.client("dynamodb"), TABLES)
    world.worker.parts = replace(parts, tables=replace(world.store, verdicts=broken))
    for job in watches:
        with pytest.raises(StoreError):
            world.worker.work(job)
    world.worker.parts = parts
    return watches


@pytest.mark.parametrize("count", [1, 2])
def test_a_job_that_comes_again_after_the_post_says_nothing_under_it(
    world: Alerts, embedded_aws: EmbeddedAws, count: int
) -> None:
    names = have(world, count)
    watches = told_and_failed(world, embedded_aws)
    settle(world)
    (post,) = world.posts()
    before = [text(one) for one in in_thread(world, post)]
    world.clock.pass_(minutes=6)
    for job in watches:
        world.worker.work(replace(job, unsure=True))
    settle(world)
    assert world.posts() == [post]
    assert [text(one) for one in in_thread(world, post)] == before
    kept = [world.store.verdicts.get(ACCOUNT, name) for name in names]
    assert [one.untold for one in kept if one] == [None] * count


def test_one_that_was_mended_before_the_job_came_again_is_told_under_its_post(
    world: Alerts, embedded_aws: EmbeddedAws
) -> None:
    have(world, 2)
    watches = told_and_failed(world, embedded_aws)
    settle(world)
    (post,) = world.posts()
    world.clock.pass_(minutes=6)
    world.reader.broken = False
    for job in watches:
        world.worker.work(replace(job, unsure=True))
    settle(world)
    assert world.posts() == [post]
    assert "2 budgets arrive again" in text(in_thread(world, post)[-1])


def test_a_thread_of_its_own_that_began_before_is_still_told(
    world: Alerts, embedded_aws: EmbeddedAws
) -> None:
    (name,) = have(world, 1)
    root = say(world, "An alert")
    own = Thread("m1", ACCOUNT, name, TOPIC, ThreadOrigin.POST, seed.FINOPS, root.ts, world.clock())
    assert world.store.threads.begin(own)
    watches = told_and_failed(world, embedded_aws)
    settle(world)
    for job in watches:
        world.worker.work(replace(job, unsure=True))
    settle(world)
    assert world.posts() == [root] and len(in_thread(world, root)) == 2
