"""The topic is on alias/aws/sns."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="aws-managed-key",
    title="the topic is on alias/aws/sns",
    story=(
        "A scanner asked for encryption and somebody ticked the box. The topic's policy is right, "
        "the AWS managed key's policy lets no service in and cannot be edited, so every alert "
        "vanishes."
    ),
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    budget="cost-all-services-manage",
    expected=broken("key.aws-managed"),
    topics=(Topic("alert_topic_manage", key="alias/aws/sns", region="ap-northeast-1"),),
    failure_mail=True,
)
