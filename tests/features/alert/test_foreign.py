"""Messages that AWS Budgets did not write: a crowd of them is one post."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.jobs.alert_threads import PostForeign
from bot.core.jobs.outbox import SendDue
from bot.errors import StoreError
from bot.slack.client import METADATA
from playground.slack import Fault, seed
from playground.slack.model import OTHER_APP_ID, OTHER_BOT_ID, Content
from playground.slack.posts import post
from tests.conftest import EmbeddedAws
from tests.core.alerts.texts import TOPIC, Said
from tests.features.alert.world import NOW, Alerts
from tests.features.check.test_command import everything

EVIL = f"{TOPIC}-evil"


def notices(world: Alerts) -> list[str]:
    return [everything(one.blocks) for one in world.posts()]


def test_thirty_alerts_of_budgets_that_do_not_exist_are_one_post(world: Alerts) -> None:
    for n in range(30):
        world.arrive(f"m{n}", Said(name=f"forged-{n}", amount=f"${n}.00"))
        world.clock.pass_(minutes=1)
    world.again()
    (text,) = notices(world)
    assert "30 messages over money_talks that AWS Budgets may not have written" in text
    assert "forged-0: Actual cost $0.00 is above $200.00" in text and "forged-9" in text
    assert "… and 20 more: the log has each whole." in text
    assert "2026-11-24 12:00 UTC> and <!date" in text and "|2026-11-24 12:29 UTC>" in text
    assert world.lines() == []


def test_each_topic_and_hour_has_its_own(world: Alerts) -> None:
    gone = Said(name="gone")
    for n, topic in enumerate((TOPIC, EVIL)):
        world.work(world.alerted(f"m{n}", gone, topic=topic), f"m{n}")
    world.clock.pass_(hours=1)
    world.arrive("m2", gone)
    world.again()
    assert len(notices(world)) == 3


def test_what_comes_after_the_post_is_drawn_into_it(world: Alerts) -> None:
    for n in range(3):
        world.arrive(f"m{n}", Said(name=f"forged-{n}"))
        world.again()
    (text,) = notices(world)
    assert "3 messages" in text and "forged-2" in text


def test_another_apps_copy_of_a_mark_keeps_nothing_away(world: Alerts) -> None:
    """Every app in the channel reads our metadata, and a notice's mark can be guessed."""
    mark = f"foreign:{TOPIC}:2026-11-24T12"
    copied = post(world.slack.workspace, seed.FINOPS, Content("All is well."))
    copied.bot_id, copied.app_id = OTHER_BOT_ID, OTHER_APP_ID
    copied.metadata = {"event_type": METADATA, "event_payload": {"check": mark}}
    world.arrive(said=Said(name="gone"))
    world.again()
    assert any("1 message over" in text for text in notices(world))


def test_a_copy_is_not_counted(world: Alerts) -> None:
    for _ in range(3):
        world.arrive(said=Said(name="gone"))
    world.arrive(said=Said(name="gone"), unsure=True)
    world.again()
    assert "1 message over" in notices(world)[0]


def test_an_alert_of_a_known_budget_over_another_topic_is_marked(world: Alerts) -> None:
    world.work(world.alerted(topic=EVIL, body=Said(amount="$9,999.00").body))
    world.again()
    (text,) = notices(world)
    assert "harbour-lights: Actual cost $9,999.00 is above $200.00" in text
    assert "It came over a topic that this budget does not use" in text
    assert "Budget alert" not in text and "alert.acknowledge" not in str(world.posts()[0].blocks)
    assert world.store.threads.get("m1") is None


def test_of_other_texts_the_first_of_an_hour_is_whole_and_the_rest_are_lines(
    world: Alerts,
) -> None:
    for n in range(30):
        body = f"News {n} of AWS Budgets <!channel>"
        world.work(world.alerted(f"m{n}", subject="AWS Budgets: news", body=body), f"m{n}")
    world.again()
    whole, rest = notices(world)
    assert "News 0 of AWS Budgets <!channel>" in whole
    assert "29 messages over" in rest and "News 1 of" in rest and "News 0 of" not in rest


def test_adjustments_at_once_are_the_first_and_lines(world: Alerts) -> None:
    body = (
        '{"budgetName": "auto", "previousBudgetLimit": "100 USD", "currentBudgetLimit": "120 USD"}'
    )
    for n in range(2):
        world.work(world.alerted(f"m{n}", subject="", body=body), f"m{n}")
    world.again()
    assert all(
        "auto: AWS Budgets adjusted its limit from 100 USD to 120 USD." in text
        for text in notices(world)
    )


def test_an_answer_of_slacks_that_is_lost_makes_no_second_post(world: Alerts) -> None:
    world.slack.faults.add(Fault("chat.postMessage", drop=True, after=True))
    world.arrive(said=Said(name="gone"))
    world.again()
    world.clock.pass_(minutes=2)
    world.again()
    world.arrive("m2", Said(name="gone-too"))
    world.again()
    (text,) = notices(world)
    assert "2 messages" in text


@pytest.mark.parametrize("code", ["is_archived", "msg_blocks_too_long"])
def test_a_channel_that_takes_none_is_logged(
    world: Alerts, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    world.slack.fail("chat.postMessage", code)
    world.arrive(said=Said(name="gone"))
    world.again()
    assert world.posts() == [] and code in caplog.text
    assert world.queue.sent == []


def test_what_is_not_there_is_not_posted(world: Alerts) -> None:
    world.work(PostForeign(TOPIC, (NOW + timedelta(days=1)).isoformat()))
    assert world.posts() == []


def test_a_table_that_does_not_answer_leaves_it_to_the_schedule(
    world: Alerts, embedded_aws: EmbeddedAws
) -> None:
    world.arrive(said=Said(name="gone"))
    embedded_aws.fault("dynamodb", "TransactWriteItems", code="AccessDeniedException", times=1)
    with pytest.raises(StoreError):
        world.again()
    assert len(world.posts()) == 1, "posted, and where is not kept"
    world.clock.pass_(minutes=2)
    world.work(SendDue())
    world.again()
    world.arrive("m2", Said(name="gone-too"))
    world.again()
    (text,) = notices(world)
    assert "2 messages" in text
