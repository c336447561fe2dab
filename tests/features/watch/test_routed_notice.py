"""One cause over budgets of several routes: one post in each channel, about its own budgets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.model.read import Cause, ReadFailed
from bot.core.routes import BudgetTag, routes_of
from playground.slack import seed
from tests.core.alerts.texts import ACCOUNT
from tests.features.alert.world import Alerts
from tests.features.watch.watching import (
    checks_of,
    have,
    hear,
    schedule,
    settle,
    text,
    turned,
    unsaid,
)
from tests.jobs.fakes import ACCOUNT as OWN

DATA = seed.ALERTS
GROUP = "S0DATA"
ROUTES = routes_of(f"name:data-* -> {DATA} {GROUP}; tag:team=data -> {DATA}")


@pytest.fixture
def different() -> dict[str, object]:
    return {"routes": ROUTES}


def with_tags(world: Alerts, tags: dict[str, str] | ReadFailed) -> list[str]:
    """What AWS says of each budget's tag `team`; the list grows with each question."""
    asked: list[str] = []

    def answer(_account: str, name: str) -> tuple[tuple[str, str], ...] | ReadFailed:
        asked.append(name)
        if isinstance(tags, ReadFailed):
            return tags
        return (("team", tags[name]),) if name in tags else ()

    world.worker.parts = replace(world.worker.parts, budget_tags=answer)
    return asked


def test_each_channel_hears_of_its_own_budgets_in_one_post(world: Alerts) -> None:
    with_tags(world, {"web-3": "data"})
    have(world, ["data-1", "data-2", "web-1", "web-2", "web-3"])
    hear(world, turned(world, broken=True))
    (own,), (rest,) = world.posts(DATA), world.posts(seed.FINOPS)
    assert own.text.startswith("❌ 3 budgets do not alert")
    assert rest.text.startswith("❌ 2 budgets do not alert")
    assert all(one in text(own) for one in ("data-1", "data-2", "web-3"))
    assert "web-1" not in text(own) and "data-1" not in text(rest)
    assert GROUP in str(own.blocks) and GROUP not in str(rest.blocks)
    hear(world, turned(world, broken=False, event="e2"))
    assert [one.text for one in world.posts(DATA)] == ["✅ Mended: 3 budgets"]
    assert [one.text for one in world.posts(seed.FINOPS)] == ["✅ Mended: 2 budgets"]


def test_tags_that_a_sweep_has_kept_are_not_asked_for_again(world: Alerts) -> None:
    asked = with_tags(world, {})
    have(world, ["web-1"])
    known = world.store.verdicts.get(ACCOUNT, "web-1")
    assert known
    tagged = replace(known, tags=(BudgetTag("team", "data"),), checked_at=world.clock())
    assert world.store.verdicts.put(tagged)
    hear(world, turned(world, broken=True))
    assert asked == [] and len(world.posts(DATA)) == 1 and not world.posts(seed.FINOPS)
    kept = world.store.verdicts.get(ACCOUNT, "web-1")
    assert kept and kept.tags == tagged.tags, "a check leaves the tags as they are"


def test_tags_that_cannot_be_read_leave_it_to_the_rest(world: Alerts) -> None:
    with_tags(world, ReadFailed("budgets:ListTagsForResource", OWN, Cause.REFUSED, "no"))
    have(world, ["web-1", "data-1"])
    hear(world, turned(world, broken=True))
    assert len(world.posts(DATA)) == len(world.posts(seed.FINOPS)) == 1


def test_who_comes_later_is_told_to_the_group_too(world: Alerts) -> None:
    with_tags(world, {})
    have(world, ["data-1", "data-2"])
    first, second = checks_of(world, turned(world, broken=True))
    for job in (first, second):
        world.worker.work(job)
        settle(world)
    (post,) = world.posts(DATA)
    (line,) = [one for one in world.slack.messages(DATA) if one.thread_ts == post.ts != one.ts]
    assert "data-2" in text(line) and GROUP in str(line.blocks) and line.broadcast


@pytest.mark.parametrize(
    ("channel", "why"),
    [(seed.ARCHIVED, "is archived"), (seed.PRIVATE_WITHOUT_BOT, "is not a member")],
)
def test_a_channel_that_takes_nothing_is_told_in_the_other_with_the_reason(
    world: Alerts, channel: str, why: str
) -> None:
    settings = replace(world.settings, routes=routes_of(f"name:data-* -> {channel} {GROUP}"))
    world.worker.parts = replace(world.worker.parts, settings=settings)
    have(world, ["data-1", "data-2", "web-1"])
    hear(world, turned(world, broken=True))
    schedule(world, seconds=30)
    told = {one.text.partition(":")[0]: one for one in world.posts(seed.FINOPS)}
    assert len(told) == 2 and unsaid(world) == ()
    moved = next(one for title, one in told.items() if "2 budgets" in title)
    assert "This belongs in" in text(moved) and why in text(moved)
    assert channel in str(moved.blocks) and GROUP in str(moved.blocks)
    assert "belongs" not in next(text(one) for title, one in told.items() if "web-1" in title)
    hear(world, turned(world, broken=False, event="e2"))
    assert {one.text for one in world.posts(seed.FINOPS)} == {
        "✅ Mended: 2 budgets",
        "✅ web-1 alerts again",
    }
