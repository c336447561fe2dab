"""An alert's thread while its budget is mended: told once, linked, and the alert stays an alert."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from bot.core.jobs import Job, Place
from bot.core.jobs.alert_threads import Alerted
from bot.core.thread import Stage, Thread
from bot.events import jobs_of
from playground.scenarios.load import find
from playground.slack import Message
from playground.slack import seed as people
from tests.events.test_opsitems import update
from tests.features.conftest import GRANT
from tests.features.world import Mending, text_of

SETTINGS = {"alerts_channel": people.FINOPS, "tickets": ("opsitem",)}


@pytest.fixture
def different() -> dict[str, Any]:
    return SETTINGS


def arrive(world: Mending, id: str = "m1") -> Message:
    """An alert of the scenario's budget arrives; its post."""
    scenario = find(GRANT)
    topic = scenario.topics[0]
    body = (
        f"AWS Budget Notification November 24, 2026\nAWS Account {topic.account}\n\n"
        f"Budget Name: {scenario.budget}\nBudget Type: Cost\nBudgeted Amount: $1000.00\n"
        "Alert Type: ACTUAL\nAlert Threshold: > $800.00\nACTUAL Amount: $900.00\n"
    )
    at = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()
    world.routes.send(Job(id, Place("", "", ""), Alerted(id, topic.arn, "AWS Budgets", body, at)))
    world.settle()
    return alert_of(world)


def alert_of(world: Mending) -> Message:
    (post,) = [one for one in world.answers() if "🔔" in text_of(one)]
    return post


def thread(world: Mending) -> Thread:
    found = world.store.threads.get("m1")
    assert found is not None
    return found


def lines_under(world: Mending, post: Message) -> list[str]:
    return [one.text for one in world.thread() if one.thread_ts == post.ts]


def test_mended_from_its_own_buttons_the_story_is_in_its_thread(world: Mending) -> None:
    post = arrive(world)
    assert "❌ The next alert will not" in text_of(post)
    world.submit(world.preview(post, "fix.allow-on-key"))
    told = lines_under(world, post)
    assert [one.split(":")[0] for one in told] == ["✅ cost-all-services-test alerts again"]
    assert thread(world).stage is Stage.EVALUATED and thread(world).changed_at is not None
    now = text_of(alert_of(world))
    assert "The policies let the next alert" in now and "❌" not in now
    assert "🔔" in now and "Acknowledge" in now


def test_its_ticket_is_shown_as_long_as_it_is_open(world: Mending) -> None:
    post = arrive(world)
    world.submit(world.preview(post, "ticket.open"))
    (ticket,) = world.store.opened.open()
    text = " ".join(text_of(alert_of(world)).split())
    assert f"{ticket.ticket} is open, opened by mina" in text
    assert f"Open ticket {ticket.ticket}" in text and "Open a change ticket" not in text
    for job in jobs_of(update(**{"ops-item-id": ticket.ticket}), uuid4().hex) or ():
        world.routes.send(job)
    world.settle()
    assert "Open a change ticket" in text_of(alert_of(world))
    assert "is open" not in text_of(alert_of(world))


def test_mended_from_an_answer_it_is_told_in_the_alerts_thread_with_a_link(world: Mending) -> None:
    post = arrive(world)
    world.mend(GRANT, "allow-on-key")
    told = [one for one in world.thread() if one.thread_ts == post.ts]
    assert [one.text.split(":")[1].strip() for one in told] == [
        "▶️ Asked for, and under way",
        "✅ Done",
    ]
    assert "|The whole story>" in text_of(told[0])
    assert thread(world).stage is Stage.EVALUATED


def test_an_undo_opens_it_again(world: Mending) -> None:
    post = arrive(world)
    world.submit(world.preview(post, "fix.allow-on-key"))
    (applied,) = [one for one in world.thread() if "change.undo" in str(one.blocks)]
    world.submit(world.preview(applied, "change.undo"))
    assert thread(world).stage is Stage.OPEN
    assert "❌ The next alert will not" in text_of(alert_of(world))


def test_a_ticket_is_told_there_too(world: Mending) -> None:
    post = arrive(world)
    answer = world.check(GRANT)
    world.submit(world.preview(answer, "ticket.open"))
    told = lines_under(world, post)
    (line,) = told
    assert line.startswith("🎫 mina opened oi-") and line.count(thread(world).budget) == 1


def test_acknowledge_and_check_again_go_from_the_button_to_the_message(world: Mending) -> None:
    post = arrive(world)
    world.press(post, "alert.acknowledge")
    assert f"Acknowledged by <@{people.MENDER}>" in text_of(alert_of(world))
    world.press(alert_of(world), "alert.again")
    assert "🔔 " in text_of(alert_of(world))
