"""A path that breaks again sets back what its open threads had proved of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.jobs.alert_threads import Follow
from bot.core.jobs.alerts import Acknowledge
from bot.core.thread import Stage, Thread
from bot.slack.client import Slack
from playground.slack import Fault, Message, seed
from tests.core.alerts.texts import ACCOUNT, Said
from tests.features.alert.world import NAME, Alerts
from tests.features.watch.watching import have, hear, in_thread, schedule, turned
from tests.features.world import text_of


@pytest.fixture
def world(world: Alerts) -> Alerts:
    """An alert has arrived, and its thread stands at *evaluated*."""
    have(world, [NAME])
    world.reader.broken, world.reader.state = False, "OK"
    world.arrive()
    world.clock.pass_(minutes=5)
    applied(world)
    assert thread(world).stage is Stage.EVALUATED
    return world


def applied(world: Alerts, mark: str = "c1", **ago: float) -> None:
    at = (world.clock() - timedelta(**ago)).isoformat()
    world.work(Follow(ACCOUNT, NAME, mark, "Applied.", seed.FINOPS, "", "evaluated", at), mark)


def thread(world: Alerts, id: str = "m1") -> Thread:
    found = world.store.threads.get(id)
    assert found is not None
    return found


def test_a_break_opens_it_again_and_draws_it_anew(world: Alerts) -> None:
    hear(world, turned(world, broken=True))
    assert thread(world).stage is Stage.OPEN and thread(world).broke_at == world.clock()
    shown = text_of(world.posts()[0])
    assert "stays open until the next alert" in shown and "will not arrive" in shown
    (line,) = heard(world)
    assert line.text.startswith(f"❌ {NAME} does not alert: ")


def heard(world: Alerts) -> list[Message]:
    """What the channel shows of its threads."""
    return [one for one in world.slack.messages(seed.FINOPS) if one.broadcast]


def test_a_break_in_an_open_thread_is_seen_in_the_channel_by_who_acknowledged(
    world: Alerts,
) -> None:
    """One message, with what mends it; it turns green, and that is a quiet reply."""
    world.press(Acknowledge("m1"))
    hear(world, turned(world, broken=True))
    (line,) = heard(world)
    client = Slack(world.settings.bot_token, world.settings.slack_api_url)
    assert client.newest(seed.FINOPS)["text"] == line.text
    assert f"❌ {NAME} does not alert" in text_of(line)
    assert str(line.blocks).count(f"'user_id': '{seed.MENDER}'") == 1
    assert len(in_thread(world, world.posts()[0])) == 2, "the change's line, and this one"
    hear(world, turned(world, broken=False, event="e2"))
    assert heard(world) == [line] and line.text == f"✅ {NAME} alerts again"
    *_, back = in_thread(world, world.posts()[0])
    assert back.text == f"✅ {NAME} alerts again. Mended by alice: SetTopicAttributes."
    assert not back.broadcast and seed.MENDER not in str(back.blocks)


def test_the_next_alert_that_is_delivered_closes_it(world: Alerts) -> None:
    hear(world, turned(world, broken=True))
    world.clock.pass_(hours=1)
    hear(world, turned(world, broken=False, event="e2"))
    assert thread(world).stage is Stage.OPEN
    world.reader.state = "ALARM"
    world.arrive("m2", Said())
    assert thread(world).stage is Stage.DELIVERED
    assert "1 h 1 min after it was found broken again" in world.lines()[-1]


def test_an_alert_from_before_the_break_closes_nothing(world: Alerts) -> None:
    early = world.alerted("m0")
    hear(world, turned(world, broken=True))
    world.reader.state = "ALARM"
    world.work(early, "m0")
    assert thread(world).stage is Stage.OPEN


def test_a_change_from_before_the_break_that_comes_late_evaluates_nothing(world: Alerts) -> None:
    hear(world, turned(world, broken=True))
    applied(world, "c0", seconds=30)
    assert thread(world).stage is Stage.OPEN
    world.clock.pass_(minutes=1)
    applied(world, "c2")
    assert thread(world).stage is Stage.EVALUATED


def test_what_could_not_be_told_or_arrives_again_sets_back_nothing(world: Alerts) -> None:
    hear(world, turned(world, broken=False))
    assert thread(world).stage is Stage.EVALUATED


def test_a_job_that_comes_again_says_it_once(world: Alerts) -> None:
    world.slack.faults.add(Fault("chat.update", retry_after=5))
    hear(world, turned(world, broken=True))
    schedule(world, minutes=2)
    assert len(heard(world)) == 1 and len([t for t in world.lines() if "not alert" in t]) == 1
    assert thread(world).stage is Stage.OPEN
    assert "stays open until the next alert" in text_of(world.posts()[0])
