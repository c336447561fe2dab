"""What comes later than its group's post is told all the same: said aloud, or posted anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.core.findings import Status
from bot.core.jobs import Job
from bot.core.jobs.watch import Watch
from bot.core.model.path import Facts
from bot.core.model.read import Cause, ReadFailed
from playground.slack import Message, seed
from tests.core.alerts.texts import ACCOUNT
from tests.features.alert.world import Alerts, Reader
from tests.features.watch.watching import (
    checks_of,
    have,
    hear,
    in_thread,
    left_to_tell,
    schedule,
    settle,
    text,
    turned,
    unsaid,
)


class Answering(Reader):
    """A Reader whose checks a test answers."""

    def __init__(self, facts: Callable[[str | ReadFailed, str], Facts], like: Reader) -> None:
        super().__init__(names=like.names, account_id=ACCOUNT, broken=like.broken)
        self._facts = facts

    def facts(self, account: str | ReadFailed, name: str) -> Facts:
        return self._facts(account, name)


def early_and_late(world: Alerts) -> tuple[list[str], Job]:
    """Of three budgets two are told; the third's check comes later."""
    names = have(world, 3)
    first, second, third = checks_of(world, turned(world, broken=True))
    for job in (first, second):
        world.worker.work(job)
    settle(world)
    world.clock.pass_(minutes=1)
    return names, third


def late(world: Alerts) -> list[Message]:
    """The lines that the channel shows of the threads."""
    return [m for m in world.slack.messages(seed.FINOPS) if m.broadcast]


def gone(world: Alerts, post: Message) -> None:
    (there,) = [one for one in world.slack.messages(seed.FINOPS) if one.ts == post.ts]
    there.deleted = True


def test_one_that_comes_late_is_drawn_into_the_post_and_said_in_the_channel(world: Alerts) -> None:
    """Of an edit Slack notifies nobody."""
    names, third = early_and_late(world)
    assert "2 budgets" in text(world.posts()[0]) and not late(world)
    world.worker.work(third)
    settle(world)
    (post,) = world.posts()
    assert "3 budgets" in text(post) and all(name in text(post) for name in names)
    (line,) = in_thread(world, post)
    assert line.broadcast
    assert line.text == "❌ 1 more budget does not alert: team-002"
    assert text(line).strip() == line.text
    world.worker.work(replace(third, unsure=True))
    settle(world)
    assert in_thread(world, post) == [line]


def test_a_read_that_is_throttled_is_told_though_a_minute_late(world: Alerts) -> None:
    have(world, 3)
    event = turned(world, broken=True)
    facts, busy = world.reader.facts, ["team-001"]

    def throttled(account: str | ReadFailed, name: str) -> Facts:
        found = facts(account, name)
        if name not in busy:
            return found
        busy.remove(name)
        slow = ReadFailed("DescribeBudget", name, Cause.THROTTLED, "slow down")
        return replace(found, budget=slow, notifications=slow)

    answering = Answering(throttled, world.reader)
    world.worker.parts = replace(world.worker.parts, reader=answering)
    world.work(event, event.event)
    waits: list[Job] = []
    while world.queue.sent:
        sent, world.queue.sent = world.queue.sent, []
        waits += [job for job, delay in sent if delay == 60]
        for job, _ in sorted((one for one in sent if one[1] != 60), key=lambda one: one[1]):
            world.worker.work(job)
    assert "2 budgets" in text(world.posts()[0]) and not late(world)
    world.clock.pass_(seconds=60)
    for job in waits:
        world.worker.work(job)
    settle(world)
    (line,) = late(world)
    assert line.text.endswith("team-001")


def test_a_break_that_comes_to_good_news_reads_as_a_break(world: Alerts) -> None:
    have(world, ["good"])
    was = world.store.verdicts.get(ACCOUNT, "good")
    assert was and world.store.verdicts.forget(was)
    world.store.verdicts.note(replace(was, verdict=Status.BROKEN))
    have(world, ["bad"])
    world.reader.names = ["good", "bad"]
    for name, broken in (("good", False), ("bad", True)):
        world.clock.pass_(minutes=5)
        world.reader.broken = broken
        world.work(Watch(ACCOUNT, name, world.clock().isoformat(), "S.1"), f"S.{name}")
        settle(world)
    (post,) = world.posts()
    assert "❌ 1 of 2 budgets do not alert" in text(post)
    assert "1" in text(post) and "alert again." in text(post)
    (line,) = late(world)
    assert line.text == "❌ 1 more budget does not alert: bad"
    (thread,) = world.store.threads.of_budget(ACCOUNT, "bad")
    assert thread.ts == post.ts


def test_good_news_that_comes_late_is_an_edit_alone(world: Alerts) -> None:
    have(world, 2)
    for name in world.reader.names:
        was = world.store.verdicts.get(ACCOUNT, name)
        assert was and world.store.verdicts.forget(was)
        world.store.verdicts.note(replace(was, verdict=Status.BROKEN))
    world.reader.broken = False
    for name in world.reader.names:
        world.clock.pass_(minutes=5)
        world.work(Watch(ACCOUNT, name, world.clock().isoformat(), "S.1"), f"S.{name}")
        settle(world)
    (post,) = world.posts()
    assert "✅ Mended: 2 budgets" in text(post) and not in_thread(world, post)


@pytest.mark.parametrize("after", [True, False])
def test_a_late_line_that_slack_does_not_answer_is_said_once(world: Alerts, after: bool) -> None:
    _, third = early_and_late(world)
    world.worker.work(third)
    world.slack.fail("chat.postMessage", "internal_error", after=after)
    settle(world)
    for _ in range(3):
        schedule(world, minutes=2)
    (post,) = world.posts()
    assert late(world) == in_thread(world, post) and len(late(world)) == 1
    assert unsaid(world) == ()


def test_a_late_line_that_its_thread_never_takes_is_said_in_the_channel(world: Alerts) -> None:
    _, third = early_and_late(world)
    world.worker.work(third)
    world.slack.fail("chat.postMessage", "restricted_action_thread_locked")
    settle(world)
    _, line = world.posts()
    assert line.text.endswith("does not alert: team-002")


def test_one_that_joins_while_the_first_post_is_unsure_is_said(world: Alerts) -> None:
    """The post is found, and it is known which budgets it showed before it was drawn anew."""
    names = have(world, 2)
    first, second = checks_of(world, turned(world, broken=True))
    world.worker.work(first)
    (tell,) = left_to_tell(world)
    world.slack.fail("chat.postMessage", "internal_error", after=True)
    world.worker.work(tell)
    assert len(world.posts()) == 1
    world.worker.work(second)
    for _ in range(4):
        schedule(world, seconds=90)
    (post,) = world.posts()
    assert "2 budgets" in text(post)
    (line,) = late(world)
    assert line.text.endswith(names[1]) and names[0] not in line.text


def test_one_that_comes_late_is_told_where_somebody_deleted_the_post(world: Alerts) -> None:
    names, third = early_and_late(world)
    (first,) = world.posts()
    gone(world, first)
    world.worker.work(third)
    settle(world)
    (post,) = world.posts()
    assert post.ts != first.ts
    assert "3 budgets" in text(post) and all(name in text(post) for name in names)
    group = world.store.batched_notices.get("e1.told")
    assert group is not None and group.ts == post.ts
    kept = [world.store.threads.of_budget(ACCOUNT, name)[0].ts for name in names]
    assert kept == [first.ts, first.ts, post.ts], "those that have begun keep their thread"
    assert world.queue.sent == []


def test_a_post_that_cannot_be_edited_any_more_is_posted_anew(world: Alerts) -> None:
    _, third = early_and_late(world)
    world.slack.fail("chat.update", "edit_window_closed", times=None)
    world.worker.work(third)
    settle(world)
    first, post = world.posts()
    assert "2 budgets" in text(first) and "3 budgets" in text(post)
    assert not in_thread(world, first)


@pytest.mark.parametrize("deleted", [True, False])
def test_slack_that_fails_after_it_posted_anew_gets_one_more_post(
    world: Alerts, deleted: bool
) -> None:
    """The post before it has the same mark, and is not taken for the new one."""
    _, third = early_and_late(world)
    if deleted:
        gone(world, world.posts()[0])
    else:
        world.slack.fail("chat.update", "edit_window_closed", times=2)
    before = len(world.posts())
    world.slack.fail("chat.postMessage", "internal_error", after=True)
    world.worker.work(third)
    settle(world)
    for _ in range(3):
        schedule(world, minutes=2)
    assert len(world.posts()) == before + 1 and unsaid(world) == ()
    group = world.store.batched_notices.get("e1.told")
    assert group is not None and group.ts == world.posts()[-1].ts
    assert "3 budgets" in text(world.posts()[-1])


def test_a_thread_that_is_gone_is_left_for_the_channel(world: Alerts) -> None:
    """The group's post was a reply: where its root is gone too, nothing can be said there."""
    have(world, 3)
    hear(world, turned(world, broken=True))
    (root,) = world.posts()
    *early, late = checks_of(world, turned(world, broken=False, event="e2"))
    for job in early:
        world.worker.work(job)
    settle(world)
    (reply,) = in_thread(world, root)
    assert "2 budgets alert again" in text(reply)
    gone(world, reply)
    gone(world, root)
    world.worker.work(late)
    settle(world)
    (post,) = world.posts()
    assert "✅ team-002 alerts again" in text(post)
