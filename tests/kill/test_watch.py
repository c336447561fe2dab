"""The worker is killed while the watch tells; then Slack is asked what people were told."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator

import pytest

from bot.core.jobs import Job
from bot.core.jobs.outbox import Send
from bot.core.jobs.watch import Watch
from bot.events import jobs_of
from bot.jobs.crash_points import CrashPoint
from playground.scenarios.load import find
from playground.scenarios.shared_topic import add_budget
from playground.slack import Message
from playground.slack import seed as people
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.core.aws_events.events import ACCOUNT, cloudtrail
from tests.features.world import Mending, mending, text_of
from tests.kill.test_slack import killed

Processes = multiprocessing.context.ForkServerContext
HEALTHY = "customer-key"
TOPIC = find(HEALTHY).topics[0]
BUDGETS = [find(HEALTHY).budget, "second", "third"]


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    """Three budgets on one topic, whose alerts arrive, as the watch knows."""
    with mending(embedded_aws, opener, [HEALTHY], alerts_channel=people.FINOPS) as here:
        for name in BUDGETS[1:]:
            add_budget(here.aws.client("budgets"), ACCOUNT, name, TOPIC.arn)
        hear(here, {"source": "budget-check.sweep"}, "sweep")
        yield here


def hear(world: Mending, event: dict[str, object], id: str) -> None:
    for job in jobs_of(event, id) or ():
        world.routes.send(job)
    world.settle()


def broken(world: Mending, *holds: type) -> None:
    """Somebody takes the key away; nobody has the jobs of these kinds but the test."""
    for queue in world.soon:
        queue.holds = holds
    given = {"TopicArn": TOPIC.arn, "AttributeName": "KmsMasterKeyId"}
    world.aws.client("sns", TOPIC.region).set_topic_attributes(
        **given, AttributeValue="alias/aws/sns"
    )
    named = {"topicArn": TOPIC.arn, "attributeName": "KmsMasterKeyId"}
    event = cloudtrail("sns", "SetTopicAttributes", named, TOPIC.region)
    hear(world, event, "e1")


def held(world: Mending) -> list[Job]:
    """Those jobs; from now on none is held back."""
    found = [job for queue in world.soon for job in queue.held]
    for queue in world.soon:
        queue.holds = ()
        queue.held.clear()
    return found


def newest(world: Mending, sends: list[Job]) -> Job:
    """The one of the words that the outbox holds: the checks put theirs there at the same time."""
    (found,) = (job for job in sends if _is_kept(world, job))
    return found


def _is_kept(world: Mending, job: Job) -> bool:
    assert isinstance(job.what, Send)
    kept = world.store.outbox.get(job.what.message)
    return kept is not None and kept.revision == job.what.revision


def come_again(world: Mending, jobs: list[Job]) -> None:
    """SQS delivers what nobody has finished, and the schedule comes round."""
    for job in jobs:
        world.routes.send(job)
    world.settle()
    for minutes in (2, 2, 120):
        world.clock.pass_(minutes=minutes)
        world.tick()


def the_post(world: Mending) -> Message:
    """The one that the channel has; nothing is left to be said."""
    (post,) = [one for one in world.answers() if "not alert" in text_of(one)]
    assert world.answers() == [post]
    assert world.store.outbox.due(world.clock()).items == ()
    return post


@pytest.mark.parametrize(
    ("point", "nth"),
    [(CrashPoint.KEPT, 1), (CrashPoint.KEPT, 2), (CrashPoint.SAID, 1), (CrashPoint.KEPT, 3)],
    ids=["turn kept", "member kept", "turn told", "answers kept"],
)
def test_a_check_that_found_it_broken(
    world: Mending, processes: Processes, point: CrashPoint, nth: int
) -> None:
    broken(world, Watch)
    first, *others = held(world)
    killed(world, processes, first, point, nth)
    come_again(world, [first, *others])
    said = text_of(the_post(world))
    assert "3 budgets do not alert" in said
    assert world.thread() == [] or all(one.broadcast for one in world.thread())


@pytest.mark.parametrize("point", [CrashPoint.POSTED, CrashPoint.SAID])
def test_who_posts_it(world: Mending, processes: Processes, point: CrashPoint) -> None:
    broken(world, Send)
    sends = held(world)
    killed(world, processes, newest(world, sends), point)
    assert len(world.answers()) == 1, "Slack has it"
    come_again(world, sends)
    said = text_of(the_post(world))
    assert "3 budgets do not alert" in said
    assert world.thread() == []


def test_one_that_comes_after_the_post_that_nobody_wrote_down(
    world: Mending, processes: Processes
) -> None:
    """It is drawn into the very post, and the channel is told of it alone."""
    broken(world, Watch)
    *watches, last = held(world)
    for queue in world.soon:
        queue.holds = (Send,)
    for job in watches:
        world.routes.send(job)
    world.settle()
    sends = held(world)
    killed(world, processes, newest(world, sends), CrashPoint.POSTED)
    come_again(world, [last])
    said = text_of(the_post(world))
    assert "3 budgets do not alert" in said
    (line,) = world.thread()
    assert isinstance(last.what, Watch) and line.text.endswith(f": {last.what.budget}")
