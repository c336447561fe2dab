"""The App Home without tables: who may look, and what Slack refuses."""

from __future__ import annotations

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.home import Home, HomeCheck
from playground.slack import Fault, Reply, seed
from playground.slack.seed import MENDERS_GROUP
from tests.features.check.test_command import everything
from tests.slack.conftest import World
from tests.waiting import UNHURRIED

HOME = {"type": "app_home_opened", "channel": "D1", "tab": "home", "event_ts": "1.1"}


def opened(world: World, user: str = seed.MENDER) -> str:
    """Opens the home; what it says once the work is done."""
    reply = world.slack.person(user).open_home()
    assert reply.in_time and not reply.trouble, reply
    return shown(world, user)


def shown(world: World, user: str = seed.MENDER) -> str:
    assert world.queue.drain(UNHURRIED)
    home = world.slack.home(user)
    return everything(home.blocks) if home else ""


def test_without_tables_it_says_so_and_lists_nothing(world: World) -> None:
    said = opened(world)
    assert "no tables" in said and "tax" not in said
    assert world.aws.checked == []
    assert world.slack.messages() == []


@pytest.mark.parametrize("user", [seed.GUEST, seed.SINGLE_CHANNEL_GUEST])
def test_guests_are_told_that_they_may_not_look(world: World, user: str) -> None:
    said = opened(world, user)
    assert "Guests may not" in said and "ask a full member" in said
    assert world.slack.messages() == []


@pytest.mark.parametrize("viewers", [(MENDERS_GROUP, seed.APPROVER)])
def test_who_is_no_viewer_is_told_whom_to_ask(world: World) -> None:
    said = opened(world, seed.NOBODY)
    assert "Only who is named in VIEWERS" in said
    assert f"Whom to ask: <!subteam^{MENDERS_GROUP}> or <@{seed.APPROVER}>." in said
    assert "no tables" in opened(world, seed.APPROVER)


def test_a_stranger_is_refused_at_the_door(world: World) -> None:
    reply = world.slack.person(seed.STRANGER).open_home()
    assert reply.status == 200 and world.seen == []
    assert shown(world, seed.STRANGER) == ""


def test_the_tab_with_messages_draws_nothing(world: World) -> None:
    person = world.slack.person(seed.MENDER)
    reply = person.event({**HOME, "user": seed.MENDER, "tab": "messages"})
    assert reply.status == 200 and world.seen == []


@pytest.mark.parametrize("event", [HOME, {**HOME, "user": 7}])
def test_an_opening_that_names_nobody_is_refused(world: World, event: dict[str, object]) -> None:
    assert world.slack.person(seed.MENDER).event(event).status == 400
    assert world.seen == []


@pytest.mark.parametrize("metadata", ["[]", "{", "7"])
def test_metadata_that_is_not_ours_is_refused(world: World, metadata: str) -> None:
    event = {**HOME, "user": seed.MENDER, "view": {"private_metadata": metadata}}
    assert world.slack.person(seed.MENDER).event(event).status == 400
    assert world.seen == []


def test_an_event_delivered_twice_shows_one_home(world: World) -> None:
    person = world.slack.person(seed.MENDER)
    reply = person.open_home()
    again: Reply = person.again(reply)
    assert again.status == 200
    assert "no tables" in shown(world)
    assert len(world.seen) == 2 and world.slack.messages() == []


def test_a_rate_limit_is_waited_out(world: World) -> None:
    world.slack.faults.add(Fault("views.publish", retry_after=1))
    assert "no tables" in opened(world)
    assert [c.error for c in world.slack.calls("views.publish")] == ["ratelimited", ""]


def test_an_answer_lost_on_the_way_is_published_again(world: World) -> None:
    world.slack.faults.add(Fault("views.publish", after=True, drop=True))
    assert "no tables" in opened(world)


@pytest.mark.parametrize("code", ["user_not_found", "not_enabled"])
def test_who_can_have_no_home_is_logged_and_left(
    world: World, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    world.slack.fail("views.publish", code, times=None)
    assert opened(world) == ""
    assert len(world.slack.calls("views.publish")) == 1
    assert f"{seed.MENDER} is shown no App Home" in caplog.text and code in caplog.text
    assert "failed" not in caplog.text


def test_what_slack_refuses_to_draw_is_said_and_logged(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.slack.fail("views.publish", "view_too_large")
    said = opened(world)
    assert f"in the log under {world.seen[0].id}" in said
    assert "view_too_large" in caplog.text


def test_a_home_that_moved_on_is_drawn_anew(world: World) -> None:
    opened(world)
    world.worker.work(Job("J", Place("T", seed.MENDER, ""), Home(0, "", "", "another hash")))
    errors = [call.error for call in world.slack.calls("views.publish")]
    assert errors == ["", "hash_conflict", ""]


def test_a_check_without_tables_still_says_what_came_of_it(world: World) -> None:
    opened(world)
    what = HomeCheck("111111111111", "tax", "")
    world.worker.work(Job("J", Place("T", seed.MENDER, ""), what))
    said = shown(world)
    assert "❌ tax does not alert." in said and "no tables" in said
