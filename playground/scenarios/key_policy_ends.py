"""The key denies Budgets from a date on."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import BUDGETS_ON_KEY, ROOT

RETIRED = {
    "Sid": "Retired",
    "Effect": "Deny",
    "Principal": "*",
    "Action": "kms:GenerateDataKey*",
    "Resource": "*",
    "Condition": {"DateGreaterThanEquals": {"aws:CurrentTime": "2099-07-01T00:00:00Z"}},
}
KEY = Key("retiring-alerts", (ROOT, BUDGETS_ON_KEY, RETIRED))

SCENARIO = Scenario(
    name="key-policy-ends",
    title="the key denies everybody from a date on",
    story=(
        "The key lets AWS Budgets in, and a Deny begins on 1 July 2099. A Deny is never edited "
        "from here: who wrote it has to except the service."
    ),
    source="docs/facts.md 4.1",
    budget="team-retiring-spend",
    expected=at_risk("key.policy-ends"),
    topics=(Topic("retiring-alerts", key=KEY),),
)
