"""The statement as AWS printed it before 2023."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, OWNER, without

SCENARIO = Scenario(
    name="topic-without-condition",
    title="the statement as AWS printed it before 2023",
    story="No condition at all: the alert arrives, and another account's budget could publish too.",
    source="docs/facts.md 1.1",
    budget="team-old-spend",
    expected=fine("topic.no-source-condition"),
    topics=(Topic("old-alerts", (OWNER, without(BUDGETS, "Condition"))),),
)
