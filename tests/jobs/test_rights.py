"""Who may ask: guests, strangers, viewers, and look-ups that fail."""

from __future__ import annotations

import pytest

from playground.slack import Fault, seed
from playground.slack.seed import MENDERS_GROUP
from tests.features.check.test_command import everything
from tests.slack.conftest import World
from tests.waiting import UNHURRIED


def refused(world: World, user: str, channel: str = seed.FINOPS) -> str:
    (told,) = world.command("tax", channel, user)
    assert told.ephemeral and world.aws.checked == []
    return everything(told.blocks)


def test_guests_are_refused(world: World) -> None:
    assert "Guests may not" in refused(world, seed.GUEST)
    assert "Guests may not" in refused(world, seed.SINGLE_CHANNEL_GUEST, seed.ALERTS)


def test_a_stranger_is_refused_at_the_door(world: World) -> None:
    reply = world.slack.person(seed.STRANGER).command("/budget-check tax", seed.FINOPS)
    assert "own Slack workspace" in reply.body
    assert world.seen == []


def test_a_strangers_press_runs_nothing(world: World) -> None:
    answer = world.command("tax")[-1]
    reply = world.slack.person(seed.STRANGER).press(answer, "check.again")
    assert reply.status == 200 and world.queue.drain(UNHURRIED)
    assert world.aws.checked == ["tax"]


def test_a_guests_press_is_refused(world: World) -> None:
    answer = world.command("tax")[-1]
    (told,) = world.press(answer, "check.again", user=seed.GUEST)
    assert told.visible_to == seed.GUEST and not answer.edited
    world.press(answer, "check.details", user=seed.GUEST)
    assert "Guests may not" in everything(world.slack.views(seed.GUEST)[0].blocks)
    assert world.aws.checked == ["tax"]


@pytest.mark.parametrize("viewers", [(seed.MENDER,), (MENDERS_GROUP,)])
def test_viewers_may_ask_and_nobody_else(world: World) -> None:
    world.command("tax")
    assert world.aws.checked == ["tax"]
    (told,) = world.command("tax", user=seed.NOBODY)
    assert "Only who is named in VIEWERS" in everything(told.blocks)
    assert world.aws.checked == ["tax"]


@pytest.mark.parametrize("viewers", [(MENDERS_GROUP,)])
def test_a_group_that_cannot_be_read_refuses(world: World) -> None:
    world.slack.fail("usergroups.users.list", "missing_scope")
    assert "Slack did not say who you are" in refused(world, seed.MENDER)


@pytest.mark.parametrize(
    "fault",
    [
        Fault("users.info", "user_not_found"),
        Fault("users.info", status=503),
        Fault("users.info", drop=True),
    ],
)
def test_a_person_who_cannot_be_looked_up_is_refused(world: World, fault: Fault) -> None:
    world.slack.faults.add(fault)
    assert "Slack did not say who you are" in refused(world, seed.MENDER)


def test_a_rate_limit_on_the_look_up_is_waited_out(world: World) -> None:
    world.slack.faults.add(Fault("users.info", retry_after=1))
    assert world.command("tax")[-1].text.startswith("❌ tax does not alert")


def test_a_refusal_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    refused(world, seed.GUEST)
    assert f"of {seed.GUEST} refused: guest" in caplog.text
