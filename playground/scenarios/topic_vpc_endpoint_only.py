"""A Deny for all that does not come through one VPC endpoint."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, OWNER

DENY = {
    "Sid": "OnlyThroughOurEndpoint",
    "Effect": "Deny",
    "Principal": "*",
    "Action": "sns:Publish",
    "Resource": "TOPIC_ARN",
    "Condition": {"StringNotEquals": {"aws:sourceVpce": "vpce-0a1b2c3d4e5f60718"}},
}

SCENARIO = Scenario(
    name="topic-vpc-endpoint-only",
    title="a Deny for all but one VPC endpoint",
    story=(
        "The SNS guide's Deny keeps publishers to one VPC endpoint. AWS Budgets comes through "
        "none: its request has no aws:sourceVpce, and a negated test of an absent key holds."
    ),
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-vpc-endpoint-policy.html",
    budget="team-network-spend",
    expected=broken("topic.policy-denies"),
    topics=(Topic("network-alerts", (OWNER, BUDGETS, DENY)),),
)
