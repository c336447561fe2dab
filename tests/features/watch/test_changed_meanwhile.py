"""A topic that is changed between the first reading of a budget and the keeping of what was read:
nothing hung on it when the change came in, and it is told all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.aws.sweep_pages.page import SweepPage, Swept
from bot.core.jobs.checks import Pick
from bot.core.jobs.watch import Sweep, Watch
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from playground.slack import seed
from tests.core.alerts.texts import ACCOUNT
from tests.features.alert.world import NAME, Alerts
from tests.features.watch.watching import have, settle, text, turned


def changed_once_read(world: Alerts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever reads a budget next has read it whole when somebody changes its topic."""
    world.reader.names, world.reader.broken = [NAME], False
    facts, left = world.reader.facts, [True]

    def read(account: str | ReadFailed, name: str) -> Facts:
        found = facts(account, name)
        if left:
            left.clear()
            world.work(turned(world, broken=True), "e1")
        return found

    def swept(account: str, token: str) -> SweepPage:
        assert not token
        return SweepPage(tuple(Swept(name, read(account, name)) for name in world.reader.names))

    monkeypatch.setattr(world.reader, "facts", read)
    monkeypatch.setattr(world.reader, "sweep", swept)


def checks(world: Alerts) -> list[Watch]:
    return [job.what for job, _ in world.queue.sent if isinstance(job.what, Watch)]


def by_an_alert(world: Alerts) -> None:
    world.arrive()


def by_a_person(world: Alerts) -> None:
    world.press(Pick(ACCOUNT, NAME))


def by_the_first_sweep(world: Alerts) -> None:
    world.work(Sweep(ACCOUNT, "s1", ""))


def by_a_later_sweep(world: Alerts) -> None:
    sweeps = world.store.sweeps
    first = sweeps.begin(ACCOUNT, "s0", world.clock())
    assert first and sweeps.end(first, world.clock())
    world.work(Sweep(ACCOUNT, "s1", ""))


def by_the_watch(world: Alerts) -> None:
    world.work(Watch(ACCOUNT, NAME, (world.clock() - timedelta(seconds=1)).isoformat()))


@pytest.mark.parametrize(
    "first_look", [by_an_alert, by_a_person, by_the_first_sweep, by_a_later_sweep, by_the_watch]
)
def test_it_is_looked_at_again_and_told(
    world: Alerts, monkeypatch: pytest.MonkeyPatch, first_look: Callable[[Alerts], None]
) -> None:
    changed_once_read(world, monkeypatch)
    first_look(world)
    settle(world)
    said = "\n".join(map(text, world.slack.messages(seed.FINOPS)))
    assert f"{NAME} does not alert" in said
    assert "alice: SetTopicAttributes" in said


def test_what_was_changed_before_it_was_read_leaves_no_further_check(world: Alerts) -> None:
    world.work(turned(world, broken=False), "e1")
    world.clock.pass_(minutes=1)
    by_an_alert(world)
    assert checks(world) == []


def test_a_budget_that_was_known_on_that_topic_is_left_to_the_change(
    world: Alerts, monkeypatch: pytest.MonkeyPatch
) -> None:
    have(world, [NAME])
    changed_once_read(world, monkeypatch)
    by_an_alert(world)
    assert [what.budget for what in checks(world)] == [NAME]
