"""A function and a queue, both let in."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Function, Queue, Scenario, Subscription, Topic

FUNCTION = Function("budget-alerts-to-tickets")
QUEUE = Queue("budget-alerts")
TO = (Subscription("lambda", FUNCTION.arn), Subscription("sqs", QUEUE.arn))

SCENARIO = Scenario(
    name="lambda-and-queue",
    title="a function and a queue, both let in",
    story=(
        "Two endpoints of the team's own, each with the policy that SNS needs. What the function "
        "does with the alert is not seen."
    ),
    source="docs/facts.md 2.4",
    budget="team-core-spend",
    expected=fine("endpoint.unseen"),
    topics=(Topic("core-alerts", subscriptions=TO),),
    functions=(FUNCTION,),
    queues=(QUEUE,),
)
