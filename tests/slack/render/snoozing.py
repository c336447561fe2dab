"""The snooze in every shape, for everything that looks at one."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.slack.render.loading_views import snooze_loading, snooze_working
from bot.slack.render.message import Message, message
from bot.slack.render.parts import Json, actions
from bot.slack.render.snooze import (
    SnoozeForm,
    done_view,
    snooze_button,
    snooze_view,
    snoozed_line,
    text_view,
)
from tests.slack.render.shapes import FOX, NASTY

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
NAMES = ("tax", NASTY, FOX)


def messages() -> list[Message]:
    rows = [actions(snooze_button("111111111111", one, whole=True)) for one in NAMES]
    lines = [snoozed_line("m", one, NOW, one) for one in NAMES]
    return [message("m", "A post.", rows), *lines]


def views() -> list[Json]:
    forms = [
        SnoozeForm(one, one, shared=shared, whole=shared, wrong=shared)
        for one in NAMES
        for shared in (False, True)
    ]
    drawn = [snooze_view(form, "j", "{}") for form in forms]
    waiting = [snooze_loading("j"), snooze_working("j")]
    return [*drawn, *waiting, done_view(NOW, "j"), text_view(NASTY, "j")]
