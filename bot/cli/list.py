"""List the budgets with their verdicts, the worst first.

Of one account, or of every account that ACCOUNTS_PARAMETER names. Each is checked anew.
"""

from __future__ import annotations

import argparse
import sys

from bot.aws.clients import Aws
from bot.aws.session import session
from bot.cli.all_budgets import AllBudgets, all_budgets
from bot.cli.budget_table import as_csv, as_rows, as_table
from bot.cli.check import EXIT
from bot.cli.output import printable, printed
from bot.cli.progress import progress
from bot.core.findings import Status
from bot.settings import Settings

EXAMPLES = ("list", "list --broken", "list --account 111111111111 --csv")
EPILOG = "Exit status: 0 all are listed, whatever their verdicts; 4 something could not be read."
SETTINGS = frozenset({"ACCOUNTS_PARAMETER", "ALLOW_UNENCRYPTED", "AWS_ENDPOINT_URL"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `list`."""
    parser.add_argument("--broken", action="store_true", help="only those that do not alert")
    parser.add_argument("--account", metavar="ID", help="of this account alone, by its id or alias")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print one JSON object")
    how.add_argument("--csv", action="store_true", help="print a line for each, for a spreadsheet")
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """List them and return the exit status.

    Raises UsageError for an account that is none, or not known, and an unknown profile.
    """
    with Aws(session(arguments.profile)) as aws, progress() as tell:
        found = all_budgets(aws, settings, arguments.account, tell)
    whole = printed(_text(arguments, found)) and not found.unread
    return EXIT[Status.OK] if whole else EXIT[Status.UNKNOWN]


def _text(arguments: argparse.Namespace, found: AllBudgets) -> str:
    broken: bool = arguments.broken
    shown = [r for r in found.reports if not broken or r.verdict is Status.BROKEN]
    if arguments.json:
        return as_rows(found, shown)
    if arguments.csv:
        # A file of budgets has no place for them.
        sys.stderr.writelines(f"budget-check: {printable(one)}\n" for one in found.unread)
        return as_csv(shown)
    return as_table(found, shown)
