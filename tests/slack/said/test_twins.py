"""Another app and budget-check post the same alert in the same moment: one post remains."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.alerts import Acknowledge, Alerted, SecondLook
from bot.core.thread import Origin, Stage, Thread
from playground.slack import Message, seed
from playground.slack.model import BOT_USER_ID
from tests.conftest import ACCOUNT
from tests.core.alerts.texts import Said
from tests.slack.mend.world import Mending
from tests.slack.said.conftest import BUDGET, TOPIC, alert, say, under

APP = seed.OTHER_APP
NOBODY = Place("", "", "")


@pytest.fixture
def different() -> dict[str, Any]:
    return {"alerts_channel": seed.FINOPS}


def arrive(world: Mending, id: str = "m1") -> None:
    """The alert at our own subscription, and everything that follows from it."""
    said = Said(name=BUDGET)
    what = Alerted(id, TOPIC, said.subject, said.body, world.clock().isoformat())
    world.routes.send(Job(id, NOBODY, what))
    world.settle()


def look_again(world: Mending, id: str = "m1", **how: Any) -> None:
    world.worker.work(Job(f"{id}.second", NOBODY, SecondLook(id), **how))
    world.settle()


def ours(world: Mending) -> list[Message]:
    return [m for m in world.answers() if m.user == BOT_USER_ID]


def thread(world: Mending, id: str = "m1") -> Thread:
    found = world.office.threads.get(id)
    assert found is not None
    return found


def post_of(world: Mending) -> Message:
    """The other app's post, which nobody of us has seen yet: its event is still on its way."""
    return world.slack.person(APP).say("An alert", world.channel).message


def followed(world: Mending, post: Message) -> None:
    """Its event was worked on in the same moment as our alert: neither saw the other."""
    theirs = Thread(
        f"post:{world.channel}:{post.ts}",
        *(ACCOUNT, BUDGET, TOPIC, Origin.POST, world.channel, post.ts, world.clock()),
    )
    assert world.office.threads.begin(theirs)


def test_ours_was_first_and_gives_way(world: Mending) -> None:
    arrive(world)
    assert len(ours(world)) == 1
    post = say(world, "", APP, blocks=alert())
    assert ours(world) == [] and len(under(world, post)) == 1
    assert thread(world).moved_to == post.ts and not thread(world).is_open
    assert [one.ts for one in world.office.threads.of_budget(ACCOUNT, BUDGET) if one.is_open] == [
        post.ts
    ]


def test_a_copy_of_the_alert_posts_nothing_anew(world: Mending) -> None:
    arrive(world)
    say(world, "", APP, blocks=alert())
    arrive(world)
    look_again(world)
    assert ours(world) == []


def test_neither_saw_the_other_and_the_second_look_does(world: Mending) -> None:
    arrive(world)
    followed(world, post_of(world))
    look_again(world)
    assert ours(world) == [] and thread(world).moved_to
    look_again(world, unsure=True)
    assert ours(world) == []


def test_where_there_is_no_other_ours_stays(world: Mending) -> None:
    arrive(world)
    look_again(world)
    assert len(ours(world)) == 1 and thread(world).is_open


def test_another_alert_some_minutes_later_moves_nothing(world: Mending) -> None:
    arrive(world)
    post = post_of(world)
    ts = f"{float(post.ts) + 200:.6f}"
    followed(world, replace(post, ts=ts))
    look_again(world)
    assert len(ours(world)) == 1


@pytest.mark.parametrize("done", ["reply", "reaction", "acknowledged"])
def test_what_somebody_has_used_stays(world: Mending, done: str) -> None:
    arrive(world)
    (mine,) = ours(world)
    person = world.slack.person(seed.MENDER)
    if done == "reply":
        person.say("Mine", world.channel, thread_ts=mine.ts)
    elif done == "reaction":
        mine.reactions.add("eyes")
    else:
        world.routes.send(
            Job("a1", Place("T0BUDGETS", seed.MENDER, world.channel), Acknowledge("m1"))
        )
        world.settle()
    post = say(world, "", APP, blocks=alert())
    assert len(ours(world)) == 1 and under(world, post) == []
    assert thread(world).is_open and thread(world).stage is Stage.OPEN


def test_a_change_that_was_asked_for_under_it_keeps_it(world: Mending) -> None:
    arrive(world)
    (mine,) = ours(world)
    world.preview(mine, "fix.allow-on-key")
    assert world.office.changes.open_changes()
    post = say(world, "", APP, blocks=alert())
    assert len(ours(world)) == 1 and under(world, post) == []


def test_an_attempt_that_died_after_it_deleted_goes_on(world: Mending) -> None:
    arrive(world)
    (mine,) = ours(world)
    mine.deleted = True
    followed(world, post_of(world))
    look_again(world)
    assert thread(world).moved_to


@pytest.mark.parametrize("code", ["cant_delete_message", "missing_scope"])
def test_what_slack_does_not_delete_stays_and_is_followed_up(world: Mending, code: str) -> None:
    arrive(world)
    world.slack.fail("chat.delete", code)
    post = say(world, "", APP, blocks=alert())
    assert len(ours(world)) == 1 and under(world, post) == [] and thread(world).is_open


def test_a_limit_of_slacks_is_waited_out(world: Mending) -> None:
    arrive(world)
    followed(world, post_of(world))
    world.slack.fail("chat.delete", "internal_error")
    look_again(world)
    assert ours(world) == [] and thread(world).moved_to
