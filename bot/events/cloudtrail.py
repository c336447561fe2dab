"""CloudTrail, through EventBridge: one job for each change that can stop an alert."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.core.aws_events import EVENTS, ResourceChange, resource_change
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.watch import ResourceChanged

_log = logging.getLogger(__name__)


def take(event: Mapping[str, object], _id: str) -> tuple[Job, ...] | None:
    """None where the event is not CloudTrail's; no job for a call that changed nothing of ours.

    An event that comes twice leaves the same job: its id is CloudTrail's.
    """
    if str(event.get("detail-type")) not in EVENTS:
        return None
    found = resource_change(event)
    if found is None:
        detail = event.get("detail")
        name = detail.get("eventName") if isinstance(detail, Mapping) else None
        _log.info("Event %s (%s) changed nothing that is watched", event.get("id"), name)
        return ()
    return (Job(found.event, NOBODY, as_job(found)),)


def as_job(one: ResourceChange) -> ResourceChanged:
    """As it travels."""
    return ResourceChanged(
        event=one.event,
        action=one.action,
        who=one.who,
        at=one.at.isoformat(),
        account=one.account,
        region=one.region,
        kind=one.kind.value,
        about=one.about,
        key=one.key,
        job=one.job,
        attribute=one.attribute,
        text=one.text,
    )
