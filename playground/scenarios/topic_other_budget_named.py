"""The statement names another budget."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import ACCOUNT, BUDGETS, OWNER, with_condition

STATEMENT = with_condition(
    BUDGETS,
    StringEquals={"aws:SourceAccount": ACCOUNT},
    ArnLike={"aws:SourceArn": f"arn:aws:budgets::{ACCOUNT}:budget/team-index-spend"},
)

SCENARIO = Scenario(
    name="topic-other-budget-named",
    title="the statement names another budget",
    story=(
        "The SourceArn in the topic's policy is the ARN of one budget. It lets that one in and "
        "every other budget on the topic stays outside."
    ),
    source="docs/facts.md 4.4",
    budget="team-search-spend",
    expected=broken("topic.policy-near-miss"),
    topics=(Topic("search-alerts", (OWNER, STATEMENT)),),
)
