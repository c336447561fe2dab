"""What the checks look at: the settings, wherever they are from, and the ways to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.aws.clients import Aws
from bot.aws.deployment.functions import Function, function
from bot.aws.deployment.secrets import BOT_TOKEN, SIGNING_SECRET, Secret, secrets
from bot.core.model.read import NotFound, ReadFailed
from bot.errors import SettingsError, SlackError
from bot.settings import Settings
from bot.slack.client import Slack
from bot.slack.token_status import TokenStatus, token_status

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

PARTS = ("slack", "check", "mend", "events")
"""The four functions, by the last part of their names."""


@dataclass(frozen=True, slots=True)
class DoctorClients:
    """The ways to ask. `now` is this machine's clock; `dynamodb` is None without a Region."""

    aws: Aws
    dynamodb: DynamoDBClient | None
    now: Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Setup:
    """One set-up. `stage` is "" on a laptop, `functions` are the deployed ones by part.

    `settings` are without those that are wrong (`faults`) and with the secrets filled in.
    `stored` is what lies in the Parameter Store, `slack` what auth.test said; each is None where
    there is nothing to ask with. `slack_asked` is this machine's time just after that.
    """

    stage: str
    clients: DoctorClients
    environment: Mapping[str, str] = field(repr=False)
    settings: Settings = field(repr=False)
    faults: tuple[SettingsError, ...]
    functions: Mapping[str, Function | NotFound | ReadFailed] = field(repr=False)
    stored: Mapping[str, Secret] | ReadFailed | None = field(repr=False)
    slack: TokenStatus | SlackError | None
    slack_asked: datetime

    @property
    def deployed(self) -> Mapping[str, Function]:
        """Those functions that are there and could be read."""
        found = self.functions.items()
        return {part: one for part, one in found if not isinstance(one, NotFound | ReadFailed)}

    @property
    def known(self) -> bool:
        """Whether there are settings to look at: a laptop's, or at least one function's."""
        return not self.stage or bool(self.deployed)

    @property
    def place(self) -> str:
        """How a setting is changed, as the end of a sentence."""
        if not self.stage:
            return "in the environment"
        return f"in deploy/{self.stage}.env, then `make deploy STAGE={self.stage}`"

    @property
    def deploy_again(self) -> str:
        """What brings back what a deployment makes; of a stage."""
        return f"Deploy again: `make deploy STAGE={self.stage}`."

    def api(self) -> Slack:
        """Slack's Web API with the bot token."""
        return Slack(self.settings.bot_token, self.settings.slack_api_url)


def set_up(clients: DoctorClients, stage: str, environment: Mapping[str, str]) -> Setup:
    """Look at what everything else depends on. `environment` counts only without a stage."""
    names = {part: f"budget-check-{stage}-{part}" for part in PARTS} if stage else {}
    functions = {part: function(clients.aws, name) for part, name in names.items()}
    if stage:
        environment = _joined(functions)
    settings, faults = _settings(environment)
    stored = secrets(clients.aws, path) if (path := settings.secrets_parameter) else None
    settings = _with_secrets(settings, stored)
    slack = _ask_slack(settings)
    asked = clients.now()
    return Setup(stage, clients, environment, settings, faults, functions, stored, slack, asked)


def _joined(functions: Mapping[str, Function | NotFound | ReadFailed]) -> Mapping[str, str]:
    """What the functions have in their environments; the first that holds a name counts."""
    joined: dict[str, str] = {}
    for one in functions.values():
        if not isinstance(one, NotFound | ReadFailed):
            for name, value in one.environment.items():
                joined[name] = joined.get(name) or value
    return joined


def _settings(environment: Mapping[str, str]) -> tuple[Settings, tuple[SettingsError, ...]]:
    """The settings without the wrong ones, and all the wrong ones: a start names just the first."""
    left = dict(environment)
    faults: list[SettingsError] = []
    while True:
        try:
            return Settings.from_environment(left), tuple(faults)
        except SettingsError as error:
            faults.append(error)
            if left.pop(error.name, None) is None:
                return Settings(), tuple(faults)


def _with_secrets(settings: Settings, stored: Mapping[str, Secret] | ReadFailed | None) -> Settings:
    if stored is None or isinstance(stored, ReadFailed):
        return settings
    held = {name: secret.value.strip() for name, secret in stored.items()}
    return replace(
        settings,
        bot_token=settings.bot_token or held.get(BOT_TOKEN, ""),
        signing_secret=settings.signing_secret or held.get(SIGNING_SECRET, ""),
    )


def _ask_slack(settings: Settings) -> TokenStatus | SlackError | None:
    # What is no token at all would only come back as "invalid_auth", or not even be sent.
    if not settings.bot_token.startswith("xoxb-") or not settings.bot_token.isprintable():
        return None
    try:
        return token_status(settings.bot_token, settings.slack_api_url)
    except SlackError as error:
        return error
