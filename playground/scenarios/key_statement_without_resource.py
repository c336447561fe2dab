"""A key statement without Resource."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import BUDGETS_ON_KEY, ROOT, without

KEY = Key("web-alerts", (ROOT, without(BUDGETS_ON_KEY, "Resource")))

SCENARIO = Scenario(
    name="key-statement-without-resource",
    title="a key statement without Resource",
    story=(
        "KMS takes a statement without Resource and gives it no effect. It reads well and does "
        "nothing."
    ),
    source="https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html",
    budget="team-web-spend",
    expected=broken("key.statement-without-effect"),
    topics=(Topic("web-alerts", key=KEY),),
)
