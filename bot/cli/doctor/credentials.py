"""Whose AWS credentials, and which Region?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.aws.caller import caller
from bot.cli.doctor._finding import DoctorFinding, DoctorStatus, fine, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.arns import parse_arn
from bot.core.model.read import Cause, ReadFailed

TITLE = "AWS credentials"
PLACE = 20
ALWAYS = True

_WRONG = (Cause.NO_CREDENTIALS, Cause.EXPIRED)


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Who AWS says that the caller is, and where."""
    if setup.clients.dynamodb is None:
        says = "AWS's own configuration names none: what has one could not be looked for."
        yield wrong("Region", says, "Set AWS_DEFAULT_REGION, or the profile's region.")
    who = caller(setup.clients.aws)
    if isinstance(who, ReadFailed):
        said = unread("credentials", who)
        yield replace(said, status=DoctorStatus.WRONG) if who.cause in _WRONG else said
        return
    arn = parse_arn(who)
    account = arn.account if arn else "unknown"
    where = f", Region {setup.clients.aws.region}" if setup.clients.dynamodb else ""
    yield fine("credentials", f"account {account}, {who}{where}.")
