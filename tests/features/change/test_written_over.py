"""CloudTrail tells after the write of somebody's edit right before it: that is said aloud."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from bot.core.change.change import Change
from bot.core.change.state import State
from bot.core.jobs import NOBODY, Job
from bot.events.cloudtrail import take
from playground.slack import seed
from tests.aws.world import OpenAws
from tests.conftest import EmbeddedAws
from tests.core.aws_events.events import OURS, cloudtrail
from tests.features.conftest import GRANT
from tests.features.world import Mending, buttons_of, mending

HEADLINE = "⚠️ Somebody else's edit may be lost: cost-all-services-test"


@pytest.fixture
def world(embedded_aws: EmbeddedAws, opener: OpenAws) -> Iterator[Mending]:
    with mending(embedded_aws, opener, [GRANT]) as here:
        here.mend(GRANT, "allow-on-key")
        yield here


def first_change(world: Mending) -> Change:
    """The one that was applied first."""
    oldest = world.store.log.of_account("111111111111", 100).items[-1]
    found = world.store.changes.get(oldest.change)
    assert found
    return found


def told(world: Mending, policy: str, seconds: int = 4, **different: Any) -> None:
    """EventBridge hands on that somebody put this policy, so long before the first write."""
    key = first_change(world).plan.resource
    write = min(world.store.last_writes.of(key), key=lambda one: one.at)
    at = write.at - timedelta(seconds=seconds)
    event = cloudtrail(
        "kms",
        "PutKeyPolicy",
        {"keyId": key, "policyName": "default", "policy": policy},
        key.split(":")[3],
        **{"eventTime": f"{at:%Y-%m-%dT%H:%M:%SZ}", **different},
    )
    for job in take(event, "") or ():
        world.routes.send(Job(uuid4().hex, NOBODY, job.what))
    world.settle()


def test_it_is_said_once_and_is_in_the_log(world: Mending) -> None:
    lost = {"Version": "2012-10-17", "Statement": []}
    assert "alerts again" in world.story()[-1]
    told(world, json.dumps(lost))
    told(world, json.dumps(lost))
    assert (
        world.story().count(HEADLINE)
        == 1
        == world.records().count("may have written over somebody's edit")
    )
    said = json.dumps(world.thread()[-1].blocks)
    assert "alice@example.com" in said and "their edit may be lost" in said
    assert any("their edit may be lost" in text for text in world.alone(seed.MENDER)) or any(
        "their edit may be lost" in json.dumps(view.blocks)
        for view in world.slack.views(seed.MENDER)
    )
    undo = [one for one in world.thread() if "change.undo" in buttons_of(one)]
    assert len(undo) == 1, "what is applied can still be taken back"


@pytest.mark.parametrize("seconds", [-2, 400])
def test_an_edit_at_another_time_is_none(world: Mending, seconds: int) -> None:
    told(world, "{}", seconds)
    assert HEADLINE not in world.story()


def test_what_the_change_was_made_from_is_none(world: Mending) -> None:
    kept = world.key_policy(GRANT)
    kept["Statement"] = [s for s in kept["Statement"] if "BudgetCheck" not in str(s.get("Sid"))]
    told(world, json.dumps(kept))
    assert HEADLINE not in world.story()


def test_our_own_write_is_none(world: Mending) -> None:
    told(world, json.dumps(world.key_policy(GRANT)), 0)
    told(world, "{}", userIdentity=OURS, userAgent="boto3 job/4bd2-J1")
    assert HEADLINE not in world.story()


def test_our_own_event_that_came_first_hides_it_from_nobody(world: Mending) -> None:
    ours = json.dumps(world.key_policy(GRANT))
    told(world, ours, 0, eventID="own", userIdentity=OURS, userAgent="boto3 job/4bd2-J1")
    told(world, json.dumps({"Version": "2012-10-17", "Statement": []}))
    assert HEADLINE in world.story()


def test_an_undo_in_between_hides_it_from_nobody(world: Mending) -> None:
    """What was lost by the first write is not back by the second."""
    offer = next(one for one in world.thread() if "change.undo" in buttons_of(one))
    world.submit(world.preview(offer, "change.undo"))
    assert first_change(world).state is State.UNDONE
    told(world, json.dumps({"Version": "2012-10-17", "Statement": []}))
    assert world.story().count(HEADLINE) == 1
