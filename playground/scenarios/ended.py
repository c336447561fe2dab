"""The budget's period is over."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="ended",
    title="the budget's period is over",
    story="AWS deletes a budget, with its notifications, after the end of its period.",
    source="docs/facts.md 1.5",
    budget="project-apollo-spend",
    expected=at_risk("budget.ended"),
    topics=(Topic("apollo-alerts"),),
    ended=True,
)
