"""A filter policy drops every budget alert."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Subscription, Topic

FILTERED = Subscription(attributes={"FilterPolicy": '{"severity": ["high"]}'})

SCENARIO = Scenario(
    name="subscription-filtered-out",
    title="a filter policy drops every budget alert",
    story=(
        "The filter lets messages with severity=high through. A budget alert carries no "
        "attributes at all."
    ),
    source="docs/facts.md 2.4",
    budget="team-iot-spend",
    expected=broken("subscription.filtered-out", judge="delivers"),
    topics=(Topic("iot-alerts", subscriptions=(FILTERED,)),),
)
