"""A filter policy on the message's body."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Subscription, Topic

FILTERED = Subscription(
    attributes={"FilterPolicy": '{"budget": ["core"]}', "FilterPolicyScope": "MessageBody"}
)

SCENARIO = Scenario(
    name="subscription-filter-on-body",
    title="a filter policy on the message's body",
    story="The filter reads the body as JSON. A budget alert is plain text and never matches.",
    source="docs/facts.md 2.4",
    budget="team-prose-spend",
    expected=broken("subscription.filtered-out", judge="delivers"),
    topics=(Topic("prose-alerts", subscriptions=(FILTERED,)),),
)
