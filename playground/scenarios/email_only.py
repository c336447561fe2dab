"""The budget tells one mail address."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Notification, Scenario

SCENARIO = Scenario(
    name="email-only",
    title="the budget tells one mail address",
    story=(
        "No topic at all, one e-mail address, and AWS does not show whether its owner ever "
        "verified it."
    ),
    source="https://github.com/fleetdm/fleet/issues/12144",
    budget="team-small-spend",
    expected=at_risk("budget.email-only", "endpoint.email-unverified", judge=None),
    notifications=(Notification(None, emails=("owner@example.com",)),),
)
