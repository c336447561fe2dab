"""Are the settings valid, complete, and the same in all functions?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.cli.doctor._finding import DoctorFinding, fine, warning, wrong
from bot.cli.doctor._setup import Setup
from bot.errors import SettingsError

TITLE = "Settings"
PLACE = 10

_NOT_SHARED = ("AWS_", "LOG_", "POWERTOOLS_", "PYTHON")
"""Beginnings of names that each function may have its own way."""
_NEEDED = {
    "SLACK_SECRETS_PARAMETER": "the Parameter Store path that holds the two secrets",
    "TABLES_PREFIX": "what the names of the tables begin with",
    "CHECK_QUEUE_URL": "the queue of the function check",
}
_SECRET = ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN")


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Whatever is wrong with the settings, or that nothing is."""
    found = [wrong(e.name, _sentence(e), f"Correct it {setup.place}.") for e in setup.faults]
    found += _deployed(setup) if setup.stage else _laptop(setup)
    yield from found or [fine("settings", "valid and complete.")]


def _laptop(setup: Setup) -> Iterator[DoctorFinding]:
    if setup.stored is not None and not setup.settings.bot_token:
        return  # the secrets' own check says what is missing there
    try:
        setup.settings.for_slack()
    except SettingsError as error:
        if error.name not in {fault.name for fault in setup.faults}:
            yield wrong(error.name, _sentence(error), f"Set it {setup.place}.")


def _deployed(setup: Setup) -> Iterator[DoctorFinding]:
    worker = "check" in setup.deployed  # without it nobody knows what it is told
    for name, what in _NEEDED.items():
        if worker and not setup.environment.get(name):
            yield _lost(setup, name, what)
    if worker and setup.settings.menders and not setup.environment.get("MEND_QUEUE_URL"):
        yield _lost(setup, "MEND_QUEUE_URL", "the queue of the function mend, as MENDERS is set")
    for name in _SECRET:
        if setup.environment.get(name):
            yield warning(
                name,
                "lies in the environment of a function, where whoever may look at it reads it.",
                f"Store it in the Parameter Store, take it out {setup.place}, and renew it at "
                "Slack.",
            )
    environments = {part: one.environment for part, one in setup.deployed.items()}
    yield from _differing(setup, environments)


def _lost(setup: Setup, name: str, what: str) -> DoctorFinding:
    return wrong(name, f"is in no function's environment: {what}.", setup.deploy_again)


def _differing(
    setup: Setup, environments: Mapping[str, Mapping[str, str]]
) -> Iterator[DoctorFinding]:
    held: dict[str, dict[str, list[str]]] = {}
    for part, environment in environments.items():
        for name, value in environment.items():
            if value and not name.startswith(_NOT_SHARED):
                held.setdefault(name, {}).setdefault(value, []).append(part)
    for name, values in sorted(held.items()):
        if len(values) > 1:
            parts = "; ".join(" and ".join(one) for one in values.values())
            yield wrong(
                name,
                f"is not the same in all functions ({parts}): somebody changed one by hand, or a "
                "deployment stopped halfway.",
                setup.deploy_again,
            )


def _sentence(error: SettingsError) -> str:
    return str(error).removeprefix(f"{error.name} ")
