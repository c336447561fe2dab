"""Two faults on one path."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import OWNER

SCENARIO = Scenario(
    name="two-faults",
    title="two faults on one path",
    story="The topic keeps AWS Budgets out, and so does its key. The answer names both.",
    source="https://github.com/cloudposse/terraform-aws-guardduty/issues/10",
    budget="team-double-spend",
    expected=broken("topic.policy-silent", "key.aws-managed"),
    topics=(Topic("double-alerts", (OWNER,), key="alias/aws/sns"),),
)
