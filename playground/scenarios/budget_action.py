"""The budget's action tells a topic of its own."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Action, Scenario, Topic

TOPIC = Topic("action-alerts")
OF_ACTION = Topic("action-stopped-instances", key="alias/aws/sns")

SCENARIO = Scenario(
    name="budget-action",
    title="the budget's action tells a topic of its own",
    story=(
        "The notification's topic is fine. The budget action tells another one, on alias/aws/sns, "
        "which no list of notifications shows."
    ),
    source="docs/facts.md 1.3",
    budget="team-action-spend",
    expected=broken("key.aws-managed", judge="delivers"),
    topics=(TOPIC, OF_ACTION),
    actions=(Action(OF_ACTION.arn),),
)
