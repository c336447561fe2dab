"""Deliveries have failed of late."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Scenario, Topic, Traffic

SCENARIO = Scenario(
    name="subscription-failing",
    title="deliveries have failed of late",
    story="CloudWatch counts failed deliveries on the topic in the last days.",
    source="docs/facts.md 2.6",
    budget="team-ops-spend",
    expected=at_risk("subscription.failing"),
    topics=(Topic("ops-alerts", traffic=Traffic(published=3, delivered=1, failed=2)),),
)
