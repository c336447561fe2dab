"""SQS shows no such queue, which it also says to whoever may not see it."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Queue, Scenario, Subscription, Topic

GONE = Queue("budget-alerts-of-old")

SCENARIO = Scenario(
    name="queue-not-visible",
    title="the queue is gone, or may not be seen",
    story=(
        "SQS says that the only subscription's queue does not exist. It says the same to a caller "
        "without the right, so the subscription may be a working one."
    ),
    source="https://repost.aws/knowledge-center/sqs-queuedoesnotexist-errors",
    budget="team-gone-queue-spend",
    expected=unknown("endpoint.unreadable", judge="delivers"),
    topics=(Topic("gone-queue-alerts", subscriptions=(Subscription("sqs", GONE.arn),)),),
)
