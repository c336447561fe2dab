"""Whatever turns, in whatever order: once the outbox has run, every post shows the state of now."""

from __future__ import annotations

import random

import pytest

from bot.core.jobs import Place
from bot.core.jobs.checks import Command
from bot.core.jobs.watch import Sweep
from bot.core.outage import REACHES
from bot.core.thread import ThreadOrigin
from playground.slack import Message, seed
from tests.core.alerts.texts import ACCOUNT, Said
from tests.features.alert.world import NAME, Alerts
from tests.features.watch.watching import (
    have,
    hear,
    schedule,
    settle,
    text,
    turned,
    unsaid,
)


@pytest.fixture
def different() -> dict[str, object]:
    return {"menders": (seed.MENDER,)}


def message_at(world: Alerts, ts: str) -> Message:
    return next(one for one in world.slack.messages(seed.FINOPS) if one.ts == ts)


def posts_of(world: Alerts, names: list[str]) -> dict[str, set[str]]:
    """The posts in the open threads of these budgets, and the budgets of which each tells."""
    found: dict[str, set[str]] = {}
    for name in names:
        for thread in world.store.threads.of_budget(ACCOUNT, name):
            for notice in thread.notices if thread.is_open else ():
                kept = world.store.batched_notices.get(notice)
                assert kept is not None
                members = world.store.batched_notices.members(notice)
                if kept.ts:
                    found[kept.ts] = {one.budget for one in members}
    return found


def check(world: Alerts, names: list[str]) -> None:
    """Every post, and every alert's, says what the last verdicts say."""
    assert unsaid(world) == ()
    kept = {one.budget: one for one in world.store.verdicts.of_account(ACCOUNT, 300).items}
    for ts, told in posts_of(world, names).items():
        shown, down = (
            text(message_at(world, ts)),
            [n for n in told if kept[n].verdict not in REACHES],
        )
        if not down:
            assert "✅" in shown and "not alert\n" not in shown and "fix." not in shown, shown
        elif len(told) == 1:
            assert f"❌ {down[0]} does not alert" in shown, shown
        else:
            part = f"{len(down)} of {len(told)}" if len(down) < len(told) else f"{len(down)}"
            assert f"❌ {part} budgets do not alert" in shown, shown
    for name in names:
        for thread in world.store.threads.of_budget(ACCOUNT, name):
            if thread.origin is ThreadOrigin.ALERT and thread.ts and thread.is_open:
                well = kept[name].verdict in REACHES
                assert ("✅ The next alert will" in text(message_at(world, thread.ts))) is well


def asks(world: Alerts, name: str, n: int) -> None:
    """Somebody has it checked, and the watch has not seen what turned."""
    world.work(Command(name), f"q{n}", Place("T0BUDGETS", seed.MENDER, seed.FINOPS))
    settle(world)


@pytest.mark.parametrize("order", range(12))
def test_every_post_shows_the_state_of_now(world: Alerts, order: int) -> None:
    chance = random.Random(order)  # noqa: S311 (a seed, and no secret)
    names = have(world, [NAME, "team-1", "team-2"][: chance.choice([1, 3, 3])])
    world.reader.broken, world.reader.state = False, chance.choice(["OK", "ALARM"])
    if chance.random() < 0.6:
        world.arrive("m1", Said())
    for n in range(5):
        world.reader.broken = chance.random() < 0.6
        how = chance.choice(["event", "sweep", "ask", "alert", "away"])
        world.clock.pass_(minutes=7)
        if how == "ask":
            for name in names:
                asks(world, name, n)
        elif how == "sweep":
            world.work(Sweep(ACCOUNT, f"S{n}", ""), f"S{n}.j")
            settle(world)
        elif how == "alert":
            world.arrive(f"n{n}", Said())
            settle(world)
        else:
            if how == "away":
                world.slack.fail("*", "internal_error", times=3)
            hear(world, turned(world, broken=world.reader.broken, event=f"e{n}"))
            world.slack.faults.clear()
        for _ in range(3):
            schedule(world, minutes=2)
        check(world, names)
