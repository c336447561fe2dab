"""One setting read: its form, and what is said of a value that has another one.

Each takes the environment's values and the setting's name, and raises SettingsError for a value
that is wrong. One that is not set, or is empty, is "" or nothing, unless it says otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.core.digest import WeeklySchedule
    from bot.core.routes import Route

_HERE = Path(__file__).parent
# Forms as texts: compiled where a setting has one, for a cold start pays for each.
_USER_OR_GROUP = r"^[UWS][A-Z0-9]{2,}$"
_APP = r"A[A-Z0-9]{2,}"
_CHANNEL = r"[CG][A-Z0-9]{2,}"
_TABLES = r"^[A-Za-z0-9_.-]{3,200}$"
_SSM_PATH = r"(/(?!aws/|ssm/)[A-Za-z0-9_.-]+)(/[A-Za-z0-9_.-]+){0,13}"
"""A path of Parameter Store: 15 levels with the name beneath it, none of AWS's own."""
_QUEUE = r"arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}"
_FUNCTION = r"arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}"
_MENDERS_OF = "MENDERS_"
_GATE, _OPEN = "_GATE", ("", "false")
_SWITCH = {"": False, "false": False, "0": False, "no": False, "true": True, "1": True, "yes": True}


def token(values: Mapping[str, str], name: str, prefix: str) -> str:
    """A token of Slack's, which begins with the prefix."""
    value = values.get(name, "")
    if value and not value.startswith(prefix):
        raise SettingsError(name, f"is not such a token: it must begin with {prefix}")
    return value


def url(values: Mapping[str, str], name: str, default: str) -> str:
    """An address; that of Slack's API ends with a slash."""
    value = values.get(name) or default
    if value and not re.match(r"https?://[^/\s]+", value):
        raise SettingsError(name, f"is {value!r}, which is not an http:// or https:// address.")
    return value + "/" if name == "SLACK_API_URL" and not value.endswith("/") else value


def channel(values: Mapping[str, str], name: str) -> str:
    """The id of a channel."""
    return _formed(values, name, _CHANNEL, ": give a Slack channel's id (C... or G...).")


def people(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Ids of users and user groups."""
    found = _listed(values, name)
    for person in found:
        if not re.match(_USER_OR_GROUP, person):
            raise SettingsError(
                name, f"holds {person!r}: list Slack user ids (U...) and user group ids (S...)."
            )
    return found


def apps(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Ids of Slack apps."""
    found = _listed(values, name)
    for app in found:
        if not re.fullmatch(_APP, app):
            raise SettingsError(name, f"holds {app!r}: list ids of Slack apps (A...).")
    return found


def switch(values: Mapping[str, str], name: str) -> bool:
    """True or false; false where it is not set."""
    value = values.get(name, "").lower()
    if value not in _SWITCH:
        raise SettingsError(name, f"is {value!r}: say true or false.")
    return _SWITCH[value]


def count(values: Mapping[str, str], name: str, most: int, default: int = 0) -> int:
    """A whole number from 0 to `most`; `default` where it is not set."""
    value = values.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and int(value[:9]) <= most):
        raise SettingsError(name, f"is {value!r}: say a whole number from 0 to {most}.")
    return int(value)


def some_of(values: Mapping[str, str], name: str, folder: str) -> tuple[str, ...]:
    """Names of modules of that folder, each once, in the order in which they stand."""
    found = tuple(dict.fromkeys(_listed(values, name)))
    known = _files(folder) if found else ()
    for one in found:
        if one not in known:
            raise SettingsError(
                name, f"holds {one!r}: list some of {', '.join(known)}, or leave it out."
            )
    return found


def senders(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Which senders are read beside budgets, each by its word."""
    found = _listed(values, name)
    if not found:
        return ()
    from bot.core.senders import read_beside_budgets  # noqa: PLC0415  # a cold start needs none

    known = sorted(one.setting for one in read_beside_budgets())
    for word in found:
        if word not in known:
            raise SettingsError(name, f"holds {word!r}: list some of {', '.join(known)}.")
    return found


def menders_of(values: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """MENDERS_<FIX ID IN CAPITALS> narrows one fix; an empty one lets nobody use it."""
    names = [name for name in values if name.startswith(_MENDERS_OF)]
    found = _files("core", "fixes") if names else ()
    fixes = {name.upper(): name.replace("_", "-") for name in found}
    for name in names:
        if name.removeprefix(_MENDERS_OF) not in fixes:
            known = ", ".join(_MENDERS_OF + one for one in fixes)
            raise SettingsError(name, f"names no fix of budget-check: there are {known}.")
    return {fixes[name.removeprefix(_MENDERS_OF)]: people(values, name) for name in names}


def ticket_settings(values: Mapping[str, str], name: str) -> Mapping[str, Mapping[str, str]]:
    """By each ticket system what is named after it: OPSITEM_REGION is its REGION.

    A gate of a system that is not among them would let every change through unseen: SettingsError.
    """
    chosen = _listed(values, name)
    for gate in (one for one in values if one.endswith(_GATE) and values[one] not in _OPEN):
        system = gate.removesuffix(_GATE).lower()
        if system in _files("tickets") and system not in chosen:
            raise SettingsError(gate, f"needs {system} in {name}, or no change would wait for it.")
    return {system: _named_after(values, f"{system.upper()}_") for system in chosen}


def host_settings(values: Mapping[str, str], name: str) -> Mapping[str, Mapping[str, str]]:
    """By each host of repositories what is named after it: GITHUB_API_URL is API_URL of `github`.

    Nothing where the map of sources is not set.
    """
    known = _files("pull_requests") if values.get(name) else ()
    return {host: _named_after(values, f"{host.upper()}_") for host in known}


def routes(values: Mapping[str, str], name: str) -> tuple[Route, ...]:
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


def digest(values: Mapping[str, str], name: str) -> WeeklySchedule | None:
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


def table_prefix(values: Mapping[str, str], name: str) -> str:
    """With what the names of the tables begin."""
    problem = ": a table's name holds 3 or more of A-Z, a-z, 0-9, _, . and -."
    return _formed(values, name, _TABLES, problem)


def parameter_path(values: Mapping[str, str], name: str) -> str:
    """A path of Parameter Store."""
    problem = ", which is no path of Parameter Store such as /budget-check/prod/slack."
    return _formed(values, name, _SSM_PATH, problem)


def function_arn(values: Mapping[str, str], name: str) -> str:
    """The ARN of a Lambda function."""
    problem = ", which is no ARN of a Lambda function: the deployment sets it."
    return _formed(values, name, _FUNCTION, problem)


def queue_arn(values: Mapping[str, str], name: str) -> str:
    """The ARN of an SQS queue."""
    problem = ", which is no ARN of an SQS queue: the deployment sets it."
    return _formed(values, name, _QUEUE, problem)


def _named_after(values: Mapping[str, str], prefix: str) -> Mapping[str, str]:
    own = {name: value for name, value in values.items() if name.startswith(prefix) and value}
    return {name.removeprefix(prefix): value for name, value in own.items()}


def _listed(values: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in values.get(name, "").split(",") if part.strip())


def _formed(values: Mapping[str, str], name: str, form: str, problem: str) -> str:
    """The value, "" where it is not set; `problem` says what another form than this one is."""
    value = values.get(name, "")
    if value and not re.fullmatch(form, value):
        raise SettingsError(name, f"is {value!r}{problem}")
    return value


def _files(*folders: str) -> tuple[str, ...]:
    """The modules of a folder by name: found, not imported, for the front door starts cold."""
    import pkgutil  # noqa: PLC0415  # where a setting asks for it: a cold start pays for each import

    found = pkgutil.iter_modules([str(_HERE.joinpath(*folders))])
    return tuple(sorted(module.name for module in found if not module.name.startswith("_")))
