"""A topic of another account."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import OTHER_ACCOUNT

SCENARIO = Scenario(
    name="topic-other-account",
    title="a topic of another account",
    story=(
        "The topic's policy lets the budget in, and still nothing comes: AWS Budgets does not "
        "support topics of other accounts."
    ),
    source="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
    budget="member-spend-to-central",
    expected=broken("topic.other-account"),
    topics=(Topic("central-alerts", account=OTHER_ACCOUNT),),
)
