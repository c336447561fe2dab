"""A filter policy that budget alerts pass."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Subscription, Topic

FILTERED = Subscription(attributes={"FilterPolicy": '{"severity": [{"exists": false}]}'})

SCENARIO = Scenario(
    name="subscription-filter-lets-through",
    title="a filter policy that budget alerts pass",
    story="The filter asks that an attribute be absent, and a budget alert has none.",
    source="FACTS section 2.4",
    budget="team-edge-spend",
    expected=fine(),
    topics=(Topic("edge-alerts", subscriptions=(FILTERED,)),),
)
