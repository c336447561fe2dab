"""A queue in an opt-in Region that lets SNS in under the name that it has there."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Queue, Scenario, Subscription, Topic

QUEUE = Queue(
    "budget-alerts-in-the-cape", principal="sns.af-south-1.amazonaws.com", region="af-south-1"
)

SCENARIO = Scenario(
    name="opt-in-queue",
    title="opt-in Region: the queue knows SNS by its name there",
    story=(
        "The topic is in us-east-1, the queue in af-south-1, which had to be switched on. Its "
        "policy names sns.af-south-1.amazonaws.com, as AWS says that it must."
    ),
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-cross-region-delivery.html",
    budget="team-cape-spend",
    expected=fine(),
    topics=(Topic("cape-alerts", subscriptions=(Subscription("sqs", QUEUE.arn),)),),
    queues=(QUEUE,),
)
