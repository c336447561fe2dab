"""A change of which accounts an organisation has, as EventBridge hands it on of CloudTrail.

Organizations tells the management account alone, in us-east-1 (docs/facts.md 11a). An account that
Control Tower makes is one that Organizations makes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.aws_events._json import inner, word

ORGANIZATIONS = "organizations.amazonaws.com"
ORGANIZATION_EVENTS = frozenset(
    {
        "CreateAccountResult",
        "AccountJoinedOrganization",
        "AccountDepartedOrganization",
        "RemoveAccountFromOrganization",
        "CloseAccountResult",
        "MoveAccount",
    }
)
"""deploy/watch.yml and deploy/member-account.yml ask for these."""


@dataclass(frozen=True, slots=True)
class OrganizationChange:
    """`event` is CloudTrail's id of it."""

    event: str
    at: datetime


def organization_change(event: Mapping[str, object]) -> OrganizationChange | None:
    """None for an event of another kind, a call that AWS refused, and one that does not say when
    it was. Never raises.
    """
    detail = inner(event, "detail")
    named = word(detail, "eventName") in ORGANIZATION_EVENTS
    if not named or not is_organizations(event) or word(detail, "errorCode"):
        return None
    id = word(detail, "eventID") or word(event, "id")
    try:
        at = datetime.fromisoformat(word(detail, "eventTime") or word(event, "time"))
    except ValueError:
        return None
    return OrganizationChange(id, at) if id and at.tzinfo else None


def is_organizations(event: Mapping[str, object]) -> bool:
    """Whether an event of CloudTrail's is about Organizations."""
    return word(inner(event, "detail"), "eventSource") == ORGANIZATIONS
