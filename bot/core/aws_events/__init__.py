"""A change that can stop an alert, read from what EventBridge hands on of CloudTrail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.core.aws_events._json import inner, word
from bot.core.aws_events._organization import (
    ORGANIZATION_EVENTS,
    ORGANIZATIONS,
    is_organizations,
    organization_change,
)
from bot.core.aws_events._resources import (
    EVENTS,
    OF_MACHINES,
    ResourceKind,
    changed_resource,
)
from bot.core.aws_events._texts import what_was_written
from bot.core.aws_events._who import our_job, who, who_is

__all__ = [
    "EVENTS",
    "OF_MACHINES",
    "ORGANIZATIONS",
    "ORGANIZATION_EVENTS",
    "ResourceChange",
    "ResourceKind",
    "is_organizations",
    "organization_change",
    "resource_change",
    "who_is",
]


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """One call that changed something, or what AWS did by itself.

    `event` is CloudTrail's id of it, `action` the operation, `who` a person, role or service in
    words. `account` owns what was changed, `region` is where; `about` is its ARN, for a budget its
    name. `key` is the key of an alias, where told. `job` is the id of our own job behind it, else
    "". `attribute` and `text` are what was written, in the words of `bot.core.plan.Write`, "" where
    the event does not tell.
    """

    event: str
    action: str
    who: str
    at: datetime
    account: str
    region: str
    kind: ResourceKind
    about: str
    key: str = ""
    job: str = ""
    attribute: str = ""
    text: str = ""


def resource_change(event: Mapping[str, object]) -> ResourceChange | None:
    """What an event of EventBridge tells of.

    None for an event of another kind, for a call that AWS refused (`errorCode`: it changed
    nothing), and for one that does not say when it was or what it was about. Never raises.
    """
    detail = inner(event, "detail")
    if word(detail, "errorCode"):
        return None
    at = _time(word(detail, "eventTime") or word(event, "time"))
    account = word(detail, "recipientAccountId") or word(event, "account")
    region = word(detail, "awsRegion") or word(event, "region")
    found = changed_resource(str(event.get("detail-type")), detail, account, region)
    id = word(detail, "eventID") or word(event, "id")
    if found is None or at is None or not id:
        return None
    identity = inner(detail, "userIdentity")
    attribute, text = what_was_written(detail)
    return ResourceChange(
        event=id,
        action=word(detail, "eventName"),
        who=who(identity, account),
        at=at,
        account=found.account,
        region=region,
        kind=found.kind,
        about=found.about,
        key=found.key,
        job=our_job(identity, word(detail, "userAgent")),
        attribute=attribute,
        text=text,
    )


def _time(text: str) -> datetime | None:
    """CloudTrail writes UTC, as in 2026-11-24T20:37:00Z."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
