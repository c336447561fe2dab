"""The key asks for kms:ViaService, which cannot be told."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import BUDGETS_ON_KEY, ROOT, with_condition

STATEMENT = with_condition(
    BUDGETS_ON_KEY, StringEquals={"kms:ViaService": "sns.us-east-1.amazonaws.com"}
)
KEY = Key("video-alerts", (ROOT, STATEMENT))

SCENARIO = Scenario(
    name="key-via-service",
    title="the key asks for kms:ViaService, which cannot be told",
    story=(
        "The statement for AWS Budgets counts only through sns.us-east-1.amazonaws.com. Whether "
        "Budgets' call carries kms:ViaService is documented nowhere."
    ),
    source="FACTS section 4.1",
    budget="team-video-spend",
    expected=unknown("key.policy-undecidable"),
    topics=(Topic("video-alerts", key=KEY),),
)
