"""The key's statement names another account."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import BUDGETS_ON_KEY, OTHER_ACCOUNT, ROOT, with_condition

STATEMENT = with_condition(BUDGETS_ON_KEY, StringEquals={"aws:SourceAccount": OTHER_ACCOUNT})
KEY = Key("copy-alerts", (ROOT, STATEMENT))

SCENARIO = Scenario(
    name="key-source-account-other",
    title="the key's statement names another account",
    story="Copied from the production account, with production's number in aws:SourceAccount.",
    source="docs/facts.md 4.3",
    budget="team-copy-spend",
    expected=broken("key.policy-near-miss"),
    topics=(Topic("copy-alerts", key=KEY),),
)
