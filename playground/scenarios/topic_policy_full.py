"""A topic policy with no room for one more statement."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import OWNER, allow_on_topic

PUBLISHERS = tuple(
    allow_on_topic("cloudwatch.amazonaws.com", sid=f"Alarms{number:02}") for number in range(1, 100)
)

SCENARIO = Scenario(
    name="topic-policy-full",
    title="a topic policy with no room for one more statement",
    story=(
        "Each of 99 stacks has left a statement of its own beside the owner's, which makes 100: as "
        "many as SNS takes. None names AWS Budgets, and no fix can add one."
    ),
    source="docs/facts.md 2.1",
    budget="team-full-spend",
    expected=broken("topic.policy-silent"),
    topics=(Topic("full-alerts", (OWNER, *PUBLISHERS)),),
)
