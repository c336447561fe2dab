"""What is told and not marked as told, or whose job comes again, is told once."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest

from bot.core.jobs import Job
from bot.core.jobs.watch import Watch
from bot.core.outgoing import Outgoing
from bot.core.thread import Thread, ThreadOrigin
from bot.errors import StoreError
from bot.store.outbox import Outbox
from playground.slack import seed
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT, TOPIC
from tests.features.alert.world import TABLES, Alerts
from tests.features.watch.watching import (
    checks_of,
    have,
    in_thread,
    say,
    schedule,
    settle,
    text,
    turned,
    unsaid,
)


class Unmarked(Outbox):
    """A table that goes away before it is written down that something is said."""

    def said(self, message: Outgoing) -> bool:
        raise StoreError("threads", "is gone")


def told_and_not_marked(world: Alerts, aws: EmbeddedAws) -> list[Job]:
    """Somebody breaks the topic; whatever is said of it is not marked as said."""
    watches = checks_of(world, turned(world, broken=True))
    parts, broken = world.worker.parts, Unmarked(aws.client("dynamodb"), TABLES)
    world.worker.parts = replace(parts, tables=replace(world.store, outbox=broken))
    for job in watches:
        world.worker.work(job)
    sent, world.queue.sent = world.queue.sent, []
    for job, _ in sent:
        with suppress(StoreError):  # a job that leaves it to a later one says nothing
            world.worker.work(job)
    world.worker.parts = parts
    return watches


@pytest.mark.parametrize("count", [1, 2])
def test_what_was_not_marked_is_not_said_again(
    world: Alerts, embedded_aws: EmbeddedAws, count: int
) -> None:
    have(world, count)
    watches = told_and_not_marked(world, embedded_aws)
    (post,) = world.posts()
    before = [text(one) for one in in_thread(world, post)]
    assert unsaid(world)
    for job in watches:
        world.worker.work(replace(job, unsure=True))
    schedule(world, minutes=6)
    assert world.posts() == [post] and unsaid(world) == ()
    assert [text(one) for one in in_thread(world, post)] == before


def test_one_that_was_mended_meanwhile_is_told_under_its_post(
    world: Alerts, embedded_aws: EmbeddedAws
) -> None:
    have(world, 2)
    watches = told_and_not_marked(world, embedded_aws)
    (post,) = world.posts()
    world.clock.pass_(minutes=6)
    world.reader.broken = False
    for job in watches:
        what = job.what
        assert isinstance(what, Watch)
        again = what._replace(since=world.clock().isoformat(), group="e2")
        world.worker.work(replace(job, id=f"{job.id}.2", what=again))
    schedule(world, minutes=2)
    assert world.posts() == [post]
    assert "2 budgets alert again" in text(in_thread(world, post)[-1])
    assert "Mended: 2 budgets" in text(post)


def test_one_that_turns_again_before_it_was_told_is_told_as_it_is(world: Alerts) -> None:
    """Slack is away meanwhile: nothing stale is said when it is back."""
    (name,) = have(world, 1)
    root = say(world, "An alert")
    own = Thread("m1", ACCOUNT, name, TOPIC, ThreadOrigin.POST, seed.FINOPS, root.ts, world.clock())
    assert world.store.threads.begin(own)
    world.slack.fail("*", "internal_error", times=None)
    for broken, event in ((True, "e1"), (False, "e2")):
        world.work(turned(world, broken=broken, event=event), event)
        settle(world)
    world.slack.faults.clear()
    schedule(world, minutes=2)
    lines = in_thread(world, root)
    assert lines and all(f"✅ {name} alerts again" in text(one) for one in lines)
    assert unsaid(world) == ()


def test_a_thread_of_its_own_is_told_once(world: Alerts, embedded_aws: EmbeddedAws) -> None:
    (name,) = have(world, 1)
    root = say(world, "An alert")
    own = Thread("m1", ACCOUNT, name, TOPIC, ThreadOrigin.POST, seed.FINOPS, root.ts, world.clock())
    assert world.store.threads.begin(own)
    watches = told_and_not_marked(world, embedded_aws)
    for job in watches:
        world.worker.work(replace(job, unsure=True))
    schedule(world, minutes=2)
    assert world.posts() == [root] and len(in_thread(world, root)) == 1
