"""The queue's own key as CDK writes it."""

from playground.scenarios.expected import at_risk
from playground.scenarios.model import Key, Queue, Scenario, Subscription, Topic
from playground.scenarios.policies import ROOT

FOR_SNS = {
    "Effect": "Allow",
    "Principal": {"Service": "sns.amazonaws.com"},
    "Action": ["kms:Decrypt", "kms:GenerateDataKey"],
    "Resource": "*",
    "Condition": {"ArnEquals": {"aws:SourceArn": "TOPIC_ARN"}},
}
QUEUE = Queue("budget-alerts-cdk", key=Key("budget-alerts-cdk", (ROOT, FOR_SNS)))

SCENARIO = Scenario(
    name="queue-key-cdk",
    title="the queue's own key as CDK writes it",
    story=(
        "CDK lets SNS use an encrypted queue's key for this topic alone. Messages arrive, though "
        "AWS does not document that SNS names the topic to KMS."
    ),
    source="https://github.com/aws/aws-cdk/issues/20339",
    budget="team-cdk-queue-spend",
    expected=at_risk("endpoint.queue-key-unproven"),
    topics=(Topic("cdk-queue-alerts", subscriptions=(Subscription("sqs", QUEUE.arn),)),),
    queues=(QUEUE,),
)
