"""Check one budget's path, from its notifications to the endpoints, with your AWS credentials.

`topic:NAME` checks everything that publishes to a topic; `alarm:NAME`, `rule:NAME`, `trail:NAME`,
`anomaly:NAME`, `config:`, `rds:NAME` and `elasticache:NAME` one of those.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from rich.console import Console

from bot.aws.clients import Aws
from bot.aws.gather import read
from bot.aws.session import session
from bot.cli.accounts import Opened, opened
from bot.cli.as_json import as_json, topic_as_json
from bot.cli.output import printed
from bot.cli.picture import draw
from bot.cli.subjects import subject_facts, topic_facts
from bot.cli.topic_picture import draw_topic
from bot.core.findings import Report, Status
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.names import flat
from bot.core.report import judge
from bot.core.subject_option import SubjectOption, subject_option
from bot.core.topic_report import TopicReport, judge_topic
from bot.errors import UsageError
from bot.settings import Settings

EXIT = {Status.OK: 0, Status.BROKEN: 1, Status.AT_RISK: 3, Status.UNKNOWN: 4}
"""The exit status for each verdict; 2 is wrong usage (docs/architecture.md, "Command line")."""

EXAMPLES = (
    'check "my budget"',
    'check "my budget" --account 111111111111 --json',
    "check topic:alerts --region eu-west-1",
    "check alarm:cpu-high --region eu-west-1 --json",
)
EPILOG = "Exit status: 0 OK, 1 BROKEN, 3 AT_RISK, 4 UNKNOWN or an answer that cannot be printed."
SETTINGS = frozenset({"ACCOUNTS_PARAMETER", "ALLOW_UNENCRYPTED", "AWS_ENDPOINT_URL", "SENDERS"})
"""The settings that a check heeds; what only the Slack app reads cannot stop it."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `check`."""
    parser.add_argument(
        "name",
        metavar="NAME",
        help="the budget's name, exactly as AWS shows it; or topic:, alarm:, rule: and so on with "
        "a name or an ARN",
    )
    parser.add_argument(
        "--account",
        metavar="ID",
        help="the budget's account (default: yours); an alias too, where ACCOUNTS_PARAMETER is set",
    )
    parser.add_argument("--region", metavar="R", help="the Region of a topic, an alarm and so on")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Check one budget, topic or other subject, print the answer and return the exit status.

    Raises UsageError for an empty name, an account id that is none or not that of the credentials
    (without ACCOUNTS_PARAMETER), an account that no entry names, an unknown profile, a name that
    stands for several topics or other subjects, and a topic that does not exist.
    """
    if not flat(arguments.name):
        raise UsageError("The budget's name is empty: give it as AWS shows it.")
    asked = subject_option(arguments.name)
    if arguments.region and asked is None:
        raise UsageError("--region is for topic:, alarm: and so on: a budget has no Region.")
    with Aws(session(arguments.profile)) as aws:
        report = _report(arguments, settings, aws, asked)
    return EXIT[report.verdict] if _printed(report, json=arguments.json) else EXIT[Status.UNKNOWN]


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
    return judge(_facts(where, arguments.name), allow_unencrypted=unencrypted)


def _facts(where: Opened, name: str) -> Facts:
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
        else:
            draw_topic(report, console)
    return printed(captured.get())
