"""A key that shuts out several senders of a topic is one post, which names the kinds of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from bot.core.findings import Status
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.watch import ResourceChanged, SweepAll
from playground.scenarios.catalog import find
from playground.slack import Message, seed
from tests.aws.world import OpenAws
from tests.conftest import ACCOUNT, EmbeddedAws
from tests.features.world import Mending, mending, text_of

SHARED = find("shared-topic")
TOPIC = SHARED.topics[0]
NAMES = ("alarm", "rule", "config")
EVERY = ("alarms", "rules", "config")


@pytest.fixture
def world(embedded_aws: EmbeddedAws, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mending]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", embedded_aws.url)
    opened = OpenAws()
    channel = seed.FINOPS
    with mending(
        embedded_aws, opened, [SHARED.name], alerts_channel=channel, senders=EVERY
    ) as found:
        sweep(found)
        yield found
    opened.close()


def sweep(world: Mending, round: str = "S") -> None:
    world.clock.pass_(hours=6)
    job = Job(f"{round}{world.clock():%d%H%M%S}", NOBODY, SweepAll())
    world.worker.work(job)
    world.settle()


def encrypt(world: Mending, key: str) -> None:
    world.aws.client("sns", TOPIC.region).set_topic_attributes(
        TopicArn=TOPIC.arn, AttributeName="KmsMasterKeyId", AttributeValue=key
    )


def changed(world: Mending, event: str) -> None:
    """CloudTrail tells of it."""
    world.clock.pass_(minutes=1)
    at = world.clock().isoformat()
    what = ResourceChanged(
        event, "SetTopicAttributes", "alice", at, ACCOUNT, TOPIC.region, "topic", TOPIC.arn, "", ""
    )
    world.worker.work(Job(event, NOBODY, what))
    world.settle()


def posts(world: Mending) -> list[Message]:
    return [one for one in world.slack.messages(seed.FINOPS) if one.thread_ts in ("", one.ts)]


def kept(world: Mending) -> dict[str, Status]:
    found = world.store.verdicts.subjects_of(ACCOUNT).items
    return {one.budget.partition(":")[0]: one.verdict for one in found}


def test_the_first_look_keeps_them_and_tells_nothing(world: Mending) -> None:
    assert kept(world) == dict.fromkeys(NAMES, Status.OK)
    assert posts(world) == []
    budgets = world.store.verdicts.of_account(ACCOUNT).items
    assert [one.budget for one in budgets] == [SHARED.budget]
    assert {
        one.budget.partition(":")[0] for one in world.store.verdicts.subjects_on(TOPIC.arn)
    } == {*NAMES}


@pytest.mark.parametrize("by", ["sweep", "event"])
def test_all_that_break_are_one_post_that_is_edited_when_they_are_mended(
    world: Mending, by: str
) -> None:
    encrypt(world, "alias/aws/sns")
    sweep(world) if by == "sweep" else changed(world, "e1")
    assert kept(world) == dict.fromkeys(NAMES, Status.BROKEN)
    (post,) = posts(world)
    assert "❌ 1 budget, 1 alarm, 1 delivery channel, 1 rule do not alert" in text_of(post)
    assert "keeps AWS Budgets, Amazon CloudWatch and Amazon EventBridge out" in text_of(post)
    encrypt(world, "")
    sweep(world) if by == "sweep" else changed(world, "e2")
    (post,) = posts(world)
    assert post.text == "✅ Mended: 1 budget, 1 alarm, 1 delivery channel, 1 rule"


def test_an_alarm_that_breaks_alone_is_told_by_its_name_and_edited(world: Mending) -> None:
    sns = world.aws.client("sns", TOPIC.region)
    before = sns.get_topic_attributes(TopicArn=TOPIC.arn)["Attributes"]["Policy"]
    document = json.loads(before)
    services = [one for one in document["Statement"] if "Service" in one["Principal"]]
    left = [one for one in services if "cloudwatch" not in str(one["Principal"])]

    def write(policy: str) -> None:
        sns.set_topic_attributes(TopicArn=TOPIC.arn, AttributeName="Policy", AttributeValue=policy)

    write(json.dumps({**document, "Statement": left}))
    sweep(world)
    (post,) = posts(world)
    assert post.text.startswith("❌ alarm platform-errors does not alert: ")
    assert "does not let Amazon CloudWatch publish" in text_of(post)
    view = world.preview(post, "fix.allow-on-topic")
    assert "Amazon CloudWatch may publish" in " ".join(text_of(view).split())
    done = world.submit(view)
    assert "Alerts of alarm platform-errors arrive again" in done, done
    (post,) = posts(world)
    assert post.text == "✅ alarm platform-errors alerts again"


def test_several_that_break_without_a_budget_are_mended_by_one_change(world: Mending) -> None:
    sns = world.aws.client("sns", TOPIC.region)
    document = json.loads(sns.get_topic_attributes(TopicArn=TOPIC.arn)["Attributes"]["Policy"])
    left = [one for one in document["Statement"] if "budgets" in str(one["Principal"])]
    policy = json.dumps({**document, "Statement": left})
    sns.set_topic_attributes(TopicArn=TOPIC.arn, AttributeName="Policy", AttributeValue=policy)
    sweep(world)
    (post,) = posts(world)
    assert "❌ 1 alarm, 1 delivery channel, 1 rule do not alert" in text_of(post)
    assert "Mend all 3 (1 change)" in text_of(post)
    view = world.preview(post, "fix.allow-on-topic")
    world.submit(view)
    sweep(world)
    (post,) = posts(world)
    assert post.text == "✅ Mended: 1 alarm, 1 delivery channel, 1 rule"


def test_one_that_is_deleted_is_forgotten_and_not_told(world: Mending) -> None:
    world.aws.client("cloudwatch", TOPIC.region).delete_alarms(AlarmNames=["platform-errors"])
    sweep(world)
    assert kept(world) == {"rule": Status.OK, "config": Status.OK}
    assert posts(world) == []


def test_home_counts_them_in_the_row_of_their_cause(world: Mending) -> None:
    encrypt(world, "alias/aws/sns")
    sweep(world)
    world.slack.person(seed.MENDER).open_home()
    world.settle()
    home = world.slack.home(seed.MENDER)
    assert home and "and 1 alarm, 1 rule" in text_of(home)
