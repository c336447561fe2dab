"""The topic is not encrypted."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Topic

SCENARIO = Scenario(
    name="no-encryption",
    title="the topic is not encrypted",
    story="The sister topic of the one on alias/aws/sns, untouched so far: its alerts arrive.",
    source="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
    budget="cost-all-services-dev",
    expected=fine("topic.policy-allows"),
    topics=(Topic("alert_topic_dev", region="ap-northeast-1"),),
)
