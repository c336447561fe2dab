"""The bot's own ids, asked of Slack where they are not set."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import SettingsError, SlackSilentError
from bot.slack.identity import identified
from playground.slack import Fault, LocalSlack, seed
from playground.slack.model import BOT_ID, BOT_USER_ID, TEAM_ID
from tests.slack.conftest import settings_for


def test_what_is_set_is_not_asked_for() -> None:
    with LocalSlack() as slack:
        settings = settings_for(slack)
        assert identified(settings) is settings
        assert slack.calls() == []


def test_what_is_missing_is_asked_for() -> None:
    with LocalSlack() as slack:
        bare = replace(settings_for(slack), team_id="", bot_id="", bot_user_id="")
        known = identified(bare)
    assert (known.team_id, known.bot_id, known.bot_user_id) == (TEAM_ID, BOT_ID, BOT_USER_ID)


def test_a_token_of_another_team_is_refused() -> None:
    with LocalSlack() as slack:
        settings = replace(settings_for(slack), team_id="T0OTHER", bot_id="")
        with pytest.raises(SettingsError, match="SLACK_TEAM_ID is T0OTHER, but the bot token"):
            identified(settings)


def test_a_revoked_token_is_named() -> None:
    with LocalSlack() as slack:
        settings = replace(settings_for(slack), bot_token=seed.REVOKED_TOKEN, bot_id="")
        with pytest.raises(SettingsError, match="SLACK_BOT_TOKEN is refused by Slack: token_rev"):
            identified(settings)


def test_a_silent_slack_is_said() -> None:
    with LocalSlack() as slack:
        slack.faults.add(Fault("auth.test", drop=True))
        with pytest.raises(SlackSilentError, match=r"auth\.test"):
            identified(replace(settings_for(slack), bot_id=""))
