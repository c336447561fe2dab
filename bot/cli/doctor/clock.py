"""Does this machine's clock agree with Slack's and AWS's?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.aws.caller import time_at_aws
from bot.cli.doctor._finding import DoctorFinding, fine, unknown, warning, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.model.read import ReadFailed
from bot.slack.token_status import TokenStatus

TITLE = "Clock"
PLACE = 120
ALWAYS = True

ODD, REFUSED = 60, 300
"""Seconds. Slack's requests are refused beyond 5 minutes (docs/facts.md 7), AWS's signatures
too."""
_DO = "Set this machine's clock by a time server (NTP)."


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """The Date header of an answer against the clock here."""
    there = time_at_aws(setup.clients.aws)
    if isinstance(there, ReadFailed):
        yield unread("against AWS", there)
    else:
        yield _judged("against AWS", setup.clients.now(), there)
    if isinstance(setup.slack, TokenStatus):
        if setup.slack.time is None:
            yield unknown("against Slack", "Slack's answer has no Date.", _DO)
        else:
            yield _judged("against Slack", setup.slack_asked, setup.slack.time)


def _judged(about: str, here: datetime, there: datetime) -> DoctorFinding:
    seconds = (here - there).total_seconds()
    way = "ahead" if seconds > 0 else "behind"
    says = f"The clock here is {abs(seconds):.0f} s {way}"
    if abs(seconds) > REFUSED:
        return wrong(about, f"{says}: signatures are refused beyond {REFUSED} s.", _DO)
    if abs(seconds) > ODD:
        return warning(about, f"{says}; signatures are refused beyond {REFUSED} s.", _DO)
    return fine(about, "They agree.")
