"""The same app over Socket Mode."""

from __future__ import annotations

import pytest

from bot.errors import SettingsError, SlackSilentError
from bot.slack.app import build
from bot.slack.socket import connected
from playground.slack import LocalSlack, seed
from tests.jobs.fakes import KeptQueue
from tests.slack.conftest import settings_for


def test_a_command_over_the_socket_is_acknowledged_and_queued() -> None:
    queue = KeptQueue()
    with LocalSlack() as slack:
        app = build(settings_for(slack), queue)
        with connected(app, seed.APP_TOKEN, slack.api_url):
            person = slack.person(seed.MENDER, transport=slack.socket_mode)
            reply = person.command("/budget-check tax", seed.FINOPS)
            foreign = slack.person(seed.STRANGER, transport=slack.socket_mode)
            refused = foreign.command("/budget-check tax", seed.FINOPS)
    assert reply.in_time and reply.body == ""
    assert "own Slack workspace" in refused.body
    assert [job.kind for job in queue.jobs] == ["command"]


def test_a_wrong_app_token_is_named() -> None:
    with LocalSlack() as slack:
        app = build(settings_for(slack), KeptQueue())
        with (
            pytest.raises(SettingsError, match="SLACK_APP_TOKEN is refused by Slack: invalid_auth"),
            connected(app, "xapp-wrong", slack.api_url),
        ):
            pass


def test_a_slack_that_is_away_is_said() -> None:
    with LocalSlack() as slack:
        app = build(settings_for(slack), KeptQueue())
    with (
        pytest.raises(SlackSilentError, match=r"apps\.connections\.open"),
        connected(app, seed.APP_TOKEN, slack.api_url),
    ):
        pass
