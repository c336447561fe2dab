"""The settings (README.md, "Settings"): one frozen object; nothing else reads the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot import setting_values as read
from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.core.accounts.authorize import Right
    from bot.core.digest import WeeklySchedule
    from bot.core.routes import Route
    from bot.core.subscriptions.own import Own

MOST_APPROVALS = 10
MOST_MINUTES = 10_080
"""A week."""
MOST_HOURS = 336
"""Two weeks: so long a deployment is waited for at all."""
LONGEST_EXTRA = 600
_DEAD_QUEUES = {
    "check": "CHECK_DEAD_QUEUE_URL",
    "alerts": "ALERTS_DEAD_QUEUE_URL",
    "sweep": "SWEEP_DEAD_QUEUE_URL",
    "mend": "MEND_DEAD_QUEUE_URL",
    "failed": "EVENTS_FAILED_QUEUE_URL",
    "events": "EVENTS_DEAD_QUEUE_URL",
    "subscription": "SUBSCRIPTION_DEAD_QUEUE_URL",
    "inbox": "INBOX_DEAD_QUEUE_URL",
}
"""By what is in them (handlers/redrive.py)."""


# Never printed: it holds secrets. Nor compared: what nobody needs, a cold start need not make.
@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Settings:
    """What the environment says, checked. An empty string or tuple means: not set."""

    signing_secret: str = ""
    bot_token: str = ""
    app_token: str = ""
    secrets_parameter: str = ""
    slack_api_url: str = "https://slack.com/api/"
    team_id: str = ""
    bot_id: str = ""
    bot_user_id: str = ""
    viewers: tuple[str, ...] = ()
    menders: tuple[str, ...] = ()
    menders_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    approvals: int = 0
    allow_unencrypted: bool = False
    tickets: tuple[str, ...] = ()
    ticket_settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    tickets_secret_parameter: str = ""
    alerts_channel: str = ""
    routes: tuple[Route, ...] = ()
    digest: WeeklySchedule | None = None
    digest_channel: str = ""
    verdict_events: bool = False
    alert_apps: tuple[str, ...] = ()
    acknowledge_within: int = 60
    tables_prefix: str = ""
    check_queue_url: str = ""
    mend_queue_url: str = ""
    alerts_queue_url: str = ""
    sweep_queue_url: str = ""
    dead_queue_urls: Mapping[str, str] = field(default_factory=dict)
    events_function: str = ""
    subscription_dead_queue: str = ""
    inbox_queues: str = ""
    aws_endpoint_url: str = ""
    accounts_parameter: str = ""
    sources_parameter: str = ""
    host_settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    deployed_within: int = 24
    senders: tuple[str, ...] = ()
    extra_timeout: int = 0

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Settings:
        """Read the settings.

        Raises SettingsError that names the first wrong one. What only the Slack app needs may be
        missing here: `for_slack` checks that.
        """
        values = {name: value.strip() for name, value in environment.items()}
        return cls(
            signing_secret=values.get("SLACK_SIGNING_SECRET", ""),
            bot_token=read.token(values, "SLACK_BOT_TOKEN", "xoxb-"),
            app_token=read.token(values, "SLACK_APP_TOKEN", "xapp-"),
            secrets_parameter=read.parameter_path(values, "SLACK_SECRETS_PARAMETER"),
            slack_api_url=read.url(values, "SLACK_API_URL", "https://slack.com/api/"),
            team_id=values.get("SLACK_TEAM_ID", ""),
            bot_id=values.get("SLACK_BOT_ID", ""),
            bot_user_id=values.get("SLACK_BOT_USER_ID", ""),
            viewers=read.people(values, "VIEWERS"),
            menders=read.people(values, "MENDERS"),
            menders_of=read.menders_of(values),
            approvals=read.count(values, "APPROVALS", MOST_APPROVALS),
            allow_unencrypted=read.switch(values, "ALLOW_UNENCRYPTED"),
            tickets=read.some_of(values, "TICKETS", "tickets"),
            ticket_settings=read.ticket_settings(values, "TICKETS"),
            tickets_secret_parameter=read.parameter_path(values, "TICKETS_SECRET_PARAMETER"),
            alerts_channel=read.channel(values, "ALERTS_CHANNEL"),
            routes=read.routes(values, "ROUTES"),
            digest=read.digest(values, "DIGEST"),
            digest_channel=read.channel(values, "DIGEST_CHANNEL"),
            verdict_events=read.switch(values, "VERDICT_EVENTS"),
            alert_apps=read.apps(values, "ALERT_APPS"),
            acknowledge_within=read.count(values, "ACKNOWLEDGE_WITHIN", MOST_MINUTES, default=60),
            tables_prefix=read.table_prefix(values, "TABLES_PREFIX"),
            check_queue_url=read.url(values, "CHECK_QUEUE_URL", ""),
            mend_queue_url=read.url(values, "MEND_QUEUE_URL", ""),
            alerts_queue_url=read.url(values, "ALERTS_QUEUE_URL", ""),
            sweep_queue_url=read.url(values, "SWEEP_QUEUE_URL", ""),
            dead_queue_urls={
                name: url
                for name, setting in _DEAD_QUEUES.items()
                if (url := read.url(values, setting, ""))
            },
            events_function=read.function_arn(values, "EVENTS_FUNCTION"),
            subscription_dead_queue=read.queue_arn(values, "SUBSCRIPTION_DEAD_QUEUE"),
            inbox_queues=read.queue_arn(values, "INBOX_QUEUES"),
            aws_endpoint_url=read.url(values, "AWS_ENDPOINT_URL", ""),
            accounts_parameter=read.parameter_path(values, "ACCOUNTS_PARAMETER"),
            sources_parameter=read.parameter_path(values, "SOURCES_PARAMETER"),
            host_settings=read.host_settings(values, "SOURCES_PARAMETER"),
            deployed_within=read.count(values, "DEPLOYED_WITHIN", MOST_HOURS, default=24),
            senders=read.senders(values, "SENDERS"),
            extra_timeout=read.count(values, "EXTRA_TIMEOUT", LONGEST_EXTRA),
        )

    def right(self, fix: str) -> Right:
        """Who may carry out this fix."""
        from bot.core.accounts.authorize import Right  # noqa: PLC0415  # a cold start needs none

        return Right(fix, self.menders, self.menders_of.get(fix))

    @property
    def own(self) -> Own:
        """Where budget-check itself takes alerts."""
        from bot.core.subscriptions.own import Own  # noqa: PLC0415  # a cold start needs none

        return Own(self.events_function, self.inbox_queues)

    @property
    def post_channels(self) -> tuple[str, ...]:
        """Where is posted what nobody asked for: the channel for alerts, that of the digest, and
        each that is routed to.
        """
        routed = (one.to.channel for one in self.routes)
        every = (self.alerts_channel, self.digest_channel, *routed)
        return tuple(dict.fromkeys(filter(None, every)))

    @property
    def on_loopback(self) -> bool:
        """Whether AWS is an embedded one on this machine."""
        host = re.match(r"https?://(\[[^\]]*\]|[^/:\s]+)", self.aws_endpoint_url)
        found = host[1] if host else ""
        return found in {"localhost", "[::1]"} or bool(re.fullmatch(r"127(\.\d+){3}", found))

    def with_secrets(self, bot_token: str, signing_secret: str) -> Settings:
        """The same settings with the secrets that stand elsewhere; "" leaves one as it is.

        Raises SettingsError for what is no bot token.
        """
        values = {"SLACK_BOT_TOKEN": bot_token}
        token = read.token(values, "SLACK_BOT_TOKEN", "xoxb-") or self.bot_token
        return replace(self, bot_token=token, signing_secret=signing_secret or self.signing_secret)

    def for_lambda(self) -> Settings:
        """The same settings, once what every function of a deployment needs is there.

        The secrets may still be in SSM. Raises SettingsError.
        """
        if not self.check_queue_url:
            raise SettingsError("CHECK_QUEUE_URL", "is missing: the deployment sets it.")
        return self

    def for_worker(self) -> Settings:
        """The same settings, once what a worker of a deployment needs is there too.

        Raises SettingsError.
        """
        if not self.tables_prefix:
            raise SettingsError("TABLES_PREFIX", "is missing: the deployment sets it.")
        return self.for_lambda()

    def for_slack(self) -> Settings:
        """The same settings, once everything that the Slack app needs is there.

        Raises SettingsError. Over Socket Mode no request is signed, so no signing secret is needed.
        """
        if not self.bot_token:
            raise SettingsError(
                "SLACK_BOT_TOKEN",
                "is missing: it is the xoxb- token of the installed Slack app. It may stand in SSM "
                "beneath SLACK_SECRETS_PARAMETER instead.",
            )
        if not self.signing_secret and not self.app_token:
            raise SettingsError(
                "SLACK_SIGNING_SECRET",
                "is missing: copy it from the Slack app's Basic Information page, "
                "or set SLACK_APP_TOKEN to use Socket Mode.",
            )
        return self
