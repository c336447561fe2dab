"""The key asks for the encryption context of another topic."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import ACCOUNT, BUDGETS_ON_KEY, ROOT, with_condition

CONTEXT = "kms:EncryptionContext:aws:sns:topicArn"
STATEMENT = with_condition(
    BUDGETS_ON_KEY, StringEquals={CONTEXT: f"arn:aws:sns:us-east-1:{ACCOUNT}:old-game-alerts"}
)
KEY = Key("game-alerts", (ROOT, STATEMENT))

SCENARIO = Scenario(
    name="key-encryption-context",
    title="the key asks for another topic's encryption context",
    story=(
        "The topic was renamed and the key's statement still names the old one. Whether or not "
        "AWS Budgets' call carries the context, it is not that one."
    ),
    source="docs/facts.md 4.1",
    budget="team-game-spend",
    expected=broken("key.policy-near-miss"),
    topics=(Topic("game-alerts", key=KEY),),
)
