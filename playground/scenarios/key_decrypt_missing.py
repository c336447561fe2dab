"""The key lets Budgets encrypt, not decrypt."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import BUDGETS_ON_KEY, ROOT

KEY = Key("api-alerts", (ROOT, {**BUDGETS_ON_KEY, "Action": "kms:GenerateDataKey*"}))

SCENARIO = Scenario(
    name="key-decrypt-missing",
    title="the key lets Budgets encrypt, not decrypt",
    story=(
        "SNS needs kms:GenerateDataKey and kms:Decrypt of whoever publishes; the statement has "
        "the first only."
    ),
    source="https://github.com/aws/serverless-application-model/issues/1796",
    budget="team-api-spend",
    expected=broken("key.policy-partial"),
    topics=(Topic("api-alerts", key=KEY),),
)
