"""Topics: whether they exist, where they are, and what they carried."""

from playground.scenarios.expected import at_risk, broken, unknown
from playground.scenarios.model import Fault, Queue, Scenario, Subscription, Topic, Traffic
from playground.scenarios.policies import OTHER_ACCOUNT

TOPIC_ALARM_WITHOUT_PUBLISH = Scenario(
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

_ORDERS = Queue("orders-alerts.fifo")
TOPIC_FIFO = Scenario(
    name="topic-fifo",
    title="a FIFO topic",
    story="FIFO topics want a message group with every message, and AWS Budgets sends none.",
    source="docs/facts.md 2.4",
    budget="team-orders-spend",
    expected=broken("topic.fifo"),
    topics=(Topic("orders-alerts.fifo", subscriptions=(Subscription("sqs", _ORDERS.arn),)),),
    queues=(_ORDERS,),
)

TOPIC_MISSING = Scenario(
    name="topic-missing",
    title="the topic has been deleted",
    story="The budget goes on naming a topic that somebody has deleted.",
    source="https://github.com/sysdiglabs/terraform-aws-secure-for-cloud/issues/105",
    budget="team-data-spend",
    expected=broken("topic.missing"),
    topics=(Topic("data-alerts", missing=True),),
)

TOPIC_OTHER_ACCOUNT = Scenario(
    name="topic-other-account",
    title="a topic of another account",
    story=(
        "The topic's policy lets the budget in, and still nothing comes: AWS Budgets does not "
        "support topics of other accounts."
    ),
    source="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
    budget="member-spend-to-central",
    expected=broken("topic.other-account"),
    topics=(Topic("central-alerts", account=OTHER_ACCOUNT),),
)

TOPIC_THROTTLED = Scenario(
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

TOPIC_TRAFFIC_REFUSED = Scenario(
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
    faults=(
        Fault(
            "cloudwatch",
            "GetMetricData",
            "AccessDenied",
            "topic",
            "User is not authorized to perform: cloudwatch:GetMetricData",
            403,
        ),
    ),
    spent=900.0,
)
