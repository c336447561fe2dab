"""Check a Terraform plan or a CloudFormation template before it is applied; needs no credentials.

It judges the path of every budget in it, and of alarms, rules and other senders, by the same rules
as `check`. What cannot be known before the change is applied is UNKNOWN, with the expression that
it hangs on.
"""

from __future__ import annotations

import argparse
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from bot.cli.check import EXIT, add_fail_on, exit_status
from bot.cli.iac.as_json import as_json
from bot.cli.iac.markdown import as_markdown
from bot.cli.iac.picture import draw_all
from bot.cli.iac.sarif import as_sarif
from bot.cli.output import printed
from bot.core.findings import Status
from bot.core.iac.cloudformation import template
from bot.core.iac.declared import Declaration
from bot.core.iac.judged import Verdict, judge_all
from bot.core.iac.terraform import declaration as terraform
from bot.errors import UsageError
from bot.settings import Settings

EXAMPLES = (
    "plan --template template.yaml --account 111111111111 --region eu-west-1",
    "plan --terraform plan.json --fail-on UNKNOWN",
    "plan --terraform plan.json --sarif > budget-check.sarif",
)
EPILOG = "Exit status: 0 OK, 1 BROKEN, 3 AT_RISK, 4 UNKNOWN; the worst of all senders counts."
SETTINGS: frozenset[str] = frozenset()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `plan`."""
    given = parser.add_mutually_exclusive_group(required=True)
    given.add_argument(
        "--terraform", metavar="PLAN.json", help="a plan, as `terraform show -json` writes it"
    )
    given.add_argument(
        "--template", metavar="TEMPLATE", help="a CloudFormation template, in YAML or JSON"
    )
    parser.add_argument("--account", metavar="ID", help="the account that it is applied in")
    parser.add_argument("--region", metavar="R", help="the Region that it is applied in")
    parser.add_argument(
        "--parameter",
        metavar="K=V",
        action="append",
        default=[],
        help="a parameter of the template (again for each)",
    )
    add_fail_on(parser)
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument("--sarif", action="store_true", help="print SARIF 2.1.0, for code scanning")
    form.add_argument(
        "--markdown", action="store_true", help="print a summary for a pull request's comment"
    )


def run(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Judge it, print the answer and return the exit status.

    Raises UsageError for a file that cannot be read or is neither a plan nor a template, for
    circular references, an account id or Region that is none, and a parameter that is not there.
    """
    file = arguments.terraform or arguments.template
    verdict = judge_all(_declaration(arguments, _read(file)), datetime.now(UTC))
    said = _said(arguments, verdict, file)
    status = exit_status(verdict.status, arguments.fail_on)
    return status if printed(said) else EXIT[Status.UNKNOWN]


def _declaration(arguments: argparse.Namespace, text: str) -> Declaration:
    account, region = arguments.account or "", arguments.region or ""
    if account and not re.fullmatch(r"[0-9]{12}", account):
        raise UsageError(f"--account {account!r} is not an account id: it has 12 digits.")
    if region and not re.fullmatch(r"[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}", region):
        raise UsageError(f"--region {region!r} is not a Region, such as eu-west-1.")
    given = dict(_parameter(words) for words in arguments.parameter)
    if arguments.template:
        return template.declaration(text, account=account, region=region, parameters=given)
    if given:
        raise UsageError("--parameter is for a template: a plan holds its variables.")
    return terraform.declaration(text, account=account, region=region)


def _parameter(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not name or not equals:
        raise UsageError(f"--parameter {words!r} is not of the form NAME=VALUE.")
    return name, value


def _read(file: str) -> str:
    """The file's text; "-" is standard input."""
    try:
        if file == "-":
            return sys.stdin.buffer.read().decode()
        return Path(file).read_text("utf-8")
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(
            f"{file} is not text in UTF-8. A plan has to be shown first: terraform show -json FILE."
        ) from None


def _said(arguments: argparse.Namespace, verdict: Verdict, file: str) -> str:
    forms = {"json": as_json, "sarif": as_sarif, "markdown": as_markdown}
    form = next((make for name, make in forms.items() if getattr(arguments, name)), None)
    if form:
        return f"{form(verdict, file)}\n"
    console = Console(highlight=False)
    with console.capture() as captured:
        draw_all(verdict, file, console)
    return captured.get()
