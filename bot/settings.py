"""The settings (README.md, "Settings"): one frozen object; nothing else reads the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.core.accounts.authorize import Right
    from bot.core.digest import WeeklySchedule
    from bot.core.routes import Route

MOST_APPROVALS = 10
MOST_MINUTES = 10_080
"""A week."""
LONGEST_EXTRA = 600
_HERE = Path(__file__).parent
_USER_OR_GROUP = re.compile(r"^[UWS][A-Z0-9]{2,}$")
_APP = re.compile(r"A[A-Z0-9]{2,}")
_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,}")
_TABLES = re.compile(r"^[A-Za-z0-9_.-]{3,200}$")
_SSM_PATH = re.compile(r"(/(?!aws/|ssm/)[A-Za-z0-9_.-]+)(/[A-Za-z0-9_.-]+){0,13}")
"""A path of Parameter Store: 15 levels with the name beneath it, none of AWS's own."""
_QUEUE = re.compile(r"arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}")
_FUNCTION = re.compile(r"arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}")
_MENDERS_OF = "MENDERS_"
_DEAD_QUEUES = {
    "check": "CHECK_DEAD_QUEUE_URL",
    "alerts": "ALERTS_DEAD_QUEUE_URL",
    "sweep": "SWEEP_DEAD_QUEUE_URL",
    "mend": "MEND_DEAD_QUEUE_URL",
    "failed": "EVENTS_FAILED_QUEUE_URL",
    "events": "EVENTS_DEAD_QUEUE_URL",
    "subscription": "SUBSCRIPTION_DEAD_QUEUE_URL",
}
"""By what is in them (bot/events/redrive.py)."""
_SWITCH = {"": False, "false": False, "0": False, "no": False, "true": True, "1": True, "yes": True}


@dataclass(frozen=True, slots=True)
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
    tickets: str = ""
    ticket_settings: Mapping[str, str] = field(default_factory=dict)
    alerts_channel: str = ""
    routes: tuple[Route, ...] = ()
    digest: WeeklySchedule | None = None
    digest_channel: str = ""
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
    aws_endpoint_url: str = ""
    accounts_parameter: str = ""
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
            bot_token=_prefixed(values, "SLACK_BOT_TOKEN", "xoxb-"),
            app_token=_prefixed(values, "SLACK_APP_TOKEN", "xapp-"),
            secrets_parameter=_path(values, "SLACK_SECRETS_PARAMETER"),
            slack_api_url=_url(values, "SLACK_API_URL", "https://slack.com/api/"),
            team_id=values.get("SLACK_TEAM_ID", ""),
            bot_id=values.get("SLACK_BOT_ID", ""),
            bot_user_id=values.get("SLACK_BOT_USER_ID", ""),
            viewers=_people(values, "VIEWERS"),
            menders=_people(values, "MENDERS"),
            menders_of=_menders_of(values),
            approvals=_count(values, "APPROVALS", MOST_APPROVALS),
            allow_unencrypted=_switch(values, "ALLOW_UNENCRYPTED"),
            tickets=_one_of(values, "TICKETS", "tickets"),
            ticket_settings=_ticket_settings(values),
            alerts_channel=_channel(values, "ALERTS_CHANNEL"),
            routes=_routes(values, "ROUTES"),
            digest=_digest(values, "DIGEST"),
            digest_channel=_channel(values, "DIGEST_CHANNEL"),
            alert_apps=_apps(values, "ALERT_APPS"),
            acknowledge_within=_count(values, "ACKNOWLEDGE_WITHIN", MOST_MINUTES, default=60),
            tables_prefix=_tables(values, "TABLES_PREFIX"),
            check_queue_url=_url(values, "CHECK_QUEUE_URL", ""),
            mend_queue_url=_url(values, "MEND_QUEUE_URL", ""),
            alerts_queue_url=_url(values, "ALERTS_QUEUE_URL", ""),
            sweep_queue_url=_url(values, "SWEEP_QUEUE_URL", ""),
            dead_queue_urls={
                name: url
                for name, setting in _DEAD_QUEUES.items()
                if (url := _url(values, setting, ""))
            },
            events_function=_function(values, "EVENTS_FUNCTION"),
            subscription_dead_queue=_queue(values, "SUBSCRIPTION_DEAD_QUEUE"),
            aws_endpoint_url=_url(values, "AWS_ENDPOINT_URL", ""),
            accounts_parameter=_path(values, "ACCOUNTS_PARAMETER"),
            extra_timeout=_count(values, "EXTRA_TIMEOUT", LONGEST_EXTRA),
        )

    def right(self, fix: str) -> Right:
        """Who may carry out this fix."""
        from bot.core.accounts.authorize import Right  # noqa: PLC0415  # a cold start needs none

        return Right(fix, self.menders, self.menders_of.get(fix))

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
        token = _prefixed(values, "SLACK_BOT_TOKEN", "xoxb-") or self.bot_token
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
    people = _listed(values, name)
    for person in people:
        if not _USER_OR_GROUP.match(person):
            raise SettingsError(
                name, f"holds {person!r}: list Slack user ids (U...) and user group ids (S...)."
            )
    return people


def _apps(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    apps = _listed(values, name)
    for app in apps:
        if not _APP.fullmatch(app):
            raise SettingsError(name, f"holds {app!r}: list ids of Slack apps (A...).")
    return apps


def _listed(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in values.get(name, "").split(",") if part.strip())


def _switch(values: Mapping[str, str], name: str) -> bool:
    value = values.get(name, "").lower()
    if value not in _SWITCH:
        raise SettingsError(name, f"is {value!r}: say true or false.")
    return _SWITCH[value]


def _menders_of(values: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """MENDERS_<FIX ID IN CAPITALS> narrows one fix; an empty one lets nobody use it."""
    names = [name for name in values if name.startswith(_MENDERS_OF)]
    found = _files("core", "fixes") if names else ()
    fixes = {name.upper(): name.replace("_", "-") for name in found}
    for name in names:
        if name.removeprefix(_MENDERS_OF) not in fixes:
            known = ", ".join(_MENDERS_OF + one for one in fixes)
            raise SettingsError(name, f"names no fix of budget-check: there are {known}.")
    return {fixes[name.removeprefix(_MENDERS_OF)]: _people(values, name) for name in names}


def _ticket_settings(values: Mapping[str, str]) -> Mapping[str, str]:
    """What is named after the ticket system: OPSITEM_REGION is its REGION."""
    prefix = f"{values.get('TICKETS', '').upper()}_"
    own = {name: value for name, value in values.items() if name.startswith(prefix) and value}
    return (
        {name.removeprefix(prefix): value for name, value in own.items()} if prefix != "_" else {}
    )


def _files(*folders: str) -> tuple[str, ...]:
    """The modules of a folder by name: found, not imported, for the front door starts cold."""
    import pkgutil  # noqa: PLC0415  # where a setting asks for it: a cold start pays for each import

    found = pkgutil.iter_modules([str(_HERE.joinpath(*folders))])
    return tuple(sorted(module.name for module in found if not module.name.startswith("_")))


def _formed(values: Mapping[str, str], name: str, form: re.Pattern[str], problem: str) -> str:
    """The value, "" where it is not set; `problem` says what another form than this one is."""
    value = values.get(name, "")
    if value and not form.fullmatch(value):
        raise SettingsError(name, f"is {value!r}{problem}")
    return value


def _channel(values: Mapping[str, str], name: str) -> str:
    return _formed(values, name, _CHANNEL, ": give a Slack channel's id (C... or G...).")


def _routes(values: Mapping[str, str], name: str) -> tuple[Route, ...]:
    """The rules; they need ALERTS_CHANNEL, where the rest goes and what a channel does not take."""
    if not values.get(name):
        return ()
    from bot.core.routes import RouteError, routes_of  # noqa: PLC0415  # a cold start needs none

    if not values.get("ALERTS_CHANNEL"):
        raise SettingsError(name, "needs ALERTS_CHANNEL beside it, for what no rule fits.")
    try:
        return routes_of(values[name])
    except RouteError as error:
        raise SettingsError(name, str(error)) from error


def _digest(values: Mapping[str, str], name: str) -> WeeklySchedule | None:
    """When it is posted; it needs a channel."""
    if not values.get(name):
        return None
    from bot.core.digest import ScheduleError, weekly_schedule  # noqa: PLC0415  # as above

    if not (values.get("DIGEST_CHANNEL") or values.get("ALERTS_CHANNEL")):
        raise SettingsError(name, "needs DIGEST_CHANNEL, or ALERTS_CHANNEL, to be posted in.")
    try:
        return weekly_schedule(values[name])
    except ScheduleError as error:
        raise SettingsError(name, f"is {values[name]!r}: {error}") from error


def _count(values: Mapping[str, str], name: str, most: int, default: int = 0) -> int:
    value = values.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and int(value[:9]) <= most):
        raise SettingsError(name, f"is {value!r}: say a whole number from 0 to {most}.")
    return int(value)


def _one_of(values: Mapping[str, str], name: str, folder: str) -> str:
    """The name of a module of that folder, "" where it is not set."""
    value = values.get(name, "")
    known = _files(folder) if value else ()
    if value and value not in known:
        raise SettingsError(name, f"is {value!r}: say one of {', '.join(known)}, or leave it out.")
    return value


def _tables(values: Mapping[str, str], name: str) -> str:
    problem = ": a table's name holds 3 or more of A-Z, a-z, 0-9, _, . and -."
    return _formed(values, name, _TABLES, problem)


def _function(values: Mapping[str, str], name: str) -> str:
    problem = ", which is no ARN of a Lambda function: the deployment sets it."
    return _formed(values, name, _FUNCTION, problem)


def _queue(values: Mapping[str, str], name: str) -> str:
    problem = ", which is no ARN of an SQS queue: the deployment sets it."
    return _formed(values, name, _QUEUE, problem)


def _path(values: Mapping[str, str], name: str) -> str:
    problem = ", which is no path of Parameter Store such as /budget-check/prod/slack."
    return _formed(values, name, _SSM_PATH, problem)
