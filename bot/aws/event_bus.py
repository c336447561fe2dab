"""Puts an event of budget-check's own onto EventBridge's default event bus.

https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
"""

from __future__ import annotations

from bot.aws.clients import Aws
from bot.aws.errors import attempt, found
from bot.aws.reads import Read
from bot.core.model.read import ReadFailed
from bot.core.verdict_event import DETAIL_TYPE, SOURCE, VerdictEvent
from bot.errors import EventBusError

PUT = Read("PutEvents", "events:PutEvents")
_BUS = "the default event bus"


def put_event(aws: Aws, event: VerdictEvent) -> None:
    """Put it, on the bus of the caller's own account and Region.

    Raises EventBusError where it is not certain that EventBridge took it.
    """
    where = f"{_BUS} in {aws.region}"
    answer = found(PUT, where, attempt(PUT, where, lambda: _put(aws, event)))
    if isinstance(answer, ReadFailed):
        raise EventBusError(f"{answer.detail} ({PUT.action} on {where})")
    if answer:
        raise EventBusError(f"{answer} ({where})")


def _put(aws: Aws, event: VerdictEvent) -> str:
    """Why EventBridge left it out, for it answers with success then too; "" where it took it."""
    entry = {
        "Source": SOURCE,
        "DetailType": DETAIL_TYPE,
        "Detail": event.detail,
        "Time": event.at,
    }
    (taken,) = aws.events(aws.region).put_events(Entries=[entry])["Entries"]
    if taken.get("EventId"):
        return ""
    return f"{taken.get('ErrorCode', 'no id')}: {taken.get('ErrorMessage', '')}"
