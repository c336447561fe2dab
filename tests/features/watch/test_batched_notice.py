"""What one cause turns is told in one post: counted, named, once whatever happens."""

from __future__ import annotations

import itertools
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.aws_events import ResourceKind
from bot.core.findings import Status
from bot.core.jobs import Job, Place, dumps, loads
from bot.core.jobs.conversation import Mention
from bot.core.jobs.watch import PostBatchedNotice, PostNotice, ResourceChanged, Watch
from bot.core.outgoing import outgoing
from bot.core.thread import Stage, Thread, ThreadOrigin
from bot.core.verdict_change import AffectedBudget, VerdictChange
from bot.features.watch.notice_post import tag
from bot.slack.client import Slack
from bot.slack.render.message import sentence
from bot.store.attributes import Item, attributes, encode, stamp
from bot.store.batched_notices import BatchedNotice
from bot.store.verdicts import LastVerdict
from playground.slack import seed
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import ACCOUNT, TOPIC, Said
from tests.features.alert.world import NOBODY, TABLES, Alerts
from tests.features.watch.watching import (
    checks_of,
    have,
    hear,
    in_thread,
    left_to_tell,
    say,
    schedule,
    settle,
    text,
    turned,
    unsaid,
)


def test_three_budgets_on_one_topic_are_one_post(world: Alerts) -> None:
    names = have(world, 3)
    hear(world, turned(world, broken=True))
    (post,) = world.posts()
    said = text(post)
    assert "❌ 3 budgets do not alert" in said and "One cause:" in said
    assert TOPIC in said and "alice: SetTopicAttributes" in said
    assert "USD 750 a month, 3 above 80 %" in said
    assert all(name in said for name in names) and f"account {ACCOUNT}" in said
    assert post.text.startswith("❌ 3 budgets do not alert: ") and "alice" in post.text
    threads = [world.store.threads.of_budget(ACCOUNT, name) for name in names]
    assert [len(one) for one in threads] == [1, 1, 1]
    assert {one[0].ts for one in threads} == {post.ts} and all(one[0].group for one in threads)


def test_they_alert_again_in_the_thread_of_that_post_which_turns_green(world: Alerts) -> None:
    have(world, 3)
    hear(world, turned(world, broken=True))
    hear(world, turned(world, broken=False, event="e2"))
    (post,) = world.posts()
    (reply,) = in_thread(world, post)
    assert "3 budgets alert again" in text(reply) and not reply.broadcast
    assert post.text == "✅ Mended: 3 budgets" and "Before that they did not, for" in text(post)


def test_another_cause_is_another_post_whatever_threads_there_are(world: Alerts) -> None:
    have(world, 3)
    hear(world, turned(world, broken=True))
    hear(world, turned(world, broken=False, event="e2"))
    hear(world, turned(world, broken=True, event="e3"))
    first, second = world.posts()
    assert "❌ 3 budgets do not alert" in text(second)
    assert "❌ 3 budgets do not alert" in text(first), "it shows how they stand now"
    assert len(in_thread(world, first)) == 1 and not in_thread(world, second)
    hear(world, turned(world, broken=False, event="e4"))
    assert [one.text for one in world.posts()] == ["✅ Mended: 3 budgets"] * 2


def test_more_than_a_post_names_are_one_post_within_slacks_limits(world: Alerts) -> None:
    many = 60
    have(world, many)
    hear(world, turned(world, broken=True))
    (post,) = world.posts()
    said = text(post)
    assert f"❌ {many} budgets do not alert" in said and said.count("team-0") == 3
    assert "Show the budgets" in said
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
    tells = left_to_tell(world)
    for job in tells * 2:
        world.worker.work(replace(job, unsure=True))
    settle(world)
    hear(world, event)
    (post,) = world.posts()
    assert not in_thread(world, post) and unsaid(world) == ()


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
        tells += left_to_tell(world)
        world.worker.work(tells[-1 if place else 0])
    for job in reversed(tells):
        world.worker.work(job)
    (post,) = world.posts()
    assert "3 budgets do not alert" in text(post)


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
    assert "3 budgets do not alert" in text(post)
    assert len(world.store.threads.of_budget(ACCOUNT, "team-000")) == 1


def test_what_the_version_before_began_to_post_is_looked_for(
    world: Alerts, embedded_aws: EmbeddedAws
) -> None:
    """It had claimed the post, made it, and died before it wrote down where."""
    names, aws = have(world, 2), embedded_aws
    client = Slack(world.settings.bot_token, world.settings.slack_api_url)
    ts = client.post(seed.FINOPS, sentence("s", "as it was"), "e1.told")
    shown = affected(world, names[0], "j0")
    earlier(aws, world, "e1.told", posting=stamp(world.clock()), shown="", told=[tag(shown)])
    for n, name in enumerate(names):
        member = affected(world, name, f"j{n}")
        put_raw(aws, "e1.told", f"member:budget:{ACCOUNT}:{name}", attributes(member))
        now = LastVerdict(ACCOUNT, name, Status.BROKEN, "", world.clock(), (TOPIC,))
        assert world.store.verdicts.put(now)
    for n in range(2):
        at = world.clock().isoformat()
        world.work(PostBatchedNotice("e1.told", at), f"j{n}.group", unsure=True)
    settle(world)
    (post,) = world.posts()
    assert post.ts == ts and "2 budgets do not alert" in text(post)
    (line,) = in_thread(world, post)
    assert line.text.endswith(names[1])


@pytest.mark.parametrize("ts", ["", "1.2"])
def test_a_sentence_that_the_version_before_left_is_said_once(
    world: Alerts, embedded_aws: EmbeddedAws, ts: str
) -> None:
    aws = embedded_aws
    earlier(aws, world, "S1.blind", shown="", ts=ts)
    put_raw(aws, "S1.blind", "notice", {"schema": {"N": "1"}, "says": {"S": "Cannot be read."}})
    for _ in range(2):
        world.work(PostBatchedNotice("S1.blind", world.clock().isoformat()), "S1.j", unsure=True)
        settle(world)
    assert [post.text for post in world.posts()] == ([] if ts else ["Cannot be read."])


def affected(world: Alerts, name: str, teller: str) -> AffectedBudget:
    at = world.clock()
    return AffectedBudget(
        ACCOUNT, name, VerdictChange.BROKE, Status.BROKEN, "", None, teller, at, (TOPIC,)
    )


def earlier(aws: EmbeddedAws, world: Alerts, id: str, **different: object) -> None:
    """A notice as the version before kept it."""
    notice = attributes(BatchedNotice(id, seed.FINOPS, "", world.clock()))
    kept = {name: value for name, value in notice.items() if name != "begun"}
    given = {name: encode(tuple(v) if isinstance(v, list) else v) for name, v in different.items()}
    put_raw(aws, id, "group", {**kept, "posting": encode(None), **given})


def put_raw(aws: EmbeddedAws, id: str, under: str, item: Item) -> None:
    keys = {"pk": {"S": f"group:{id}"}, "sk": {"S": under}}
    aws.client("dynamodb").put_item(TableName=TABLES.verdicts, Item={**item, **keys})


def test_a_budget_with_a_thread_of_its_own_counts_and_has_a_line_there(world: Alerts) -> None:
    have(world, 3)
    root = say(world, "An alert")
    own = Thread(
        "m1", ACCOUNT, "team-001", TOPIC, ThreadOrigin.POST, seed.FINOPS, root.ts, world.clock()
    )
    own = replace(own, acknowledged_by=seed.MENDER)
    assert world.store.threads.begin(own)
    hear(world, turned(world, broken=True))
    _, post = world.posts()
    assert "3 budgets do not alert" in text(post) and not in_thread(world, post)
    (line,) = in_thread(world, root)
    assert line.text == "❌ team-001 does not alert, like 2 other budgets with the same cause."
    assert not line.broadcast and seed.MENDER in str(line.blocks), "who acknowledged it hears"
    assert "The whole story" in text(line)


def test_one_that_turned_alone_is_one_message_with_its_mend(world: Alerts) -> None:
    names = have(world, 3)
    event = turned(world, broken=True)
    world.reader.names = names[:1]  # the others are gone
    hear(world, event)
    (post,) = world.posts()
    assert f"❌ {names[0]} does not alert" in text(post) and not in_thread(world, post)
    (thread,) = world.store.threads.of_budget(ACCOUNT, names[0])
    assert not thread.group and world.store.threads.under(seed.FINOPS, post.ts) == thread


def test_one_that_was_left_to_a_later_one_whose_job_is_lost_is_found(world: Alerts) -> None:
    have(world, 2)
    event = turned(world, broken=True)
    world.work(event, event.event)
    watches = [job for job, _ in world.queue.sent]
    world.queue.sent.clear()
    for job in watches:
        world.clock.pass_(seconds=1)
        world.worker.work(job)
    early, _lost = left_to_tell(world)
    world.worker.work(early)
    assert world.posts() == [] and world.queue.sent == []
    schedule(world, minutes=2)
    assert "2 budgets do not alert" in text(world.posts()[0])


def test_those_that_keep_coming_are_not_waited_for_for_ever(world: Alerts) -> None:
    have(world, 12)
    event = turned(world, broken=True)
    world.work(event, event.event)
    watches = [job for job, _ in world.queue.sent]
    world.queue.sent.clear()
    for job in watches:
        world.clock.pass_(seconds=5)
        tells = left_to_tell(world)
        world.worker.work(job)
        for tell in tells:
            world.worker.work(tell)  # each one's job comes when the next is there
    (post,) = world.posts()
    (line,) = in_thread(world, post)
    assert line.text.endswith("team-011"), "the others had been told by then"


def test_jobs_that_run_at_once_post_once(world: Alerts) -> None:
    have(world, 3)
    event = turned(world, broken=True)
    world.work(event, event.event)
    watches = [job for job, _ in world.queue.sent]
    world.queue.sent.clear()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(world.worker.work, watches))
        tells = left_to_tell(world)
        assert len(tells) == 3
        list(pool.map(world.worker.work, tells))
    schedule(world, minutes=2)
    (post,) = world.posts()
    assert "3 budgets do not alert" in text(post) and not in_thread(world, post)


def test_a_channel_that_takes_nothing_is_logged_and_tried_no_more(world: Alerts) -> None:
    have(world, 2)
    world.slack.fail("chat.postMessage", "is_archived", times=None)
    hear(world, turned(world, broken=True))
    assert world.posts() == [] and world.queue.sent == [] and unsaid(world) == ()
    group = world.store.batched_notices.get("e1.told")
    assert group is not None and not group.ts


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
    world.reader.broken = False  # over a path that is broken nothing is proved
    world.arrive("m9", replace(Said(), name=names[1]))
    stages = [world.store.threads.of_budget(ACCOUNT, name)[-1].stage for name in names]
    assert stages == [Stage.OPEN, Stage.DELIVERED]
    assert any(m.text.startswith(f"{names[1]}: ✅ Delivered") for m in in_thread(world, post))


def test_a_job_of_the_version_before_is_still_read() -> None:
    old = dumps(Job("j", NOBODY, Watch("1", "b", "t"))).replace(', "group": ""', "")
    assert "group" not in old and loads(old).what == Watch("1", "b", "t", "")


def test_a_member_is_kept_once_and_of_two_that_step_at_once_one_may(world: Alerts) -> None:
    notices, group = world.store.batched_notices, BatchedNotice("g1", "C1", "", world.clock())
    one = affected(world, "b", "j")
    message = outgoing("g1", Job("r", NOBODY, PostNotice("g1")), world.clock(), world.clock())
    assert notices.add(group, one, message)
    assert not notices.add(group, one, replace(message, id="g1.again"))
    assert notices.members("g1") == (one,) and unsaid(world) == ("g1",)
    later = replace(one, at=one.at + timedelta(seconds=1), turned=VerdictChange.MENDED)
    assert notices.add(group, later, message) and not notices.add(group, one, message)
    assert notices.members("g1") == (later,)
    seen = world.store.batched_notices.get("g1")
    assert seen is not None
    assert world.store.batched_notices.step(seen, replace(seen, ts="1.2"))
    assert world.store.batched_notices.step(seen, replace(seen, ts="1.3")) is None


def test_budgets_that_were_made_right_before_are_told_with_the_others(world: Alerts) -> None:
    """Each is checked for its own sake first, when the topic is broken already."""
    names = have(world, 3)
    world.clock.pass_(seconds=1)
    own = [job for name in names for job in checks_of(world, _made(world, name))]
    event = turned(world, broken=True)
    world.work(event, event.event)
    for job in own:
        world.worker.work(job)
    settle(world)
    (post,) = world.posts()
    assert "❌ 3 budgets do not alert" in text(post)


def _made(world: Alerts, name: str) -> ResourceChanged:
    at, kind = world.clock().isoformat(), ResourceKind.BUDGET.value
    where = (ACCOUNT, "us-east-1", kind, name)
    return ResourceChanged(f"made-{name}", "CreateBudget", "alice", at, *where, "", "")
