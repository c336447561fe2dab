"""The digest: one post a week, never two and none lost, of what the store knows alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.change.log_record import LogRecord
from bot.core.digest import weekly_schedule
from bot.core.findings import Status
from bot.core.jobs.digest import DigestDue
from bot.core.jobs.outbox import SendDue
from bot.core.model.budget import Money, Spend
from bot.core.root_cause import RootCause
from bot.core.snooze import Snooze, SnoozedCause
from bot.store.verdicts import LastVerdict
from playground.slack import Message, seed
from playground.slack.model import APP_ID, TEAM_ID
from tests.core.alerts.texts import ACCOUNT, TOPIC
from tests.features.alert.world import Alerts
from tests.features.watch.conftest import world
from tests.features.watch.watching import schedule, settle, unsaid
from tests.features.world import buttons_of, text_of

__all__ = ["world"]

WEEKLY = weekly_schedule("tuesday 12:30")
"""The world's clock begins on a Tuesday at noon."""


def text(post: Message) -> str:
    return " ".join(text_of(post).split())


@pytest.fixture
def different() -> dict[str, object]:
    return {"digest": WEEKLY}


def have(world: Alerts, name: str, verdict: Status, *, limit: int = 100, spent: int = 50) -> None:
    """A check of now finds it so."""
    down = verdict is not Status.OK
    spend = Spend(Money(f"{limit}", "USD"), Money(f"{spent}", "USD"), None, "MONTHLY")
    code = "topic.policy-silent" if down else ""
    cause = RootCause(code, TOPIC) if down else None
    last = LastVerdict(
        ACCOUNT, name, verdict, code, world.clock(), (TOPIC,), (), spend, cause=cause
    )
    assert world.store.verdicts.put(last)


def tick(world: Alerts, **time: float) -> None:
    """Time passes, and the schedule comes round."""
    world.clock.pass_(**time)
    world.work(DigestDue(), f"due {world.clock()}")
    world.work(SendDue(), f"send {world.clock()}")
    settle(world)


def test_it_comes_once_at_its_time_and_again_a_week_later(world: Alerts) -> None:
    have(world, "cost", Status.OK)
    tick(world, minutes=29)
    assert world.posts() == []
    for _ in range(3):
        tick(world, minutes=1)
    (post,) = world.posts()
    assert post.text == "All budgets alert; none was mended this week"
    tick(world, days=6, hours=23)
    assert len(world.posts()) == 1
    tick(world, hours=1)
    assert len(world.posts()) == 2 and unsaid(world) == ()


def a_week(world: Alerts) -> Message:
    """Four budgets: mended, broken before, broken this week, and well; then the digest."""
    world.clock.pass_(days=-9)
    have(world, "old", Status.BROKEN, limit=500)
    world.clock.pass_(days=5)
    have(world, "back", Status.BROKEN)
    have(world, "fine", Status.OK, limit=9000, spent=3000)
    world.clock.pass_(days=1)
    have(world, "new", Status.BROKEN, limit=800)
    have(world, "back", Status.OK)
    world.clock.pass_(days=3)
    tick(world, minutes=31)
    (post,) = world.posts()
    return post


def test_it_says_what_broke_what_was_mended_and_what_still_does_not_alert(world: Alerts) -> None:
    post = a_week(world)
    said = text(post)
    assert post.text == "2 budgets do not alert; 1 was mended this week"
    assert "❌ 2 of 4 budgets do not alert" in said
    assert "Broke this week:" in said and "Mended this week:" in said
    assert said.index("new") < said.index("back") < said.index("Still open")
    assert "2 budgets do not alert" in said and "USD 1,300 a month" in said
    assert "new, old" in said, "the most money first"
    assert "Spent so far" in str(post.blocks) and "fine" in str(post.blocks)
    assert buttons_of(post) == ["link.home", "home.budgets"]
    assert f"slack://app?team={TEAM_ID}&id={APP_ID}&tab=home" in str(post.blocks)
    assert world.reader.checked == [], "nothing is read at AWS"


def test_without_the_id_of_the_app_there_is_the_list_alone(world: Alerts) -> None:
    world.slack.fail("bots.info", "missing_scope")
    assert buttons_of(a_week(world)) == ["home.budgets"]


def test_what_nobody_could_tell_is_neither_broken_nor_mended(world: Alerts) -> None:
    have(world, "dark", Status.UNKNOWN)
    have(world, "seen", Status.UNKNOWN)
    world.clock.pass_(minutes=1)
    have(world, "seen", Status.OK)
    tick(world, minutes=31)
    (post,) = world.posts()
    said = text(post)
    assert post.text == "Cannot tell whether 1 budget alerts; none was mended this week"
    assert "This week nothing broke, and nothing was mended." in said and "dark" in said
    assert "seen" not in said.partition("Spent so far")[0]


def test_an_old_workspace_gets_bars_of_text(world: Alerts) -> None:
    world.slack.workspace.old = True
    said = text(a_week(world))
    assert "3,000.00 USD of 9,000.00 USD (33 %)" in said and "▓" in said


def test_a_snooze_hides_nothing_from_it(world: Alerts) -> None:
    have(world, "cost", Status.BROKEN)
    cause = SnoozedCause(ACCOUNT, "cost", "topic.policy-silent", TOPIC)
    until = world.clock() + timedelta(days=2)
    now = world.clock()
    record = LogRecord(cause.id, now, seed.MENDER, "snoozed", ACCOUNT, "cost")
    made = Snooze(cause, "cost", seed.MENDER, "known", now, until, "r1")
    assert world.store.snoozes.put(made, record)
    tick(world, minutes=31)
    (post,) = world.posts()
    said = text(post)
    assert post.text.startswith("1 budget does not alert; ")
    assert "Snoozed cost until" in said


def test_slack_that_is_away_hears_of_it_within_the_day(world: Alerts) -> None:
    have(world, "cost", Status.OK)
    world.slack.fail("chat.postMessage", "internal_error", times=2)
    tick(world, minutes=31)
    assert world.posts() == [] and unsaid(world) != ()
    schedule(world, hours=3)
    assert world.posts() == []
    schedule(world, hours=20)
    assert len(world.posts()) == 1 and unsaid(world) == ()


def test_slack_that_is_away_for_an_hour_hears_of_it_once(world: Alerts) -> None:
    have(world, "cost", Status.OK)
    world.slack.fail("chat.postMessage", "internal_error", times=1000)
    tick(world, minutes=31)
    for _ in range(4):
        tick(world, minutes=15)
    assert world.posts() == [] and unsaid(world) != ()
    world.slack.faults.clear()
    tick(world, minutes=15)
    tick(world, minutes=15)
    assert len(world.posts()) == 1 and unsaid(world) == ()


def test_what_no_schedule_looked_at_for_a_day_is_said_when_one_does(world: Alerts) -> None:
    have(world, "cost", Status.OK)
    world.slack.fail("chat.postMessage", "internal_error")
    world.clock.pass_(minutes=31)
    world.work(DigestDue(), "due")
    assert world.posts() == []
    world.clock.pass_(days=1, hours=6)
    world.work(SendDue(), "send")
    settle(world)
    assert len(world.posts()) == 1 and unsaid(world) == ()


def test_slack_that_is_away_for_two_days_hears_of_the_next_week(
    world: Alerts, caplog: pytest.LogCaptureFixture
) -> None:
    have(world, "cost", Status.OK)
    world.slack.fail("chat.postMessage", "internal_error", times=1000)
    tick(world, minutes=31)
    for _ in range(4):
        tick(world, hours=12)
    world.slack.faults.clear()
    assert unsaid(world) == () and "given up after a day" in caplog.text
    tick(world, hours=1)
    assert world.posts() == []
    tick(world, days=5)
    (post,) = world.posts()
    assert post.text == "All budgets alert; none was mended this week"


def test_what_nobody_began_within_a_day_is_left_to_the_next_week(world: Alerts) -> None:
    have(world, "cost", Status.OK)
    tick(world, days=1, minutes=31)
    assert world.posts() == []
    tick(world, days=6)
    assert len(world.posts()) == 1


def test_a_time_that_is_set_anew_makes_no_second_one_in_that_week(world: Alerts) -> None:
    have(world, "cost", Status.OK)
    tick(world, minutes=31)
    later = replace(world.settings, digest=weekly_schedule("thursday 09:00"))
    world.worker.parts = replace(world.worker.parts, settings=later)
    tick(world, days=2)
    assert len(world.posts()) == 1


@pytest.mark.parametrize("different", [{"digest": None}])
def test_without_the_setting_there_is_none(world: Alerts) -> None:
    have(world, "cost", Status.OK)
    tick(world, minutes=31)
    assert world.posts() == []


@pytest.mark.parametrize("different", [{"digest": WEEKLY, "digest_channel": seed.ALERTS}])
def test_it_has_a_channel_of_its_own(world: Alerts) -> None:
    have(world, "cost", Status.OK)
    tick(world, minutes=31)
    assert world.posts() == [] and len(world.posts(seed.ALERTS)) == 1


@pytest.mark.parametrize("different", [{"digest": WEEKLY, "digest_channel": seed.ARCHIVED}])
def test_a_channel_that_takes_nothing_loses_nothing(world: Alerts) -> None:
    have(world, "cost", Status.OK)
    tick(world, minutes=31)
    (post,) = world.posts()
    assert "This belongs in" in text_of(post) and "is archived" in text_of(post)


def test_where_no_budget_is_known_it_says_so(world: Alerts) -> None:
    tick(world, minutes=31)
    (post,) = world.posts()
    assert post.text == "No budget is known yet." and buttons_of(post) == []
