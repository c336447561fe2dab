"""Whom the post names: who touched what decides, and nobody for certain where two can have."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.aws_events import ResourceChange, ResourceKind
from playground.slack import seed
from tests.core.alerts.texts import ACCOUNT, TOPIC
from tests.features.alert.world import NOW, Alerts
from tests.features.watch.watching import have, hear, settle, text, turned

ALIAS = f"arn:aws:kms:eu-central-1:{ACCOUNT}:alias/another"


@pytest.fixture
def different() -> dict[str, object]:
    return {"menders": (seed.MENDER,)}


BOBS = ResourceChange(
    "e0", "SetTopicAttributes", "bob", NOW, ACCOUNT, "eu-central-1", ResourceKind.TOPIC, TOPIC
)


def before(world: Alerts, one: ResourceChange, **time: float) -> None:
    """It was so long before now."""
    world.store.resource_changes.put(replace(one, at=world.clock() - timedelta(**time)))


def test_our_new_alias_of_another_key_right_before_is_not_who_broke_it(world: Alerts) -> None:
    have(world, 2)
    broke = turned(world, broken=True)
    ours = replace(BOBS, action="CreateAlias", kind=ResourceKind.ALIAS, about=ALIAS, job="J7")
    before(world, ours, seconds=1)
    hear(world, broke)
    (post,) = [one for one in world.slack.messages(seed.FINOPS) if "not alert" in text(one)]
    assert "alice: SetTopicAttributes" in text(post)
    assert "CreateAlias" not in text(post) and "budget-check itself" not in text(post)


def test_where_two_can_have_broken_it_none_is_named_for_certain(world: Alerts) -> None:
    have(world, 2)
    broke = turned(world, broken=True)
    before(world, BOBS, seconds=1)
    hear(world, broke)
    settle(world)
    (post,) = [one for one in world.slack.messages(seed.FINOPS) if "not alert" in text(one)]
    shown = text(post)
    assert "One of these changes:\nalice: SetTopicAttributes" in shown
    assert "\nbob: SetTopicAttributes" in shown and "alice" not in post.text


def test_what_a_check_saw_well_after_is_not_who_broke_it(world: Alerts) -> None:
    have(world, 2)
    broke = turned(world, broken=True)
    before(world, BOBS, seconds=80)
    hear(world, broke)
    (post,) = [one for one in world.slack.messages(seed.FINOPS) if "not alert" in text(one)]
    assert "alice" in post.text and "bob" not in text(post)
