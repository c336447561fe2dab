"""Only a statement for everybody lets Budgets use the key."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import ACCOUNT, BUDGETS_ON_KEY, ROOT, with_condition

STATEMENT = with_condition(
    {**BUDGETS_ON_KEY, "Principal": {"AWS": "*"}}, StringEquals={"aws:SourceAccount": ACCOUNT}
)
KEY = Key("map-alerts", (ROOT, STATEMENT))

SCENARIO = Scenario(
    name="key-everyone-unproven",
    title="only a statement for everybody lets Budgets use the key",
    story=(
        'The principal is {"AWS": "*"} with the right aws:SourceAccount. That a service counts as '
        "everybody here is expected and proven nowhere."
    ),
    source="docs/facts.md 11.6",
    budget="team-map-spend",
    expected=at_risk("key.everyone-unproven", judge="cannot judge"),
    topics=(Topic("map-alerts", key=KEY),),
)
