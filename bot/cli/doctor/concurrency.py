"""Has the account room for the functions side by side? New ones often have 10 places in all."""

from __future__ import annotations

from collections.abc import Iterator

from bot.aws.deployment.functions import concurrency
from bot.cli.doctor._finding import DoctorFinding, fine, warning
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.model.read import ReadFailed

TITLE = "Concurrency"
PLACE = 35
ENOUGH = 30
"""`check` takes 11 at once of its three queues, `mend` 5; `slack` and `events` need room beside."""


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """What the account has; a laptop does without."""
    if not setup.stage:
        return
    about = "Lambda's concurrency"
    places = concurrency(setup.clients.aws)
    if isinstance(places, ReadFailed):
        yield unread(about, places)
    elif places < ENOUGH:
        says = f"The account runs {places} calls at once in this Region, of all its functions."
        do = (
            "Raise the quota L-B99A9384 (`aws service-quotas request-service-quota-increase "
            "--service-code lambda --quota-code L-B99A9384 --desired-value 1000`): Slack shows "
            "operation_timeout where there is no room."
        )
        yield warning(about, says, do)
    else:
        yield fine(about, f"The account runs {places} calls at once in this Region.")
