"""Check a budget's path, from its notifications to the endpoints, with your AWS credentials.

`topic:NAME` checks everything that publishes to a topic; `alarm:NAME`, `rule:NAME`, `trail:NAME`,
`anomaly:NAME`, `config:`, `rds:NAME` and `elasticache:NAME` one of those.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from rich.console import Console
from rich.text import Text

from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.aws.session import session
from bot.cli.accounts import Opened, opened
from bot.cli.all_budgets import all_budgets
from bot.cli.as_json import as_json, topic_as_json
from bot.cli.budget_table import as_reports, as_table
from bot.cli.output import printed
from bot.cli.picture import draw
from bot.cli.progress import progress
from bot.cli.subjects import subject_facts, topic_facts
from bot.cli.topic_picture import draw_topic
from bot.core.findings import Report, Status
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.names import flat
from bot.core.report import judge
from bot.core.subject_option import SubjectOption, subject_option
from bot.core.texts.report import not_found
from bot.core.topic_report import TopicReport, judge_topic
from bot.errors import UsageError
from bot.settings import Settings

EXIT = {Status.OK: 0, Status.BROKEN: 1, Status.AT_RISK: 3, Status.UNKNOWN: 4}
"""The exit status for each verdict; 2 is wrong usage (docs/architecture.md, "Command line")."""
WRONG_USAGE = 2
FIX = "`fix` with the same name shows each change as text; it writes nothing."

EXAMPLES = (
    'check "my budget"',
    'check "my budget" --account 111111111111 --json',
    "check --all --fail-on BROKEN",
    "check topic:alerts --region eu-west-1",
    "check alarm:cpu-high --region eu-west-1 --json",
)
EPILOG = (
    "Exit status: 0 OK, 1 BROKEN, 3 AT_RISK, 4 UNKNOWN or an answer that cannot be printed,\n"
    "2 nothing of that name, or wrong usage. With --all it is that of the worst.\n"
    "`explain CODE` says what the code of a finding means."
)
SETTINGS = frozenset({"ACCOUNTS_PARAMETER", "ALLOW_UNENCRYPTED", "AWS_ENDPOINT_URL", "SENDERS"})
"""The settings that a check heeds; what only the Slack app reads cannot stop it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `check`."""
    parser.add_argument(
        "name",
        metavar="NAME",
        nargs="?",
        help="the budget's name, exactly as AWS shows it; or topic:, alarm:, rule: and so on with "
        "a name or an ARN",
    )
    parser.add_argument("--all", action="store_true", help="every budget, in place of a name")
    add_fail_on(parser)
    parser.add_argument(
        "--account",
        metavar="ID",
        help="the budget's account (default: yours); an alias too, where ACCOUNTS_PARAMETER is set",
    )
    parser.add_argument("--region", metavar="R", help="the Region of a topic, an alarm and so on")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")


def add_fail_on(parser: argparse.ArgumentParser) -> None:
    """Declare `--fail-on`."""
    parser.add_argument(
        "--fail-on",
        choices=[Status.AT_RISK.value, Status.UNKNOWN.value, Status.BROKEN.value],
        help="exit with 0 for what is better than this (default: AT_RISK)",
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check one budget, topic or other subject, print the answer and return the exit status.

    Raises UsageError for an empty name, an account id that is none or not that of the credentials
    (without ACCOUNTS_PARAMETER), an account that no entry names, an unknown profile, a name that
    stands for several topics or other subjects, and a topic that does not exist.
    """
    if arguments.all:
        return _check_all(arguments, settings)
    asked = asked_for(arguments)
    with Aws(session(arguments.profile)) as aws:
        report = _report(arguments, settings, aws, asked)
    if not _printed(report, json=arguments.json):
        return EXIT[Status.UNKNOWN]
    if isinstance(report, Report) and not_found(report):
        return WRONG_USAGE
    return exit_status(report.verdict, arguments.fail_on)


def asked_for(arguments: argparse.Namespace) -> SubjectOption | None:
    """What `name` and `region` ask for, None for a budget.

    Raises UsageError for an empty name and for a budget's Region.
    """
    if arguments.name is None or not flat(arguments.name):
        raise UsageError(
            "The budget's name is missing or empty: give it as AWS shows it. `list` shows them all."
        )
    asked = subject_option(arguments.name)
    if arguments.region and asked is None:
        raise UsageError("--region is for topic:, alarm: and so on: a budget has no Region.")
    return asked


def exit_status(verdict: Status, fail_on: str | None) -> int:
    """That of a verdict; 0 for what is better than `fail_on`."""
    return EXIT[verdict] if verdict.rank >= Status(fail_on or "OK").rank else EXIT[Status.OK]


def _check_all(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.name is not None or arguments.region:
        raise UsageError("Give a name or --all, not both; --all is of budgets, without --region.")
    with Aws(session(arguments.profile)) as aws, progress() as tell:
        found = all_budgets(aws, settings, arguments.account, tell)
    text = as_reports(found) if arguments.json else as_table(found, found.reports)
    status = exit_status(found.verdict, arguments.fail_on)
    if not printed(text):
        return EXIT[Status.UNKNOWN]
    # What was not even listed is no better for --fail-on: nobody looked at it.
    return status or (EXIT[Status.UNKNOWN] if found.unread else status)


def _report(
    arguments: argparse.Namespace, settings: Settings, aws: Aws, asked: SubjectOption | None
) -> Report | TopicReport:
    path, unencrypted = settings.accounts_parameter, settings.allow_unencrypted
    if asked and asked.sender is None:
        facts = topic_facts(aws, settings, asked.name, arguments.account, arguments.region)
        return judge_topic(facts, allow_unencrypted=unencrypted)
    where = opened(aws, path, arguments.account)
    if asked and asked.sender:
        found = subject_facts(where, asked.sender, asked.name, arguments.region)
        return judge(found, allow_unencrypted=unencrypted)
    return judge(budget_facts(where, arguments.name), allow_unencrypted=unencrypted)


def budget_facts(where: Opened, name: str) -> Facts:
    """A budget's path as it was read."""
    now = datetime.now(UTC)
    if isinstance(where.aws, ReadFailed):
        return Facts(account=where.account, name=name, now=now, budget=where.aws)
    return read(where.aws, where.account, name, now)


def _printed(report: Report | TopicReport, *, json: bool) -> bool:
    if json:
        told = as_json(report) if isinstance(report, Report) else topic_as_json(report)
        return printed(told + "\n")
    console = Console(highlight=False)
    with console.capture() as captured:
        if isinstance(report, Report):
            draw(report, console)
            if report.fixes:
                console.print(Text(FIX, style="dim"))
        else:
            draw_topic(report, console)
    return printed(captured.get())
