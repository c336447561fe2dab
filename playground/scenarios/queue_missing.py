"""The queue is gone."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Queue, Scenario, Subscription, Topic

GONE = Queue("budget-alerts-of-old")

SCENARIO = Scenario(
    name="queue-missing",
    title="the queue is gone",
    story="The only subscription leads to a queue that somebody has deleted.",
    source="https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html",
    budget="team-gone-queue-spend",
    expected=broken("endpoint.queue-missing", judge="delivers"),
    topics=(Topic("gone-queue-alerts", subscriptions=(Subscription("sqs", GONE.arn),)),),
)
