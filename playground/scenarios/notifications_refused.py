"""The notifications may not be read."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Fault, Scenario, Topic

SCENARIO = Scenario(
    name="notifications-refused",
    title="the notifications may not be read",
    story="The budget can be read, its notifications are refused.",
    source="docs/facts.md 1.3",
    budget="team-locked-spend",
    expected=unknown("budget.unreadable", judge="delivers"),
    topics=(Topic("locked-alerts"),),
    faults=(Fault("budgets", "DescribeNotificationsForBudget", "AccessDeniedException", "budget"),),
)
