"""What AWS says of an alert that cannot be its own, and a crowd of such messages."""

from dataclasses import replace
from datetime import timedelta

from bot.core.alerts.foreign import MOST_LINES, ForeignMessages, why_foreign
from bot.core.model.read import NotFound
from tests.core.build import NAME, NOW, TOPIC, facts, notification, refused

EVIL = f"{TOPIC}-evil"
FOUND = facts(notification())


def test_a_topic_that_the_budget_uses_is_no_reason() -> None:
    assert why_foreign(FOUND, TOPIC) == ""
    action = replace(FOUND, notifications=(), actions=(notification(action="a1"),))
    assert why_foreign(action, TOPIC) == ""


def test_one_that_it_does_not_use_and_a_budget_that_is_not_there() -> None:
    assert "came over a topic that this budget does not use" in why_foreign(FOUND, EVIL)
    assert "There is no such budget" in why_foreign(replace(FOUND, budget=NotFound(NAME)), TOPIC)


def test_what_was_not_read_is_no_reason() -> None:
    unread = refused("budgets:ViewBudget")
    assert why_foreign(replace(FOUND, budget=unread, notifications=unread), EVIL) == ""
    assert why_foreign(replace(FOUND, notifications=unread), EVIL) == ""
    assert why_foreign(replace(FOUND, actions=unread), EVIL) == ""
    assert why_foreign(facts(notification(subscribers=unread)), EVIL) == ""


def test_a_crowd_is_counted_and_the_first_are_shown() -> None:
    crowd = ForeignMessages("f1", "111111111111", TOPIC, "C1", NOW, NOW)
    for n in range(30):
        crowd = crowd.with_message(f"m{n}", f"line {n}", NOW + timedelta(minutes=n))
    assert (crowd.count, len(crowd.lines), crowd.lines[0]) == (30, MOST_LINES, "line 0")
    assert (crowd.since, crowd.last) == (NOW, NOW + timedelta(minutes=29))
    assert {"m0", "m29"} <= set(crowd.messages)
