"""The snooze, within Slack's limits whatever the names hold; and it notifies nobody."""

from __future__ import annotations

from bot.slack.render.snooze import snoozed_line
from playground.slack.blocks import check_view as refused
from tests.slack.render.limits import check_message, check_view
from tests.slack.render.snoozing import NOW, messages, views


def test_everything_is_within_the_limits() -> None:
    for one in messages():
        check_message(one)
    for view in views():
        check_view(view)
        assert refused(view) == []


def test_a_reason_mentions_nobody() -> None:
    said = snoozed_line("m", "tax", NOW, "<!channel> <@U1>")
    assert "<!channel>" not in str(said.blocks) and "<@U1>" not in str(said.blocks)
    assert said.text == "💤 tax is snoozed until 2026-11-24 12:00 UTC: &lt;!channel&gt; &lt;@U1&gt;"
