"""Do the alerts of those accounts get through that share an inbox (docs/alerts.md)?"""

from __future__ import annotations

from collections.abc import Iterator

from bot.aws.deployment.functions import sources
from bot.aws.deployment.queues import queues_called
from bot.cli.doctor._fed import fed, late
from bot.cli.doctor._finding import DoctorFinding, fine, wrong
from bot.cli.doctor._setup import Setup
from bot.cli.doctor._unread import unread
from bot.core.model.read import ReadFailed

TITLE = "Inboxes"
PLACE = 91
_DEAD = "dead"
"""The end of the name of the queue for what they gave up (deploy/inbox.js)."""


def check(setup: Setup) -> Iterator[DoctorFinding]:
    """Each inbox of a stage that has any; what they gave up is among its queues."""
    prefix = setup.settings.inbox_queues
    if not setup.stage or not prefix:
        return
    found = queues_called(setup.clients.aws, prefix)
    if isinstance(found, ReadFailed):
        yield unread("inboxes", found)
        return
    inboxes = [arn for arn in found if arn != prefix + _DEAD]
    if not inboxes:
        says = f"There is no queue {prefix}*: what accounts send there is lost."
        yield wrong("inboxes", says, setup.deploy_again)
        return
    function = f"budget-check-{setup.stage}-events"
    every = sources(setup.clients.aws, function)
    for arn in inboxes:
        about = f"inbox {arn.removeprefix(prefix)}"
        troubles = [*fed(setup, about, arn, function, every), *late(setup, about, arn, function)]
        yield from troubles or [fine(about, f"{function} reads it.")]
