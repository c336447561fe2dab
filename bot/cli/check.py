"""`python -m bot check NAME`: one check with the caller's own AWS credentials."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, datetime

from rich.console import Console

from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.aws.session import session
from bot.cli.as_json import as_json
from bot.cli.picture import draw
from bot.core.findings import Status
from bot.core.model import Facts, Unread
from bot.core.report import judge
from bot.errors import UsageError
from bot.settings import Settings

EXIT = {Status.OK: 0, Status.BROKEN: 1, Status.AT_RISK: 3, Status.UNKNOWN: 4}
"""The exit status for each verdict; 2 is wrong usage (contract 8.1)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `check`."""
    parser.add_argument("name", metavar="NAME", help="the budget's name, exactly as AWS shows it")
    parser.add_argument("--account", metavar="ID", help="the budget's account (default: yours)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check one budget, print the answer and return the exit status.

    Raises UsageError for an empty name, an account id that is none and an unknown profile.
    """
    _require(arguments.name.strip(), "The budget's name is empty: give it as AWS shows it.")
    if arguments.account is not None:
        _require(
            re.fullmatch(r"\d{12}", arguments.account),
            f"--account {arguments.account!r} is not an account id: it has 12 digits.",
        )
    with Aws(session(arguments.profile)) as aws:
        facts = _facts(aws, arguments.account, arguments.name)
    report = judge(facts, allow_unencrypted=settings.allow_unencrypted)
    if arguments.json:
        sys.stdout.write(as_json(report) + "\n")
    else:
        draw(report, Console(highlight=False))
    return EXIT[report.verdict]


def _facts(aws: Aws, account: str | None, name: str) -> Facts:
    now = datetime.now(UTC)
    known = account or aws.account()
    if isinstance(known, Unread):
        return Facts(account="", name=name, now=now, budget=known)
    return read(aws, known, name, now)


def _require(condition: object, sentence: str) -> None:
    if not condition:
        raise UsageError(sentence)
