"""What a lock screen shows of an alert, of its thread and of the watch: which budget, and what."""

from __future__ import annotations

import pytest

from bot.core.findings import Status
from bot.core.thread import Stage
from bot.slack.render.alert import alert_message
from bot.slack.render.message import Message
from bot.slack.render.thread import LineAbout, line
from bot.slack.render.watch import watch_post
from bot.slack.render.watch_lines import turned_lines
from tests.slack.render.alerting import NOW, alert, look, thread
from tests.slack.render.test_watching import DANA, state, turned, view

HARBOUR = thread().budget
ONE: dict[str, tuple[Message, str, str]] = {
    "an alert": (alert_message("j", thread(), alert(), look()), HARBOUR, "$204.17 of $250"),
    "a line in its thread": (
        line("j", "⏰ Nobody has acknowledged it.", about=LineAbout(HARBOUR)),
        HARBOUR,
        "Nobody has acknowledged",
    ),
    "a line with times": (
        line("j", "✅ Delivered {t0}.", times=(NOW,), about=LineAbout(HARBOUR)),
        HARBOUR,
        "Delivered 2026-11-24 12:00 UTC",
    ),
    "a break": (watch_post("g", view(state(1))), "team-0001", "does not alert: the key's policy"),
    "what cannot be told": (
        watch_post("g", view(state(1, Status.UNKNOWN))),
        "team-0001",
        "Cannot tell whether",
    ),
    "a mend": (watch_post("g", view(state(1, Status.OK))), "team-0001", "alerts again"),
    "one that came late": (
        turned_lines("g", [turned(3)], DANA, several=False),
        "team-0003",
        "does not alert",
    ),
}


@pytest.mark.parametrize("what", ONE)
def test_it_names_the_budget_and_what(what: str) -> None:
    message, budget, says = ONE[what]
    assert budget in message.text and says in message.text
    assert "\n" not in message.text and "BROKEN" not in message.text


@pytest.mark.parametrize("stage", Stage)
def test_an_alerts_stays_the_same_wherever_its_thread_stands(stage: Stage) -> None:
    shown = alert_message("j", thread(stage=stage, delivered_at=NOW), alert(), look())
    assert shown.text == f"{HARBOUR}: $204.17 of $250 (82 %)"


def test_of_many_it_counts_them_and_says_why_and_who() -> None:
    text = watch_post("g", view(*(state(n) for n in range(41)))).text
    assert text.startswith("❌ 41 budgets do not alert: ") and "dana" in text
