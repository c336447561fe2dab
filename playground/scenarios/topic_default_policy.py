"""Nothing but the default policy that SNS wrote for years."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import OWNER

SCENARIO = Scenario(
    name="topic-default-policy",
    title="nothing but SNS's own default policy, an older one",
    story="A topic made some years ago: its policy lets the owner in and no service.",
    source="https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/409",
    budget="accelerator-budget",
    expected=broken("topic.policy-silent"),
    topics=(Topic("aws-accelerator-budgets", (OWNER,)),),
)
