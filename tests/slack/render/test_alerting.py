"""Alerts of every shape: within Slack's limits, in nobody else's markup, saying what they must."""

from __future__ import annotations

import re

import pytest

from bot.core.alerts.message import Alert
from bot.core.thread import Stage
from bot.slack.render.alert import alert_message, standing
from tests.slack.render.alerting import (
    ALERTS,
    LOOKS,
    alert,
    look,
    messages,
    notification,
    thread,
)
from tests.slack.render.limits import check_message, walk
from tests.slack.render.test_reports import says


def test_everything_is_within_the_limits() -> None:
    for message in messages():
        check_message(message)


def test_nobody_is_ever_mentioned_but_who_acknowledged() -> None:
    for message in messages():
        for text in walk(message.blocks):
            if text.get("type") == "mrkdwn":
                assert text["verbatim"] is True
                rest = re.sub(r"<https://[^<>|]*\|[A-Za-z ]+>|<@U0MENDER>", "", str(text["text"]))
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
    assert "Still to come in this period: actual > 90 %, actual > 100 %." in text
    many = says(alert_message("j", thread(), alert(), LOOKS["400 to come"]).blocks)
    assert "and 390 more" in many
    none = says(alert_message("j", thread(), alert(), LOOKS["nothing to come"]).blocks)
    assert "no other threshold" in none


def test_a_threshold_that_aws_shows_as_ok_is_said_to_be() -> None:
    calm = look(notifications=(notification(80),))
    first = says(alert_message("j", thread(ts=""), alert(), calm).blocks)
    assert "does not show this threshold in ALARM now: somebody else may have written" in first
    later = says(alert_message("j", thread(), alert(), calm).blocks)
    assert "does not show this threshold in ALARM now." in later and "somebody" not in later
    others = ((notification(80, "ALARM"),), (notification(90),), (notification(80, None),), ())
    for known in others:
        silent = says(alert_message("j", thread(ts=""), alert(), look(notifications=known)).blocks)
        assert "in ALARM" not in silent


def test_an_alert_that_says_little_is_still_a_sentence() -> None:
    text = says(alert_message("j", thread(), Alert("cost", "x"), look()).blocks)
    assert "🔔 Budget alert: cost" in text and "spend." in text


def test_its_own_link_to_the_console_is_kept_and_another_made_where_there_is_none() -> None:
    own = says(alert_message("j", thread(), alert(), look()).blocks)
    assert "<https://console.aws.amazon.com/costmanagement/home#/budgets|AWS console>" in own
    made = says(alert_message("j", thread(), Alert("a b/&<", "x"), look()).blocks)
    assert "details?name=a%20b%2F%26%3C|AWS console>" in made


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_words(stage: Stage) -> None:
    assert standing(thread(stage=stage)).startswith(f"{stage.value}: ")


@pytest.mark.parametrize("shape", ALERTS)
def test_the_fallback_says_what_it_is(shape: str) -> None:
    assert alert_message("j", thread(), ALERTS[shape], look()).text.startswith("Budget alert: ")
