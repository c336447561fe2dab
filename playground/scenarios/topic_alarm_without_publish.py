"""The budget is in ALARM and nothing was published."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="topic-alarm-without-publish",
    title="the budget is in ALARM and nothing was published",
    story=(
        "Every policy looks right, yet the notification has been in ALARM for days and CloudWatch "
        "counts no message on the topic."
    ),
    source="docs/facts.md 1.5",
    budget="team-ml-spend",
    expected=at_risk("topic.alarm-without-publish"),
    topics=(Topic("ml-alerts"),),
    spent=900.0,
)
