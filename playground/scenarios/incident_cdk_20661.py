"""A Deny for every service but one."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, OWNER

DENY = {
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sns:Publish",
    "Resource": "TOPIC_ARN",
    "Condition": {"StringNotEqualsIfExists": {"aws:PrincipalServiceName": "s3.amazonaws.com"}},
}

SCENARIO = Scenario(
    name="incident-cdk-20661",
    title="a Deny for every service but one",
    story=(
        "The policy denies publishing to everybody whose aws:PrincipalServiceName is not "
        "s3.amazonaws.com. A Deny wins, whatever the statement for AWS Budgets says."
    ),
    source="https://github.com/aws/aws-cdk/issues/20661",
    budget="bucket-events-and-budget",
    expected=broken("topic.policy-denies"),
    topics=(Topic("snsTopic", (OWNER, BUDGETS, DENY)),),
)
