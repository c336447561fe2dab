"""The queue's policy asks for the organisational unit, which cannot be told."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Queue, Scenario, Subscription, Topic
from playground.scenarios.policies import ORGANIZATION

UNIT = f"{ORGANIZATION}/r-ab12/ou-ab12-billing/*"
QUEUE = Queue(
    "budget-alerts-org",
    condition={"ForAnyValue:StringLike": {"aws:SourceOrgPaths": UNIT}},
)

SCENARIO = Scenario(
    name="queue-policy-undecidable",
    title="the queue asks for an organisational unit: not known",
    story=(
        "The queue lets SNS in from one unit of its own organisation only. Whether the account is "
        "in that unit does not show from here."
    ),
    source="docs/facts.md 4.1",
    budget="team-org-queue-spend",
    expected=unknown("endpoint.policy-undecidable", judge="delivers"),
    topics=(Topic("org-queue-alerts", subscriptions=(Subscription("sqs", QUEUE.arn),)),),
    queues=(QUEUE,),
    organization=ORGANIZATION,
)
