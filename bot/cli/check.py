"""Check one budget's path, from its notifications to the endpoints, with your AWS credentials."""

from __future__ import annotations

import argparse
import re
from datetime import UTC, datetime
from time import monotonic

from rich.console import Console

from bot.aws.accounts import Accounts
from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.aws.session import session
from bot.cli.accounts import facts_of
from bot.cli.as_json import as_json
from bot.cli.output import printed
from bot.cli.picture import draw
from bot.core.findings import Report, Status
from bot.core.model.path import Facts
from bot.core.model.read import Cause, ReadFailed
from bot.core.names import flat
from bot.core.report import judge
from bot.errors import UsageError
from bot.settings import Settings

EXIT = {Status.OK: 0, Status.BROKEN: 1, Status.AT_RISK: 3, Status.UNKNOWN: 4}
"""The exit status for each verdict; 2 is wrong usage (docs/architecture.md, "Command line")."""

EXAMPLES = (
    'check "my budget"',
    'check "my budget" --account 111111111111 --json',
)
EPILOG = "Exit status: 0 OK, 1 BROKEN, 3 AT_RISK, 4 UNKNOWN or an answer that cannot be printed."
SETTINGS = frozenset({"ACCOUNTS_PARAMETER", "ALLOW_UNENCRYPTED", "AWS_ENDPOINT_URL"})
"""The settings that a check heeds; what only the Slack app reads cannot stop it."""

_HOPELESS = (Cause.NO_CREDENTIALS, Cause.EXPIRED, Cause.UNREACHABLE)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `check`."""
    parser.add_argument("name", metavar="NAME", help="the budget's name, exactly as AWS shows it")
    parser.add_argument(
        "--account",
        metavar="ID",
        help="the budget's account (default: yours); an alias too, where ACCOUNTS_PARAMETER is set",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check one budget, print the answer and return the exit status.

    Raises UsageError for an empty name, an account id that is none or not that of the credentials
    (without ACCOUNTS_PARAMETER), an account that no entry names, and an unknown profile.
    """
    _require(flat(arguments.name), "The budget's name is empty: give it as AWS shows it.")
    path = settings.accounts_parameter
    account = None if arguments.account is None else flat(arguments.account)
    if account is not None and not path:
        _require(
            re.fullmatch(r"[0-9]{12}", account),
            f"--account {arguments.account!r} is not an account id: it has 12 digits.",
        )
    with Aws(session(arguments.profile)) as aws:
        facts = (
            facts_of(Accounts(aws, path, monotonic), account, arguments.name)
            if path and account is not None
            else _facts(aws, account, arguments.name)
        )
    report = judge(facts, allow_unencrypted=settings.allow_unencrypted)
    return EXIT[report.verdict] if _printed(report, json=arguments.json) else EXIT[Status.UNKNOWN]


def _facts(aws: Aws, account: str | None, name: str) -> Facts:
    now, own = datetime.now(UTC), aws.account()
    if isinstance(own, ReadFailed) and (account is None or own.cause in _HOPELESS):
        return Facts(account=account or "", name=name, now=now, budget=own)
    _require(
        isinstance(own, ReadFailed) or account in (None, own),
        f"These credentials are of account {own}, and a budget shows only in its own account: use "
        f"credentials, or a --profile, of {account}.",
    )
    return read(aws, account or str(own), name, now)


def _printed(report: Report, *, json: bool) -> bool:
    console = Console(highlight=False)
    with console.capture() as captured:
        draw(report, console)
    return printed(as_json(report) + "\n" if json else captured.get())


def _require(condition: object, sentence: str) -> None:
    if not condition:
        raise UsageError(sentence)
