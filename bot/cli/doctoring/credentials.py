"""Whose AWS credentials, and which Region?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.aws.caller import caller
from bot.cli.doctoring._finding import Finding, Status, fine
from bot.cli.doctoring._setup import Setup
from bot.cli.doctoring._unread import unread
from bot.core.arns import parse_arn
from bot.core.model import Cause, Unread

TITLE = "AWS credentials"
PLACE = 20
ALWAYS = True

_WRONG = (Cause.NO_CREDENTIALS, Cause.EXPIRED)


def check(setup: Setup) -> Iterator[Finding]:
    """Who AWS says that the caller is."""
    who = caller(setup.means.aws)
    if isinstance(who, Unread):
        said = unread("credentials", who)
        yield replace(said, status=Status.WRONG) if who.cause in _WRONG else said
        return
    arn = parse_arn(who)
    account = arn.account if arn else "unknown"
    yield fine("credentials", f"account {account}, {who}, Region {setup.means.aws.region}.")
