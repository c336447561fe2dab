"""The function is another account's."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Scenario, Subscription, Topic
from playground.scenarios.policies import OTHER_ACCOUNT

RELAY = f"arn:aws:lambda:us-east-1:{OTHER_ACCOUNT}:function:central-relay"

SCENARIO = Scenario(
    name="function-other-account",
    title="the function is another account's",
    story=(
        "A security account relays everybody's alerts. Lambda answers a stranger like somebody who "
        "asks for a function that does not exist."
    ),
    source="docs/facts.md 11a",
    budget="team-central-spend",
    expected=unknown("endpoint.unreadable", judge="delivers"),
    topics=(Topic("central-alerts", subscriptions=(Subscription("lambda", RELAY),)),),
)
