"""A customer key that lets Budgets in."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Key, Scenario, Topic

SCENARIO = Scenario(
    name="customer-key",
    title="a customer key that lets Budgets in",
    story=(
        "The same topic after the mending: a customer managed key whose policy carries the "
        "statement that AWS prints for AWS Budgets."
    ),
    source="https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html",
    budget="cost-all-services-stage",
    expected=fine("key.no-source-condition"),
    topics=(Topic("alert_topic_stage", key=Key("alert-topic-stage"), region="ap-northeast-1"),),
    verified_message=True,
)
