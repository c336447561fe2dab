"""A Deny that does not concern Budgets."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, OWNER

DENY = {
    "Sid": "AllowPublishThroughSSLOnly",
    "Effect": "Deny",
    "Principal": "*",
    "Action": "SNS:Publish",
    "Resource": "TOPIC_ARN",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}

SCENARIO = Scenario(
    name="topic-ssl-only",
    title="a Deny that does not concern Budgets",
    story=(
        "The usual Deny for whoever comes without TLS. AWS Budgets comes with it: the alert "
        "arrives."
    ),
    source="https://github.com/aws/aws-cdk/pull/29144",
    budget="team-mobile-spend",
    expected=fine(),
    topics=(Topic("mobile-alerts", (OWNER, BUDGETS, DENY)),),
)
