"""Half a budget, left by a failed apply."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="incident-archimedes-1712",
    title="half a budget, left by a failed apply",
    story=(
        "Two topics on one notification: AWS allows one and answers "
        "CreationLimitExceededException. The apply stopped, the budget stayed, without a "
        "notification."
    ),
    source="https://github.com/aprin-labs/archimedes/pull/1712",
    budget="archimedes-cost-kill-switch-monthly",
    expected=broken("budget.no-notifications", judge=None),
    topics=(Topic("archimedes-alerts"), Topic("archimedes-cost-kill")),
    notifications=(),
)
