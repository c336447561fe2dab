"""An empty filter policy."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Subscription, Topic

UNFILTERED = Subscription(attributes={"FilterPolicy": "{}"})

SCENARIO = Scenario(
    name="subscription-filter-lets-through",
    title="an empty filter policy",
    story="A filter policy is there and asks for nothing: the alert passes.",
    source="docs/facts.md 2.4",
    budget="team-edge-spend",
    expected=fine(),
    topics=(Topic("edge-alerts", subscriptions=(UNFILTERED,)),),
)
