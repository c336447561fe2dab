"""The topic's metrics may not be read."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Fault, Scenario, Topic, Traffic

REFUSED = "User is not authorized to perform: cloudwatch:GetMetricData"

SCENARIO = Scenario(
    name="topic-traffic-refused",
    title="the topic's metrics may not be read",
    story=(
        "Whoever asks lacks cloudwatch:GetMetricData. The budget is in ALARM, and only the metrics "
        "would tell whether anything was published, and whether deliveries fail."
    ),
    source="docs/facts.md 2.6",
    budget="team-meter-spend",
    expected=unknown("topic.traffic-unreadable", judge="delivers"),
    # In a Region of its own: one call asks for the metrics of all topics of a Region.
    topics=(Topic("meter-alerts", traffic=Traffic(published=1, delivered=1), region="sa-east-1"),),
    faults=(Fault("cloudwatch", "GetMetricData", "AccessDenied", "topic", REFUSED, 403),),
    spent=900.0,
)
