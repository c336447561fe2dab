"""The queue's own key keeps SNS out."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Queue, Scenario, Subscription, Topic
from playground.scenarios.policies import ROOT

QUEUE = Queue("budget-alerts-vault", key=Key("budget-alerts-vault", (ROOT,)))

SCENARIO = Scenario(
    name="queue-key",
    title="the queue's own key keeps SNS out",
    story="The queue is encrypted with a key of its own, which sns.amazonaws.com may not use.",
    source="https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html",
    budget="team-vault-spend",
    expected=broken("endpoint.queue-key", judge="delivers"),
    topics=(Topic("vault-alerts", subscriptions=(Subscription("sqs", QUEUE.arn),)),),
    queues=(QUEUE,),
)
