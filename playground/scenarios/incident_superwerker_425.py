"""A topic that nobody has subscribed to."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="incident-superwerker-425",
    title="a topic that nobody has subscribed to",
    story=(
        "The budget publishes to a topic made for it, and the topic has no subscription at all."
    ),
    source="https://github.com/superwerker/superwerker/issues/425",
    budget="superwerker-budget",
    expected=broken("subscription.none", judge="delivers"),
    topics=(Topic("superwerker-Budget", subscriptions=()),),
)
