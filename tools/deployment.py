"""Check the settings of a deployment with the bot's own eyes, before anything is packaged.

Reads from stdin what each function would be told, as JSON: {"check": {"MENDERS": "U..."}, ...}.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import TextIO

from bot.core.model.read import Cause, ReadFailed
from bot.errors import SettingsError
from bot.settings import Settings
from bot.tickets import TicketPorts, kind_named, kinds, made_ready, strange_settings

_LATER = "https://known-when-deployed.invalid/"
_FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:known-when-deployed"
_QUEUE = "arn:aws:sqs:us-east-1:000000000000:known-when-deployed"
"""In the place of what only CloudFormation knows: the addresses of the queues, and ARNs."""


def main(source: TextIO) -> int:
    """0 where every function would start; else 1 and one sentence that names the setting."""
    for function, environment in json.load(source).items():
        try:
            _starts(_plain(environment))
        except SettingsError as error:
            sys.stderr.write(f"{function} would not start: {error}\n")
            return 1
    return 0


def _starts(environment: Mapping[str, str]) -> None:
    """Raises SettingsError. What is named after a ticket system is looked at, chosen or not."""
    settings = Settings.from_environment(environment)
    every = Settings.from_environment({**environment, "TICKETS": ",".join(kinds())})
    for name, given in every.ticket_settings.items():
        for about, says in strange_settings(name, kind_named(name), given):
            raise SettingsError(about, says)
    made_ready(
        [(name, kind_named(name)) for name in settings.tickets],
        lambda name: TicketPorts(_no_account, settings.ticket_settings[name]),
        settings.tickets_secret_parameter,
    )


def _no_account(account: str) -> ReadFailed:
    return ReadFailed("", account, Cause.UNREACHABLE)


def _plain(environment: Mapping[str, object]) -> dict[str, str]:
    return {
        name: value if isinstance(value, str) else _later(value)
        for name, value in environment.items()
    }


def _later(value: object) -> str:
    asked = value.get("Fn::GetAtt") if isinstance(value, Mapping) else None
    if isinstance(value, Mapping) and "Fn::Sub" in value:
        return _QUEUE
    if not isinstance(asked, list):
        return _LATER
    return _FUNCTION if str(asked[0]).endswith("LambdaFunction") else _QUEUE


if __name__ == "__main__":
    sys.exit(main(sys.stdin))
