"""The key asks for kms:ViaService: the value fits, and is not documented for Budgets."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import BUDGETS_ON_KEY, ROOT, with_condition

STATEMENT = with_condition(
    BUDGETS_ON_KEY, StringEquals={"kms:ViaService": "sns.us-east-1.amazonaws.com"}
)
KEY = Key("video-alerts", (ROOT, STATEMENT))

SCENARIO = Scenario(
    name="key-via-service",
    title="the key asks for a fitting kms:ViaService",
    story=(
        "The statement for AWS Budgets counts only through sns.us-east-1.amazonaws.com. AWS prints "
        "that for CodeStar notifications; for Budgets it is documented nowhere."
    ),
    source="docs/facts.md 4.1",
    budget="team-video-spend",
    expected=at_risk("key.condition-unproven", judge="cannot judge"),
    topics=(Topic("video-alerts", key=KEY),),
)
