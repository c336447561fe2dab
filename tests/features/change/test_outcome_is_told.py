"""A worker dies between the outcome and its telling: Slack is told all the same, and once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from bot.core.change.events import EventType
from bot.core.change.state import State
from bot.core.jobs import Job, Place
from bot.core.jobs.change_steps import Apply
from bot.jobs.crash_points import CrashPoint, Point
from playground.scenarios.load import find
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.features.world import Mending, buttons_of, mending, text_of

NAME = "customer-key-without-budgets"
OTHERS = {
    "Sid": "Others",
    "Effect": "Allow",
    "Principal": {"Service": "events.amazonaws.com"},
    "Action": "kms:Decrypt",
    "Resource": "*",
}


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [NAME]) as here:
        yield here


def die() -> None:
    raise RuntimeError("the worker is gone")


def change_id(world: Mending) -> str:
    records = world.store.log.of_account("111111111111", 50).items
    return next(record.change for record in records if record.change)


def delivered_again(world: Mending) -> None:
    """SQS hands the job over once more, and the schedule comes round."""
    apply = Apply(change_id(world))
    place = Place("", "U0MENDER", world.channel)
    world.routes.send(Job(uuid4().hex, place, apply, attempt=1, unsure=True))
    world.settle()
    world.tick()


def overwrite(world: Mending) -> Callable[[], None]:
    """Somebody else replaces the statement that was just written."""

    def edit() -> None:
        kms = world.aws.client("kms", find(NAME).topics[0].region)
        arn = kms.describe_key(KeyId=world.topic(NAME)["KmsMasterKeyId"])["KeyMetadata"]["Arn"]
        document = json.loads(kms.get_key_policy(KeyId=arn)["Policy"])
        kept = [s for s in document["Statement"] if "BudgetCheck" not in s.get("Sid", "")]
        document["Statement"] = [*kept, OTHERS]
        kms.put_key_policy(KeyId=arn, Policy=json.dumps(document))

    return edit


@pytest.mark.parametrize("point", [EventType.APPLIED, CrashPoint.RELEASED])
def test_it_worked(world: Mending, point: Point) -> None:
    answer = world.check(NAME)
    view = world.preview(answer, "fix.allow-on-key")
    world.at[point] = die
    assert "Working" in world.submit(view)
    change = world.store.changes.get(change_id(world))
    assert change and change.state is State.APPLIED
    for _ in range(3):
        delivered_again(world)
    world.clock.pass_(minutes=2)
    world.tick()
    _is_told(world, "alerts again")
    assert "✅ Done" in text_of(view)
    assert ["change.undo"] in [buttons_of(one) for one in world.thread()]
    assert "✅" in world.answers()[0].text


@pytest.mark.parametrize("point", [EventType.FAILED, CrashPoint.RELEASED])
def test_it_failed(world: Mending, point: Point) -> None:
    view = world.preview(world.check(NAME), "fix.allow-on-key")
    world.at[CrashPoint.RECORDED] = overwrite(world)
    world.at[point] = die
    assert "Working" in world.submit(view)
    change = world.store.changes.get(change_id(world))
    assert change and change.state is State.FAILED
    delivered_again(world)
    world.clock.pass_(minutes=2)
    world.tick()
    _is_told(world, "❌ Failed")
    assert "Failed" in text_of(view)


def _is_told(world: Mending, headline: str) -> None:
    """Once, however often the schedule comes round from now on."""
    for minutes in (0, 2, 120):
        world.clock.pass_(minutes=minutes)
        world.tick()
    told = [line for line in world.story() if headline in line]
    assert len(told) == 1, world.story()
