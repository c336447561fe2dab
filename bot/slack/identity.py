"""Who the bot is in its workspace, asked of Slack once, at the start of a laptop's bot."""

from __future__ import annotations

from dataclasses import replace

from bot.errors import SettingsError, SlackError, SlackSilentError
from bot.settings import Settings
from bot.slack.client import Slack


def identified(settings: Settings) -> Settings:
    """The settings with the team's and the bot's ids, which auth.test gives where they are not set.

    Raises SettingsError for a token that Slack does not know, or one of another team than the one
    set, and SlackSilentError where Slack does not answer.
    """
    if settings.team_id and settings.bot_id and settings.bot_user_id:
        return settings
    try:
        known = Slack(settings.bot_token, settings.slack_api_url).identity()
    except SlackSilentError:
        raise
    except SlackError as error:
        raise SettingsError("SLACK_BOT_TOKEN", f"is refused by Slack: {error.code}.") from error
    if settings.team_id not in {"", known.team}:
        raise SettingsError(
            "SLACK_TEAM_ID", f"is {settings.team_id}, but the bot token is of {known.team}."
        )
    return replace(
        settings,
        team_id=known.team,
        bot_id=settings.bot_id or known.bot,
        bot_user_id=settings.bot_user_id or known.user,
    )
