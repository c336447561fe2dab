"""What one cause turns is told in one post: counted, named, once whatever happens."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.findings import Status
from bot.core.jobs import Job, Place, dumps, loads
from bot.core.jobs.said import Mention
from bot.core.jobs.watch import TellGroup, Watch
from bot.core.thread import Origin, Stage, Thread
from bot.core.turn import Member, Turn
from bot.slack.client import Slack
from bot.slack.render.message import sentence
from bot.slack.render.watch_group import BUTTONS, NAMES
from bot.store.groups import Group
from playground.slack import seed
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT, TOPIC, Said
from tests.features.alert.world import NOBODY, Alerts
from tests.features.watch.watching import have, hear, in_thread, say, settle, text, turned, watching


@pytest.fixture
def world(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Alerts]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    with watching(embedded_aws) as found:
        yield found


def test_three_budgets_on_one_topic_are_one_post(world: Alerts) -> None:
    names = have(world, 3)
    hear(world, turned(world, broken=True))
    (post,) = world.posts()
    said = text(post)
    assert "❌ BROKEN: 3 budgets" in said
    assert "Alerts of 3 budgets do not arrive any more." in said
    assert f"All of them hang on {TOPIC}" in said
    assert f"SetTopicAttributes on {TOPIC} by alice" in said
    assert all(name in said for name in names) and said.count("Check") >= 3
    assert "Account 111111111111." in said or f"Account {ACCOUNT}." in said
    threads = [world.store.threads.of_budget(ACCOUNT, name) for name in names]
    assert [len(one) for one in threads] == [1, 1, 1]
    assert {one[0].ts for one in threads} == {post.ts} and all(one[0].group for one in threads)


def test_they_arrive_again_in_the_thread_of_that_post(world: Alerts) -> None:
    have(world, 3)
    hear(world, turned(world, broken=True))
    hear(world, turned(world, broken=False, event="e2"))
    (post,) = world.posts()
    (reply,) = in_thread(world, post)
    assert "Alerts of 3 budgets arrive again." in text(reply)
    hear(world, turned(world, broken=True, event="e3"))
    assert len(world.posts()) == 1
    again = in_thread(world, post)[-1]
    assert "Alerts of 3 budgets do not arrive any more." in text(again)


def test_more_than_a_post_names_are_one_post_within_slacks_limits(world: Alerts) -> None:
    many = BUTTONS + NAMES + 15
    have(world, many)
    hear(world, turned(world, broken=True))
    (post,) = world.posts()
    said = text(post)
    assert f"Alerts of {many} budgets do not arrive any more." in said
    assert said.count("Check") == BUTTONS
    assert "and 15 more" in said
    kept = [one.verdict for one in world.store.verdicts.of_account(ACCOUNT, 300).items]
    assert kept == [Status.BROKEN] * many


def test_events_and_jobs_that_come_again_tell_nothing_again(world: Alerts) -> None:
    have(world, 3)
    event = turned(world, broken=True)
    world.work(event, event.event)
    jobs = list(world.queue.jobs)
    hear(world, event)
    for job in jobs:
        world.worker.work(replace(job, unsure=True))  # SQS delivers twice
    tells = [job for job in world.queue.jobs if isinstance(job.what, TellGroup)]
    settle(world)
    hear(world, event)
    for job in tells:
        world.worker.work(replace(job, unsure=True))
    (post,) = world.posts()
    assert not in_thread(world, post)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_whatever_the_order_of_the_jobs_there_is_one_post(
    world: Alerts, order: tuple[int, ...]
) -> None:
    """Each job that tells comes before the next budget's check, or after all of them."""
    have(world, 3)
    event = turned(world, broken=True)
    world.work(event, event.event)
    watches = [job for job, _ in world.queue.sent]
    world.queue.sent.clear()
    tells: list[Job] = []
    for place in order:
        world.clock.pass_(milliseconds=1)
        world.worker.work(watches[place])
        tells += [job for job in world.queue.jobs if isinstance(job.what, TellGroup)]
        world.queue.sent.clear()
        world.worker.work(tells[-1 if place else 0])
    for job in reversed(tells):
        world.worker.work(job)
    (post,) = world.posts()
    assert "3 budgets do not arrive any more" in text(post)


def test_slack_that_fails_after_it_posted_gets_one_post(world: Alerts) -> None:
    have(world, 3)
    world.slack.fail("chat.postMessage", "internal_error", after=True)
    event = turned(world, broken=True)
    world.work(event, event.event)
    for _ in range(12):
        world.clock.pass_(seconds=20)
        sent, world.queue.sent = world.queue.sent, []
        for job, _delay in sent:
            world.worker.work(job)
    (post,) = world.posts()
    assert "3 budgets do not arrive any more" in text(post)
    assert len(world.store.threads.of_budget(ACCOUNT, "team-000")) == 1


def test_an_attempt_that_died_while_it_posted_is_waited_for_and_looked_for(world: Alerts) -> None:
    have(world, 2)
    event = turned(world, broken=True)
    world.work(event, event.event)
    watches = [job for job in world.queue.jobs if isinstance(job.what, Watch)]
    world.queue.sent.clear()
    for job in watches:
        world.worker.work(job)
    tells = [job for job in world.queue.jobs if isinstance(job.what, TellGroup)]
    found = world.store.groups.get("e1.told")
    assert found is not None
    until = world.clock() + timedelta(seconds=60)
    claim = world.store.groups.step(found, replace(found, posting=until))
    assert claim is not None  # it has posted, and died before it wrote down where
    client = Slack(world.settings.bot_token, world.settings.slack_api_url)
    ts = client.post(seed.FINOPS, sentence("s", "as it was"), "e1.told")
    world.queue.sent.clear()
    world.worker.work(tells[-1])
    (later, wait), *_ = world.queue.sent
    assert isinstance(later.what, TellGroup) and 0 < wait <= 61
    assert len(world.posts()) == 1
    world.clock.pass_(seconds=wait)
    world.worker.work(later)
    (post,) = world.posts()
    assert post.ts == ts and "2 budgets do not arrive any more" in text(post)


def test_a_budget_with_a_thread_of_its_own_is_told_there(world: Alerts) -> None:
    have(world, 3)
    root = say(world, "An alert")
    own = Thread("m1", ACCOUNT, "team-001", TOPIC, Origin.POST, seed.FINOPS, root.ts, world.clock())
    assert world.store.threads.begin(own)
    hear(world, turned(world, broken=True))
    _, post = world.posts()
    assert "2 budgets" in text(post) and "team-001" not in text(post)
    line, answer = in_thread(world, root)
    assert "team-001" in text(line) and "fix." not in text(line)
    assert answer.thread_ts == root.ts


def test_one_that_turned_alone_reads_as_ever(world: Alerts) -> None:
    names = have(world, 3)
    event = turned(world, broken=True)
    world.reader.names = names[:1]  # the others are gone
    hear(world, event)
    (post,) = world.posts()
    assert "Alerts of this budget do not arrive any more." in text(post)
    (answer,) = in_thread(world, post)
    assert names[0] in text(answer)
    (thread,) = world.store.threads.of_budget(ACCOUNT, names[0])
    assert not thread.group and world.store.threads.under(seed.FINOPS, post.ts) == thread


def test_a_job_that_left_its_budget_to_a_later_one_looks_once_more(world: Alerts) -> None:
    """The later one's job may have been at work already when this budget was added."""
    have(world, 2)
    event = turned(world, broken=True)
    world.work(event, event.event)
    watches = [job for job, _ in world.queue.sent]
    world.queue.sent.clear()
    for job in watches:
        world.clock.pass_(seconds=1)
        world.worker.work(job)
    early = next(job for job in world.queue.jobs if isinstance(job.what, TellGroup))
    world.queue.sent.clear()
    world.worker.work(early)
    ((again, wait),) = world.queue.sent
    assert again.attempt == 1 and wait > 45 and world.posts() == []
    world.worker.work(again)  # and the later one's job is lost
    assert "2 budgets do not arrive any more" in text(world.posts()[0])


def test_jobs_that_run_at_once_post_once(world: Alerts) -> None:
    have(world, 3)
    event = turned(world, broken=True)
    world.work(event, event.event)
    watches = [job for job, _ in world.queue.sent]
    world.queue.sent.clear()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(world.worker.work, watches))
        tells = [job for job in world.queue.jobs if isinstance(job.what, TellGroup)]
        world.queue.sent.clear()
        list(pool.map(world.worker.work, [replace(job, attempt=1) for job in tells]))
    world.clock.pass_(seconds=61)
    settle(world)
    (post,) = world.posts()
    assert "3 budgets do not arrive any more" in text(post) and not in_thread(world, post)


def test_a_channel_that_takes_nothing_is_logged_and_tried_no_more(world: Alerts) -> None:
    have(world, 2)
    world.slack.fail("chat.postMessage", "is_archived", times=None)
    hear(world, turned(world, broken=True))
    assert world.posts() == [] and world.queue.sent == []
    group = world.store.groups.get("e1.told")
    assert group is not None and group.shown and not group.ts


def test_a_mention_under_it_asks_for_a_name(world: Alerts) -> None:
    have(world, 2)
    hear(world, turned(world, broken=True))
    (post,) = world.posts()
    place = Place("T0BUDGETS", seed.MENDER, seed.FINOPS, "", post.ts)
    said = say(world, "<@U0BUDGETBOT>", post.ts)
    world.work(Mention(said.ts, "<@U0BUDGETBOT>"), "q1", place)
    shown = world.slack.messages(seed.FINOPS, seen_by=seed.MENDER)
    assert any("about several budgets" in text(m) for m in shown if m.blocks)


def test_an_alert_that_arrives_closes_one_of_them_by_name(world: Alerts) -> None:
    names = have(world, 2)
    hear(world, turned(world, broken=True))
    (post,) = world.posts()
    world.clock.pass_(minutes=5)
    world.arrive("m9", replace(Said(), name=names[1]))
    stages = [world.store.threads.of_budget(ACCOUNT, name)[-1].stage for name in names]
    assert stages == [Stage.OPEN, Stage.DELIVERED]
    assert any(m.text.startswith(f"{names[1]}: ✅ Delivered") for m in in_thread(world, post))


def test_a_job_of_the_version_before_is_still_read() -> None:
    old = dumps(Job("j", NOBODY, Watch("1", "b", "t"))).replace(', "group": ""', "")
    assert "group" not in old and loads(old).what == Watch("1", "b", "t", "")


def test_of_two_that_step_at_once_one_may(world: Alerts) -> None:
    group = Group("g1", seed.FINOPS, "", world.clock())
    one = Member(ACCOUNT, "b", Turn.BROKE, Status.BROKEN, "", None, "j", world.clock())
    world.store.groups.add(group, one)
    world.store.groups.add(group, one)
    assert world.store.groups.members("g1") == (one,)
    seen = world.store.groups.get("g1")
    assert seen is not None
    assert world.store.groups.step(seen, replace(seen, ts="1.2"))
    assert world.store.groups.step(seen, replace(seen, ts="1.3")) is None
