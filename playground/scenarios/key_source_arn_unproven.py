"""The key asks for a SourceArn that AWS does not document."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import BUDGETS, BUDGETS_ON_KEY, ROOT

KEY = Key("mail-alerts", (ROOT, {**BUDGETS_ON_KEY, "Condition": BUDGETS["Condition"]}))

SCENARIO = Scenario(
    name="key-source-arn-unproven",
    title="the key asks for a SourceArn that AWS does not document",
    story=(
        "Right by logic: account and regionless ARN both fit. But AWS documents no SourceArn on "
        "Budgets' call to KMS."
    ),
    source="https://github.com/cds-snc/notification-terraform/pull/2057",
    budget="team-mail-spend",
    expected=at_risk("key.source-arn-unproven", judge="cannot judge"),
    topics=(Topic("mail-alerts", key=KEY),),
)
