"""Alerts of every shape: within Slack's limits, in nobody else's markup, saying what they must."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from bot.core.alerts.message import Alert
from bot.core.findings import Status
from bot.core.texts.visible import visible
from bot.core.thread import Stage
from bot.slack.render.alert import alert_message, standing
from bot.slack.render.fix_buttons import FixButtons
from bot.slack.render.open_ticket import OpenTicket
from bot.slack.render.parts import escape
from bot.slack.render.phrase import spoken
from tests.core.alerts.texts import TOPIC
from tests.slack.render.alerting import (
    ALERTS,
    LOOKS,
    NOW,
    alert,
    look,
    messages,
    notification,
    thread,
)
from tests.slack.render.limits import check_message, walk
from tests.slack.render.shapes import REPORTS
from tests.slack.render.test_reports import says


def test_everything_is_within_the_limits() -> None:
    for message in messages():
        check_message(message)


def test_nobody_is_ever_mentioned_but_who_acknowledged() -> None:
    for message in messages():
        for text in walk(message.blocks):
            if text.get("type") == "mrkdwn":
                assert text["verbatim"] is True
                shown = r"<https://[^<>|]*\|[^<>|]+>|<@U0MENDER>|<!date\^\d+\^[^<>|]+\|[^<>|]+>"
                rest = re.sub(shown, "", str(text["text"]))
                assert "<" not in rest and "channel" not in rest
        assert "<" not in message.text


def test_an_unread_budget_names_the_permission() -> None:
    text = says(alert_message("j", thread(), alert(), LOOKS["unread"]).blocks)
    assert "Could not read the budget. AWS refused it" in text and "budgets:ViewBudget" in text


def test_a_budget_without_a_limit_has_no_bar() -> None:
    text = says(alert_message("j", thread(), alert(), LOOKS["no limit"]).blocks)
    assert "▓" not in text and "Actual: ?" in text


def test_the_thresholds_to_come_are_in_order_and_counted() -> None:
    text = says(alert_message("j", thread(), alert(), look()).blocks)
    assert "Next thresholds: actual > 90 %, actual > 100 %." in text
    many = says(alert_message("j", thread(), alert(), LOOKS["400 to come"]).blocks)
    assert "and 390 more" in many
    none = says(alert_message("j", thread(), alert(), LOOKS["nothing to come"]).blocks)
    assert "No other threshold is left in this period." in none


def test_a_threshold_that_aws_shows_as_ok_is_said_to_be() -> None:
    calm = look(notifications=(notification(80),))
    first = says(alert_message("j", thread(ts=""), alert(), calm).blocks)
    assert "does not show that this threshold is crossed: somebody else may have written" in first
    later = says(alert_message("j", thread(), alert(), calm).blocks)
    assert "does not show any more that this threshold" in later and "somebody" not in later
    others = ((notification(80, "ALARM"),), (notification(90),), (notification(80, None),), ())
    for known in others:
        silent = says(alert_message("j", thread(ts=""), alert(), look(notifications=known)).blocks)
        assert "does not show" not in silent


def test_an_alert_that_says_little_is_still_a_sentence() -> None:
    text = says(alert_message("j", thread(), Alert("cost", "x"), look()).blocks)
    assert "🔔 cost: budget alert" in text and "spend." in text


def test_its_links_lead_to_the_budget_and_the_topic_in_the_console() -> None:
    own = says(alert_message("j", thread(), alert(), look()).blocks)
    assert "budgets/details?name=harbour-lights|the budget in the AWS console>" in own
    assert "/sns/v3/home" in own and "|money_talks>" in own
    made = says(alert_message("j", thread(), Alert("a b/&<", "x"), look()).blocks)
    assert "details?name=a%20b%2F%26%3C|the budget in the AWS console>" in made


def test_the_number_comes_first_and_one_button_is_green() -> None:
    offered = FixButtons("a1", (TOPIC,), tickets=True)
    path = replace(REPORTS["one"].paths[0], topic=TOPIC, verdict=Status.BROKEN)
    fixes = replace(path.findings[0], fixes=("fix-0",))
    report = replace(REPORTS["one"], paths=(replace(path, findings=(fixes,)),))
    shown = alert_message("j", thread(), alert(), look(report), offered)
    assert shown.text == "harbour-lights: $204.17 of $250 (82 %)"
    assert says(shown.blocks).startswith("🔔 harbour-lights: $204.17 of $250 (82 %)")
    buttons = [one for one in walk(shown.blocks) if one.get("type") == "button"]
    named = [one["action_id"] for one in buttons]
    assert named == [
        *("alert.acknowledge", "fix.fix-0", "ticket.open"),
        *("alert.again", "check.details"),
    ]
    assert [one["action_id"] for one in buttons if one.get("style")] == ["alert.acknowledge"]


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_words(stage: Stage) -> None:
    words = spoken(standing(thread(stage=stage, delivered_at=NOW)))
    assert words.endswith(".")
    assert ("2026-11-24 12:00 UTC" in words) is (stage is Stage.DELIVERED)


@pytest.mark.parametrize("shape", ALERTS)
def test_the_fallback_says_what_it_is(shape: str) -> None:
    said = alert_message("j", thread(), ALERTS[shape], look()).text
    assert said.startswith(escape(visible(ALERTS[shape].budget)[:60])) and ": " in said


def offered(verdict: Status, **buttons: Any) -> tuple[str, list[str], list[str]]:
    """Of an alert over a topic of this verdict what it says, its buttons, and its menu."""
    path = replace(REPORTS["one"].paths[0], topic=TOPIC, verdict=verdict, provable=True)
    report = replace(REPORTS["one"], paths=(path,), verdict=verdict)
    given = FixButtons("a1", (TOPIC,), tickets=True, provable=True, **buttons)
    shown = alert_message("j", thread(), alert(), look(report), given)
    row: Any = next(one for one in shown.blocks if one["type"] == "actions")
    each = [one for one in row["elements"] if one["type"] == "button"]
    menu = [o for one in row["elements"] if one["type"] == "overflow" for o in one["options"]]
    folded = [option["value"].partition(" ")[0] for option in menu]
    return says(shown.blocks), [one["text"]["text"] for one in each], folded


def test_a_ticket_that_is_open_is_shown_instead_of_offered() -> None:
    ticket = OpenTicket("oi-33e", "https://console.aws.amazon.com/x", NOW, "mina")
    text, row, menu = offered(Status.BROKEN, opened={TOPIC: ticket})
    assert "oi-33e is open, opened by mina" in " ".join(text.split())
    assert row == ["Acknowledge", "Open ticket oi-33e", "Check again"]
    assert menu == ["check.details", "ticket.open"]


@pytest.mark.parametrize("verdict", Status)
def test_the_proof_is_in_its_menu_where_the_next_alert_would_arrive(verdict: Status) -> None:
    _, row, menu = offered(verdict)
    arrives = verdict in {Status.OK, Status.AT_RISK}
    assert ("proof.answer" in menu) is arrives
    assert ("Details" in row) is not arrives, "a menu of one is a button"
