"""Check budget-check's own set-up, on this machine or as deployed; nothing is written.

Without --stage the settings are those of the environment. With it they are read from the deployed
functions, so that what is checked is what runs.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot.aws.clients import Aws
from bot.aws.session import session
from bot.cli.doctor._answer import DoctorReport, as_json, as_text
from bot.cli.doctor._checks import (
    DoctorClients,
    DoctorStatus,
    all_checks,
    examined,
    set_up,
    verdict,
)
from bot.cli.output import printed
from bot.cli.stage import stage_named
from bot.settings import Settings
from bot.store.connect import dynamodb

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

EXIT = {
    DoctorStatus.FINE: 0,
    DoctorStatus.WARNING: 0,
    DoctorStatus.WRONG: 1,
    DoctorStatus.UNKNOWN: 4,
}
"""The exit status for each verdict; 2 is wrong usage."""

EXAMPLES = ("doctor", "doctor --stage prod", "doctor --stage prod --json")
EPILOG = "Exit status: 0 all is fine (warnings allowed), 1 something is wrong, 4 could not tell."
SETTINGS: frozenset[str] = frozenset()
"""None is read at the start: a wrong one is a finding here, and all of them are named."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `doctor`."""
    parser.add_argument("--stage", metavar="STAGE", help="check this deployed stage, as in prod")
    parser.add_argument("--profile", metavar="P", help="a profile of your AWS configuration")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(arguments: argparse.Namespace, _settings: Settings) -> int:
    """Look at everything, print what there is to say and return the exit status.

    Raises UsageError for a stage that cannot be one and an unknown profile, SettingsError where no
    AWS Region is known for a stage. On a laptop that is a finding.
    """
    stage = "" if arguments.stage is None else stage_named(arguments.stage)
    with Aws(session(arguments.profile)) as aws, _tables(arguments.profile, stage) as client:
        setup = set_up(DoctorClients(aws, client, _now), stage, arguments.environment)
        answer = DoctorReport(stage, _now(), tuple(examined(setup, all_checks())))
    text = as_json(answer) if arguments.json else as_text(answer)
    status = EXIT[verdict(finding for _, finding in answer.findings)]
    return status if printed(text) else EXIT[DoctorStatus.UNKNOWN]


@contextmanager
def _tables(profile: str | None, stage: str) -> Iterator[DynamoDBClient | None]:
    """Whoever knows the tables; None on a laptop without a Region."""
    found = session(profile)
    if not found.region_name and not stage:
        yield None
        return
    with closing(dynamodb(found)) as client:
        yield client


def _now() -> datetime:
    return datetime.now(UTC)
