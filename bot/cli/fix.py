"""Print what would mend a budget's path, and write nothing.

For each topic: what mends all of its faults in one change, or else the best fix of one.
"""

from __future__ import annotations

import argparse
from uuid import uuid4

from bot.aws.clients import Aws
from bot.aws.session import session
from bot.cli.accounts import Opened, opened
from bot.cli.change_text import FORMS, changes
from bot.cli.check import EXIT, WRONG_USAGE, asked_for, budget_facts
from bot.cli.mends import MendRequest, mends
from bot.cli.output import printed
from bot.cli.subjects import other_senders, subject_facts
from bot.core.findings import Status
from bot.core.model.path import Facts
from bot.core.plan import Plan
from bot.core.report import judge
from bot.core.subject_option import SubjectOption
from bot.core.texts.report import not_found
from bot.errors import UsageError
from bot.settings import Settings

EXAMPLES = (
    'fix "my budget"',
    'fix "my budget" --as terraform',
    'fix "my budget" --as cli --only allow-on-key',
)
EPILOG = (
    "Exit status: 0 there is a change to make, or nothing to mend; 1 BROKEN, 3 AT_RISK or\n"
    "4 UNKNOWN, and no change of ours mends it; 2 no budget of that name, or wrong usage."
)
SETTINGS = frozenset({"ACCOUNTS_PARAMETER", "ALLOW_UNENCRYPTED", "AWS_ENDPOINT_URL", "SENDERS"})


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `fix`."""
    parser.add_argument("name", metavar="NAME", help="as for check")
    parser.add_argument("--as", dest="form", choices=FORMS, default="", help="as text to paste")
    parser.add_argument("--only", metavar="FIX", default="", help="another fix, by its id")
    parser.add_argument("--account", metavar="ID", help="the budget's account, as for check")
    parser.add_argument("--region", metavar="R", help="the Region of an alarm, a rule and so on")
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print it and return the exit status.

    Raises UsageError as `check` does, and for a fix that does not help.
    """
    asked = _asked(arguments)
    with Aws(session(arguments.profile)) as aws:
        where = opened(aws, settings.accounts_parameter, arguments.account)
        facts = _facts(arguments, where, asked)
        request = MendRequest(
            arguments.only,
            uuid4().hex,
            settings.allow_unencrypted,
            lambda topic: other_senders(where, settings, topic),
        )
        report = judge(facts, allow_unencrypted=request.allow_unencrypted)
        made = mends(facts, report, request)
    if not printed(changes(report, made, arguments.form)):
        return EXIT[Status.UNKNOWN]
    if not_found(report):
        return WRONG_USAGE
    mended = any(isinstance(one.plan, Plan) for one in made)
    return EXIT[Status.OK] if mended else EXIT[report.verdict]


def _asked(arguments: argparse.Namespace) -> SubjectOption | None:
    asked = asked_for(arguments)
    if asked and asked.sender is None:
        raise UsageError(
            "fix is about one budget, alarm, rule and so on: `check topic:NAME` lists those of a "
            "topic."
        )
    return asked


def _facts(arguments: argparse.Namespace, where: Opened, asked: SubjectOption | None) -> Facts:
    if asked and asked.sender:
        return subject_facts(where, asked.sender, asked.name, arguments.region)
    return budget_facts(where, arguments.name)
