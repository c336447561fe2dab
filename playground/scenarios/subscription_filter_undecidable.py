"""A filter policy with an operator that nobody knows yet."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Scenario, Subscription, Topic

FILTERED = Subscription(attributes={"FilterPolicy": '{"severity": [{"rhymes-with": "high"}]}'})

SCENARIO = Scenario(
    name="subscription-filter-undecidable",
    title="a filter policy with an operator not known",
    story="SNS learns new filter operators; what one makes of an alert cannot be guessed.",
    source="docs/facts.md 2.4",
    budget="team-rhyme-spend",
    expected=unknown("subscription.filter-undecidable", judge="delivers"),
    topics=(Topic("rhyme-alerts", subscriptions=(FILTERED,)),),
)
