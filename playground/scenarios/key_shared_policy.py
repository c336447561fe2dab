"""The statement stands in the key's second policy."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import BUDGETS_ON_KEY, ROOT

KEY = Key("ram-alerts", (ROOT,), shared=(BUDGETS_ON_KEY,))

SCENARIO = Scenario(
    name="key-shared-policy",
    title="the statement stands in the key's second policy",
    story=(
        "A key that is shared through AWS RAM carries a second policy, AWS_RAM. Both count "
        "together, and the second one lets AWS Budgets in."
    ),
    source="docs/facts.md 3.2",
    budget="team-ram-spend",
    expected=fine("key.policy-allows"),
    topics=(Topic("ram-alerts", key=KEY),),
)
