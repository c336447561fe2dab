"""AWS has paused the budget."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Health, Scenario, Topic

SCENARIO = Scenario(
    name="unhealthy",
    title="AWS has paused the budget",
    story=(
        "HealthStatus is UNHEALTHY: the billing view is no longer shared, the spend is not "
        "updated, no alert is sent."
    ),
    source="docs/facts.md 1.7",
    budget="team-view-spend",
    expected=broken("budget.unhealthy", judge=None),
    topics=(Topic("view-alerts"),),
    health=Health("BILLING_VIEW_NO_ACCESS"),
)
