"""The queue's policy keeps SNS out."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Queue, Scenario, Subscription, Topic

QUEUE = Queue("budget-alerts-closed", admits=False)

SCENARIO = Scenario(
    name="queue-policy",
    title="the queue's policy keeps SNS out",
    story="The queue has a policy for its owner only; what SNS sends is refused.",
    source="https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html",
    budget="team-queue-spend",
    expected=broken("endpoint.queue-policy", judge="delivers"),
    topics=(Topic("queue-alerts", subscriptions=(Subscription("sqs", QUEUE.arn),)),),
    queues=(QUEUE,),
)
