"""The key denies every service but SNS."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import BUDGETS_ON_KEY, ROOT

DENY = {
    "Sid": "OnlySns",
    "Effect": "Deny",
    "Principal": "*",
    "Action": ["kms:Decrypt", "kms:GenerateDataKey*"],
    "Resource": "*",
    "Condition": {
        "Bool": {"aws:PrincipalIsAWSService": "true"},
        "StringNotEquals": {"aws:PrincipalServiceName": "sns.amazonaws.com"},
    },
}
KEY = Key("ledger-alerts", (ROOT, BUDGETS_ON_KEY, DENY), by_arn=True)

SCENARIO = Scenario(
    name="key-denies",
    title="the key denies every service but SNS",
    story=(
        "The key's policy lets AWS Budgets in, and then denies it to whatever service is not SNS "
        "itself."
    ),
    source="docs/facts.md 4.2.1",
    budget="team-ledger-spend",
    expected=broken("key.policy-denies"),
    topics=(Topic("ledger-alerts", key=KEY),),
)
