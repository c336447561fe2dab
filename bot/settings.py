"""The settings (contract 8.2): one frozen object; nothing else reads the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.errors import SettingsError

_USER_OR_GROUP = re.compile(r"^[UWS][A-Z0-9]{2,}$")
_SWITCH = {"": False, "false": False, "0": False, "no": False, "true": True, "1": True, "yes": True}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says, checked. An empty string or tuple means: not set."""

    signing_secret: str = ""
    bot_token: str = ""
    app_token: str = ""
    slack_api_url: str = "https://slack.com/api/"
    team_id: str = ""
    bot_id: str = ""
    bot_user_id: str = ""
    viewers: tuple[str, ...] = ()
    allow_unencrypted: bool = False
    aws_endpoint_url: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read the settings.

        Raises SettingsError that names the first wrong one. What only the Slack app needs may be
        missing here: `for_slack` checks that.
        """
        values = {name: value.strip() for name, value in environment.items()}
        return cls(
            signing_secret=values.get("SLACK_SIGNING_SECRET", ""),
            bot_token=_prefixed(values, "SLACK_BOT_TOKEN", "xoxb-"),
            app_token=_prefixed(values, "SLACK_APP_TOKEN", "xapp-"),
            slack_api_url=_url(values, "SLACK_API_URL", "https://slack.com/api/"),
            team_id=values.get("SLACK_TEAM_ID", ""),
            bot_id=values.get("SLACK_BOT_ID", ""),
            bot_user_id=values.get("SLACK_BOT_USER_ID", ""),
            viewers=_people(values, "VIEWERS"),
            allow_unencrypted=_switch(values, "ALLOW_UNENCRYPTED"),
            aws_endpoint_url=_url(values, "AWS_ENDPOINT_URL", ""),
        )

    def for_slack(self) -> Settings:
        """The same settings, once everything that the Slack app needs is there.

        Raises SettingsError. Over Socket Mode no request is signed, so no signing secret is needed.
        """
        if not self.bot_token:
            raise SettingsError(
                "SLACK_BOT_TOKEN", "is missing: it is the xoxb- token of the installed Slack app."
            )
        if not self.signing_secret and not self.app_token:
            raise SettingsError(
                "SLACK_SIGNING_SECRET",
                "is missing: copy it from the Slack app's Basic Information page, "
                "or set SLACK_APP_TOKEN to use Socket Mode.",
            )
        return self


def _prefixed(values: Mapping[str, str], name: str, prefix: str) -> str:
    value = values.get(name, "")
    if value and not value.startswith(prefix):
        raise SettingsError(name, f"is not such a token: it must begin with {prefix}")
    return value


def _url(values: Mapping[str, str], name: str, default: str) -> str:
    value = values.get(name) or default
    if value and not re.match(r"https?://[^/\s]+", value):
        raise SettingsError(name, f"is {value!r}, which is not an http:// or https:// address.")
    return value + "/" if name == "SLACK_API_URL" and not value.endswith("/") else value


def _people(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    people = tuple(part.strip() for part in values.get(name, "").split(",") if part.strip())
    for person in people:
        if not _USER_OR_GROUP.match(person):
            raise SettingsError(
                name, f"holds {person!r}: list Slack user ids (U...) and user group ids (S...)."
            )
    return people


def _switch(values: Mapping[str, str], name: str) -> bool:
    value = values.get(name, "").lower()
    if value not in _SWITCH:
        raise SettingsError(name, f"is {value!r}: say true or false.")
    return _SWITCH[value]
