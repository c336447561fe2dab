"""OpsCenter, through EventBridge: an OpsItem that is resolved or closed leaves a job.

OpsCenter tells of its items itself, without a trail:
https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.aws_events import who_is
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.ticket_states import TicketClosed

DETAIL_TYPE = "OpsItem Update"
OVER = frozenset({"resolved", "closed"})
"""OpsCenter writes `Resolved`; whatever the case, as deploy/watch.yml asks."""


def take(event: Mapping[str, object], _id: str) -> tuple[Job, ...] | None:
    """None where the event is not OpsCenter's; no job for an item that is not over.

    An event that comes twice leaves the same job: its id is EventBridge's. Whether the item is a
    ticket of ours only the worker knows.
    """
    if event.get("detail-type") != DETAIL_TYPE:
        return None
    detail = event.get("detail")
    told = detail if isinstance(detail, Mapping) else {}
    id, status = _text(event, "id"), _text(told, "status")
    ticket, account = _text(told, "ops-item-id"), _text(event, "account")
    if status.casefold() not in OVER or not (id and ticket and account):
        return ()
    what = TicketClosed(ticket, account, status, who_is(_text(told, "modified-by"), account))
    return (Job(id, NOBODY, what),)


def _text(of: Mapping[str, object], name: str) -> str:
    value = of.get(name)
    return value if isinstance(value, str) else ""
