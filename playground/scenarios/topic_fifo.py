"""A FIFO topic."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Queue, Scenario, Subscription, Topic

QUEUE = Queue("orders-alerts.fifo")

SCENARIO = Scenario(
    name="topic-fifo",
    title="a FIFO topic",
    story="FIFO topics want a message group with every message, and AWS Budgets sends none.",
    source="docs/facts.md 2.4",
    budget="team-orders-spend",
    expected=broken("topic.fifo"),
    topics=(Topic("orders-alerts.fifo", subscriptions=(Subscription("sqs", QUEUE.arn),)),),
    queues=(QUEUE,),
)
