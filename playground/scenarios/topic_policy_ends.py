"""The statement for Budgets has an end date."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, OWNER

STATEMENT = {
    **BUDGETS,
    "Condition": {
        **BUDGETS["Condition"],
        "DateLessThan": {"aws:CurrentTime": "2099-07-01T00:00:00Z"},
    },
}

SCENARIO = Scenario(
    name="topic-policy-ends",
    title="the topic lets Budgets publish up to a date",
    story="The statement for AWS Budgets fits, and ends on 1 July 2099: so would the alerts.",
    source="docs/facts.md 4.1",
    budget="team-pilot-spend",
    expected=at_risk("topic.policy-ends"),
    topics=(Topic("pilot-alerts", (OWNER, STATEMENT)),),
)
