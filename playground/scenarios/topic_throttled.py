"""AWS throttles the read of the topic."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Fault, Scenario, Topic

SCENARIO = Scenario(
    name="topic-throttled",
    title="AWS throttles the read of the topic",
    story=(
        "SNS answers every GetTopicAttributes for this topic with Throttling. What could not be "
        "read is not called fine."
    ),
    source="docs/facts.md 2.1",
    budget="team-batch-spend",
    expected=unknown("topic.unreadable", judge="delivers"),
    topics=(Topic("batch-alerts"),),
    faults=(Fault("sns", "GetTopicAttributes", "Throttling", "topic", "Rate exceeded"),),
)
