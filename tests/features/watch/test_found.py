"""What a sweep is the first to find is told, and told once however the jobs come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.findings import Status
from bot.core.jobs import Job
from bot.core.jobs.watch import Sweep
from bot.core.model.path import Facts
from bot.core.model.read import Cause, ReadFailed
from bot.core.outgoing import nothing
from bot.errors import QueueError
from bot.store.verdicts import LastVerdict, Verdicts
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT
from tests.features.alert.world import NOBODY, TABLES, Alerts
from tests.features.watch.watching import Seconds, schedule, settle, text, unsaid
from tests.jobs.fakes import KeptQueue


def swept(world: Alerts, id: str, names: list[str], *, broken: bool) -> None:
    """A whole sweep, with every job that comes of it."""
    world.clock.pass_(hours=6)
    world.reader.names, world.reader.broken = names, broken
    world.work(Sweep(ACCOUNT, id, ""), f"{id}.j")
    settle(world)


def test_a_new_budget_that_a_later_sweep_finds_broken_is_told(world: Alerts) -> None:
    swept(world, "S1", ["a"], broken=False)
    swept(world, "S2", ["a"], broken=False)
    assert world.posts() == []
    swept(world, "S3", ["b"], broken=True)
    (post,) = world.posts()
    assert "❌ b does not alert" in text(post)
    kept = world.store.verdicts.get(ACCOUNT, "b")
    assert kept and kept.told is Status.BROKEN and unsaid(world) == ()
    swept(world, "S4", ["b"], broken=True)
    assert world.posts() == [post]


def test_a_new_one_is_told_with_those_that_broke(world: Alerts) -> None:
    swept(world, "S1", ["a"], broken=False)
    swept(world, "S2", ["a", "b"], broken=True)
    (post,) = world.posts()
    assert "2 budgets do not alert" in text(post)


def test_a_new_one_that_aws_gives_no_answer_for_is_told_once_patience_ends(world: Alerts) -> None:
    swept(world, "S1", ["a"], broken=False)
    slow = ReadFailed("DescribeBudget", "b", Cause.THROTTLED, "slow down")

    class Throttled(Seconds):
        def facts(self, account: str | ReadFailed, name: str) -> Facts:
            found = super().facts(account, name)
            return replace(found, budget=slow, notifications=slow) if name == "b" else found

    world.reader = Throttled(account_id=ACCOUNT, world=[world])
    world.worker.parts = replace(world.worker.parts, reader=world.reader)
    swept(world, "S2", ["a", "b"], broken=False)
    (post,) = world.posts()
    assert "❓ Cannot tell whether b alerts" in text(post)


class Meanwhile(Verdicts):
    """A table in which somebody keeps another check right after the sweep has read its record."""

    kept: LastVerdict | None = None

    def get(self, account: str, budget: str) -> LastVerdict | None:
        found, other = super().get(account, budget), self.kept
        if other:
            self.kept = None
            mended = self.watch(other, "mended", nothing)
            assert mended and mended.record.told is Status.OK
        return found


class Silent(KeptQueue):
    def send(self, job: Job, delay_seconds: int = 0) -> None:
        raise QueueError("jobs", "gave no answer.")

    def send_all(self, jobs: Sequence[Job]) -> None:
        for job in jobs:
            self.send(job)


@pytest.mark.parametrize("lost", [False, True])
def test_a_turn_that_the_sweep_itself_gets_to_tell_is_told(
    world: Alerts, embedded_aws: EmbeddedAws, lost: bool
) -> None:
    """It was broken and is; in between somebody had told that it arrives."""
    swept(world, "S1", ["a"], broken=True)
    was = world.store.verdicts.get(ACCOUNT, "a")
    assert was and was.told is Status.BROKEN
    world.clock.pass_(hours=6)
    verdicts = Meanwhile(embedded_aws.client("dynamodb"), TABLES)
    verdicts.kept = replace(was, verdict=Status.OK, checked_at=world.clock() - timedelta(minutes=1))
    parts = replace(world.worker.parts, tables=replace(world.store, verdicts=verdicts))
    page = Job("S2.j", NOBODY, Sweep(ACCOUNT, "S2", ""))
    if lost:  # the page fails before a job is left, and comes again: the schedule finds it
        world.worker.parts = replace(parts, queue=Silent())
        with pytest.raises(QueueError):
            world.worker.work(page)
        assert verdicts.kept is None
    world.worker.parts = parts
    world.worker.work(page)
    schedule(world, minutes=2)
    (post,) = world.posts()
    assert "❌ a does not alert" in text(post) and unsaid(world) == ()


def test_a_new_one_whose_job_was_lost_is_found_again(world: Alerts) -> None:
    swept(world, "S1", ["a"], broken=False)
    world.reader.names, world.reader.broken = ["a", "b"], True
    world.work(Sweep(ACCOUNT, "S2", ""), "S2.j")
    world.queue.sent.clear()
    swept(world, "S3", ["a", "b"], broken=True)
    assert "2 budgets do not alert" in text(world.posts()[0])
