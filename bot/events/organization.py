"""Organizations, through CloudTrail and EventBridge: an account that comes, goes or moves leaves a
job.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.aws_events import EVENTS, is_organizations, organization_change
from bot.core.jobs import NOBODY, Job
from bot.core.jobs.organization import OrganizationChanged


def take(event: Mapping[str, object], _id: str) -> tuple[Job, ...] | None:
    """None where the event is not Organizations'; no job for one that changed no account.

    An event that comes twice leaves the same job: its id is CloudTrail's.
    """
    if str(event.get("detail-type")) not in EVENTS or not is_organizations(event):
        return None
    found = organization_change(event)
    if found is None:
        return ()
    return (Job(found.event, NOBODY, OrganizationChanged(found.at.isoformat())),)
