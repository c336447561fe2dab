"""The relay function was stopped."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Function, Scenario, Subscription, Topic

FUNCTION = Function("budget-alerts-relay", reserved=0)

SCENARIO = Scenario(
    name="function-stopped",
    title="the relay function was stopped by a kill switch",
    story=(
        "Its permission is right, and its reserved concurrency is 0: Lambda runs nothing. A kill "
        "switch for costs set that for every function, the one that relays the alert included."
    ),
    source="docs/facts.md 11a",
    budget="team-relay-spend",
    expected=broken("endpoint.lambda-cannot-run", judge="delivers"),
    topics=(Topic("relay-alerts", subscriptions=(Subscription("lambda", FUNCTION.arn),)),),
    functions=(FUNCTION,),
)
