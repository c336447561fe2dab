"""Nothing but the default policy that SNS writes today."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import OWNER_TODAY

SCENARIO = Scenario(
    name="topic-default-policy-today",
    title="nothing but SNS's own default policy of today",
    story=(
        "A new topic: its one statement is for everybody of the account. That AWS Budgets gets in "
        "by it nobody has shown; no statement names the service."
    ),
    source="docs/facts.md 2.2",
    budget="team-new-topic-spend",
    expected=at_risk("topic.everyone-unproven", judge="cannot judge"),
    topics=(Topic("new-topic-alerts", (OWNER_TODAY,)),),
)
