"""The queue's policy asks for the organisation, which cannot be told."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Queue, Scenario, Subscription, Topic

QUEUE = Queue("budget-alerts-org", condition={"StringEquals": {"aws:SourceOrgID": "o-exampleorg1"}})

SCENARIO = Scenario(
    name="queue-policy-undecidable",
    title="the queue asks for the organisation, which cannot be told",
    story=(
        "The queue lets SNS in from its own organisation only. Whether the account is in that "
        "organisation does not show from here."
    ),
    source="FACTS section 4.1",
    budget="team-org-queue-spend",
    expected=unknown("endpoint.policy-undecidable", judge="delivers"),
    topics=(Topic("org-queue-alerts", subscriptions=(Subscription("sqs", QUEUE.arn),)),),
    queues=(QUEUE,),
)
