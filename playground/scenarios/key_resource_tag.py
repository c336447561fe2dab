"""The key asks for a tag of its own, which is not read."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import BUDGETS_ON_KEY, ROOT, with_condition

STATEMENT = with_condition(BUDGETS_ON_KEY, StringEquals={"aws:ResourceTag/alerts": "yes"})
KEY = Key("tagged-alerts", (ROOT, STATEMENT))

SCENARIO = Scenario(
    name="key-resource-tag",
    title="the key asks for a tag of its own, which is not read",
    story=(
        "The statement for AWS Budgets counts while the key has a tag. Tags are not read, so it "
        "cannot be told; a plain statement beside it settles it."
    ),
    source="docs/facts.md 4.1",
    budget="team-tagged-spend",
    expected=unknown("key.policy-undecidable"),
    topics=(Topic("tagged-alerts", key=KEY),),
)
