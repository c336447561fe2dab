"""What happens after the alert: acknowledged, reminded of, mended; and the next one arrives."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.core.findings import Status
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.alert_threads import Follow, PostThread, Remind
from bot.core.jobs.alerts import Acknowledge, AlertAgain
from bot.core.jobs.outbox import Send
from bot.core.outgoing import outgoing
from bot.core.thread import Stage, Thread, ThreadOrigin
from bot.store.verdicts import LastVerdict
from playground.slack import Fault, seed
from tests.core.alerts.texts import ACCOUNT, TOPIC, Said
from tests.features.alert.world import NAME, NOW, Alerts
from tests.features.check.test_command import everything


def thread(world: Alerts, id: str = "m1") -> Thread:
    found = world.store.threads.get(id)
    assert found is not None
    return found


def first(world: Alerts, n: int = 0) -> str:
    return everything(world.posts()[n].blocks)


def changed(stage: str = "evaluated", ts: str = "", mark: str = "c1.applied") -> Follow:
    says = "✅ Done: Let AWS Budgets use the key."
    at = (NOW + timedelta(hours=1)).isoformat()
    return Follow(ACCOUNT, NAME, mark, says, seed.FINOPS, ts, stage, at)


def seen(world: Alerts, state: str, hours: int) -> None:
    """A check, so many hours later, found the notification in this state."""
    world.reader.state, was = state, world.reader.now
    world.reader.now = NOW + timedelta(hours=hours)
    world.press(AlertAgain("m1"), id=f"seen{hours}")
    world.reader.now = was


def test_acknowledging_is_shown_in_the_first_message(world: Alerts) -> None:
    world.arrive()
    world.press(Acknowledge("m1"))
    assert f"Acknowledged by <@{seed.MENDER}>" in first(world)
    assert "alert.acknowledge" not in str(world.posts()[0].blocks)
    assert thread(world).acknowledged_by == seed.MENDER


def test_the_first_to_acknowledge_counts_and_the_second_is_told(world: Alerts) -> None:
    world.arrive()
    world.press(Acknowledge("m1"))
    world.press(Acknowledge("m1"), seed.APPROVER, "p2")
    assert thread(world).acknowledged_by == seed.MENDER
    shown = world.slack.messages(seed.FINOPS, seen_by=seed.APPROVER)
    assert [m.text for m in shown if m.ephemeral] == [
        "Somebody else has acknowledged this alert already."
    ]


def test_an_alert_that_nobody_knows_is_said_to_who_pressed(world: Alerts) -> None:
    world.press(Acknowledge("gone"))
    world.press(AlertAgain("gone"))
    shown = world.slack.messages(seed.FINOPS, seen_by=seed.MENDER)
    assert all("does not know this alert any more" in m.text for m in shown if m.ephemeral)


def test_check_again_draws_what_is_there_now(world: Alerts) -> None:
    world.arrive()
    world.reader.broken = False
    world.press(AlertAgain("m1"))
    assert "❌ BROKEN" not in first(world)


def marked(world: Alerts, times: int) -> None:
    """So many reasons to draw it anew, of which nobody has drawn one yet."""
    for n in range(times):
        job = Job(f"r{n}", NOBODY, PostThread("m1"))
        world.store.outbox.put(outgoing("m1.first", job, world.clock(), world.clock()))


def test_ten_reasons_to_draw_it_anew_are_one_drawing(world: Alerts) -> None:
    world.arrive()
    marked(world, 10)
    for n in range(10):
        world.work(Send("m1.first"), f"s{n}")
    assert len(world.posts()[0].before) == 1


def test_a_reason_to_draw_anew_what_may_be_posted_already_posts_no_second(world: Alerts) -> None:
    world.slack.faults.add(Fault("chat.postMessage", drop=True, after=True))
    world.arrive()  # posted, and the answer lost
    assert thread(world).ts == ""
    marked(world, 1)
    world.work(Send("m1.first"))
    assert [post.ts for post in world.posts()] == [thread(world).ts]


def test_where_slack_never_takes_a_drawing_it_stays(world: Alerts) -> None:
    world.arrive()
    world.slack.fail("chat.update", "message_not_found")
    marked(world, 1)
    world.work(Send("m1.first"))
    assert world.waiting() == [] and world.store.outbox.due(world.clock()).items == ()


def test_what_is_not_posted_yet_is_looked_at_again_and_in_the_end_no_more(world: Alerts) -> None:
    world.slack.faults.add(Fault("chat.postMessage", retry_after=5))
    world.arrive()
    world.queue.sent.clear()
    for hours in (2, 23):
        world.clock.pass_(hours=hours)
        world.work(Remind())
    assert world.store.threads.due(world.clock() + timedelta(days=1)).items == ()
    assert world.lines() == []


def test_still_not_acknowledged_is_said_once(world: Alerts) -> None:
    world.arrive()
    world.work(Remind())
    assert world.lines() == []
    world.clock.pass_(minutes=61)
    for _ in range(3):
        world.work(Remind())
        world.clock.pass_(minutes=11)
    assert world.lines() == [
        f"{NAME}: ⏰ Nobody has acknowledged this alert, 1 h 1 min after it arrived."
    ]


def test_a_later_step_of_the_thread_reminds_of_it_no_second_time(world: Alerts) -> None:
    world.arrive()
    world.clock.pass_(minutes=61)
    world.work(Remind())
    world.work(changed())
    world.clock.pass_(minutes=20)
    world.work(Remind())
    assert len([one for one in world.lines() if "Nobody has" in one]) == 1


def test_what_is_acknowledged_is_not_reminded_of(world: Alerts) -> None:
    world.arrive()
    world.press(Acknowledge("m1"))
    world.clock.pass_(days=1)
    world.work(Remind())
    assert world.lines() == []


def test_a_reminder_that_slack_did_not_take_comes_later(world: Alerts) -> None:
    world.arrive()
    world.clock.pass_(minutes=61)
    world.slack.faults.add(Fault("chat.postMessage", retry_after=5))
    world.work(Remind())
    assert world.lines() == []
    world.clock.pass_(minutes=11)
    world.again()
    assert len(world.lines()) == 1


def test_a_channel_that_is_archived_meanwhile_is_logged(
    world: Alerts, caplog: pytest.LogCaptureFixture
) -> None:
    world.arrive()
    world.clock.pass_(minutes=61)
    world.slack.fail("chat.postMessage", "is_archived")
    world.work(Remind())
    world.slack.fail("chat.update", "is_archived")
    world.work(changed())
    assert "Slack refuses for good: m1.reminder in the thread" in caplog.text
    assert "Slack refuses for good: drawing the first message of thread m1 anew" in caplog.text


def test_a_change_is_told_in_the_thread_with_a_link(world: Alerts) -> None:
    world.arrive()
    world.reader.broken = False
    world.work(changed(ts="1.1"))
    (line,) = world.lines()
    assert line == f"{NAME}: ✅ Done: Let AWS Budgets use the key."
    assert thread(world).stage is Stage.EVALUATED
    assert thread(world).changed_at == NOW + timedelta(hours=1)
    assert "The policies let the next alert through. Only one that arrives proves it." in first(
        world
    )


def test_in_its_own_thread_a_change_is_not_told_twice(world: Alerts) -> None:
    world.arrive()
    world.work(changed(ts=world.posts()[0].ts))
    assert world.lines() == [] and thread(world).stage is Stage.EVALUATED


def test_the_same_news_twice_is_one_line(world: Alerts) -> None:
    world.arrive()
    world.work(changed())
    world.work(changed(), unsure=True)
    assert len(world.lines()) == 1


def test_a_rate_limit_among_several_threads_repeats_none(world: Alerts) -> None:
    world.arrive()
    world.clock.pass_(minutes=1)
    world.reader.state = "OK"
    world.arrive("m2")
    world.slack.faults.add(Fault("chat.update", retry_after=5))
    world.work(changed())
    world.again()
    assert len(world.lines()) == 2
    assert all("The policies let" in first(world, n) for n in range(2))


def test_an_undo_sets_back_what_was_evaluated(world: Alerts) -> None:
    world.arrive()
    world.work(changed())
    undone = changed("open", mark="c2.applied")
    world.work(undone._replace(at=(NOW + timedelta(hours=2)).isoformat()))
    assert thread(world).stage is Stage.OPEN


def test_news_that_say_nothing_only_draw_anew(world: Alerts) -> None:
    world.arrive()
    world.reader.broken = False
    world.work(changed()._replace(says="", stage="", at=""))
    assert world.lines() == [] and "BROKEN" not in first(world)


def test_the_next_alert_closes_the_thread_as_delivered_with_the_times(world: Alerts) -> None:
    world.arrive()
    world.work(changed())
    world.clock.pass_(hours=3)
    seen(world, "OK", hours=2)
    world.reader.state, world.reader.broken = "ALARM", False
    world.arrive("m2", Said(threshold="$200.00"))
    assert thread(world).stage is Stage.DELIVERED
    assert thread(world).delivered_at == NOW + timedelta(hours=3)
    assert thread(world, "m2").is_open
    assert world.lines()[1] == (
        f"{NAME}: ✅ Delivered: an alert arrived at budget-check's subscription 2026-11-24 15:00 "
        "UTC, 2 h after the change was applied (2026-11-24 13:00 UTC). Whether it reached the "
        "other endpoints, SNS does not say."
    )
    proved = "Proved: an alert arrived at budget-check's subscription, <!date^"
    assert proved in first(world) and "|2026-11-24 15:00 UTC>" in first(world)
    assert len(world.posts()) == 2


def test_what_was_in_alarm_before_the_change_and_since_proves_nothing(world: Alerts) -> None:
    """Its alert was lost, and is never sent again: a message that looks like it is another's."""
    world.arrive()
    world.work(changed())
    world.clock.pass_(hours=3)
    world.arrive("m2")
    assert thread(world).stage is Stage.EVALUATED
    assert not any("Delivered" in line for line in world.lines())


def test_what_the_check_after_a_change_finds_in_alarm_was_so_before(world: Alerts) -> None:
    world.reader.state = "OK"
    world.arrive()
    world.reader.state = "ALARM"
    world.reader.now = NOW + timedelta(hours=1, seconds=2)
    world.work(changed())
    world.clock.pass_(hours=3)
    world.arrive("m2")
    assert thread(world).stage is Stage.EVALUATED


def test_a_new_period_alerts_anew(world: Alerts) -> None:
    world.arrive()
    world.work(changed())
    world.reader.broken = False
    world.clock.pass_(days=10)
    world.arrive("m2")
    assert thread(world).stage is Stage.DELIVERED


def test_copies_of_the_next_alert_say_it_once(world: Alerts) -> None:
    world.arrive()
    world.reader.broken = False
    world.clock.pass_(hours=3)
    for _ in range(3):
        world.arrive("m2")
    world.arrive("m2", unsure=True)
    assert len(world.lines()) == 1


def test_what_broke_off_between_closing_and_telling_is_told(world: Alerts) -> None:
    world.arrive()
    world.reader.broken = False
    world.clock.pass_(hours=3)
    world.slack.faults.add(Fault("chat.update", retry_after=5))
    world.arrive("m2")
    assert "Proved:" not in first(world)
    world.again()
    assert len(world.lines()) == 1 and "Proved:" in first(world)


def test_out_of_order_the_earlier_one_is_closed_by_the_later(world: Alerts) -> None:
    world.reader.broken = False
    early = world.alerted("m1")
    world.clock.pass_(hours=3)
    world.arrive("m2")
    world.work(early, "m1")
    assert thread(world, "m1").stage is Stage.DELIVERED
    assert thread(world, "m1").delivered_at == NOW + timedelta(hours=3)
    assert thread(world, "m2").is_open


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ("OK", Said()),  # no notification is in ALARM
        ("ALARM", Said(threshold="$111.00")),  # it is no notification's
        ("ALARM", Said(kind="FORECASTED")),
    ],
)
def test_what_proves_nothing_closes_nothing(world: Alerts, state: str, said: Said) -> None:
    world.arrive()
    world.reader.state = state
    world.clock.pass_(hours=3)
    world.arrive("m2", said)
    assert thread(world).is_open and world.lines() == []


def test_by_a_path_that_is_broken_now_nothing_was_delivered(world: Alerts) -> None:
    """Somebody else wrote it: AWS Budgets' own publish is refused, while the state turns."""
    world.reader.state = "OK"
    world.arrive()
    world.clock.pass_(hours=3)
    world.reader.state = "ALARM"
    world.arrive("m2")
    assert thread(world).is_open and world.lines() == []


@pytest.mark.parametrize("knows", [TOPIC, ""])
def test_over_a_topic_that_the_budget_does_not_use_nothing_was_delivered(
    world: Alerts, knows: str
) -> None:
    """Whoever may publish to any topic of the account could close the thread by a copied text."""
    world.reader.state, world.reader.broken = "OK", False
    theirs = Thread(
        "p1", ACCOUNT, NAME, knows, ThreadOrigin.POST, seed.FINOPS, f"{NOW.timestamp():.6f}", NOW
    )
    world.store.threads.begin(theirs)
    world.clock.pass_(hours=3)
    world.reader.state = "ALARM"
    world.work(world.alerted("m2", topic=f"{TOPIC}-evil"), "m2")
    world.again()
    assert thread(world, "p1").is_open and world.lines() == []
    assert "It came over a topic that this budget does not use" in first(world)
    world.arrive("m3")
    assert thread(world, "p1").stage is Stage.DELIVERED


def test_over_a_topic_that_the_budget_has_left_nothing_was_delivered(world: Alerts) -> None:
    world.reader.state, world.reader.broken = "OK", False
    world.arrive()
    world.clock.pass_(hours=3)
    world.reader.state, world.reader.topic = "ALARM", f"{TOPIC}-new"
    world.arrive("m2")
    assert thread(world).is_open


@pytest.mark.parametrize("different", [{"broken": True}, {"topic": f"{TOPIC}-new"}])
def test_verified_over_a_path_that_does_not_lead_there_is_somebody_elses(
    world: Alerts, different: dict[str, Any]
) -> None:
    """Whoever may publish to the topic can write that text too."""
    world.reader.broken = False
    world.arrive()
    world.store.verdicts.put(LastVerdict(ACCOUNT, NAME, Status.OK, "", NOW, (TOPIC,)))
    for name, value in different.items():
        setattr(world.reader, name, value)
    world.clock.pass_(minutes=5)
    world.work(world.alerted("m2", subject="SNS Topic Verified!", body="SNS Topic Verified!"))
    assert world.lines() == [] and thread(world).stage is Stage.OPEN


def test_verified_by_aws_is_a_proof_and_no_alert(world: Alerts) -> None:
    world.reader.broken = False
    world.arrive()
    world.store.verdicts.put(LastVerdict(ACCOUNT, NAME, Status.OK, "", NOW, (TOPIC,)))
    world.clock.pass_(minutes=5)
    for n in (2, 3):
        world.work(
            world.alerted(f"m{n}", subject="SNS Topic Verified!", body="SNS Topic Verified!")
        )
    assert len(world.posts()) == 1 and len(world.lines()) == 1
    assert "✅ Accepted" in world.lines()[0] and "reaches the topic" in first(world)
    assert thread(world).stage is Stage.ACCEPTED


def test_verified_before_the_alert_proves_nothing_of_it(world: Alerts) -> None:
    before = world.alerted("m0", subject="SNS Topic Verified!", body="SNS Topic Verified!")
    world.clock.pass_(minutes=5)
    world.arrive()
    world.work(before)
    assert thread(world).stage is Stage.OPEN
