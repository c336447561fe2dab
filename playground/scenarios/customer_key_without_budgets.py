"""A customer key that does not know Budgets."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import ROOT

KEY = Key("alert-topic-test", (ROOT,))

SCENARIO = Scenario(
    name="customer-key-without-budgets",
    title="a customer key that does not know Budgets",
    story=(
        "The key's only statement is the account's own, which covers IAM principals and never a "
        "service."
    ),
    source="https://github.com/aws-devtools-labs/aws-blocks/issues/336",
    budget="cost-all-services-test",
    expected=broken("key.policy-silent"),
    topics=(Topic("alert_topic_test", key=KEY, region="ap-northeast-1"),),
)
