"""Everybody may publish."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import OWNER

EVERYBODY = {
    "Sid": "AllowAll",
    "Effect": "Allow",
    "Principal": {"AWS": "*"},
    "Action": "SNS:Publish",
    "Resource": "TOPIC_ARN",
}

SCENARIO = Scenario(
    name="topic-open-to-all",
    title="everybody may publish",
    story=(
        "A statement for everybody without a condition. That it lets AWS Budgets in nobody has "
        "shown; anybody's false alert it would let in."
    ),
    source="docs/facts.md 4.2.4",
    budget="team-open-spend",
    expected=at_risk(
        "topic.everyone-unproven", judge="cannot judge", advice=("topic.open-to-all",)
    ),
    topics=(Topic("open-alerts", (OWNER, EVERYBODY)),),
)
