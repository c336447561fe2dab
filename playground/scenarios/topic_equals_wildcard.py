"""StringEquals with a wildcard."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import ACCOUNT, BUDGETS, OWNER, with_condition

STATEMENT = with_condition(BUDGETS, StringEquals={"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:*"})

SCENARIO = Scenario(
    name="topic-equals-wildcard",
    title="StringEquals with a wildcard",
    story=(
        "StringEquals takes the star for a star: aws:SourceArn never equals that text. StringLike "
        "or ArnLike was meant."
    ),
    source="docs/facts.md 4.2.9",
    budget="team-platform-spend",
    expected=broken("topic.policy-near-miss"),
    topics=(Topic("platform-alerts", (OWNER, STATEMENT)),),
)
