"""Aws:PrincipalOrgID asked of a service."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, OWNER, with_condition

STATEMENT = with_condition(BUDGETS, StringEquals={"aws:PrincipalOrgID": "o-exampleorg1"})

SCENARIO = Scenario(
    name="topic-principal-org-id",
    title="aws:PrincipalOrgID asked of a service",
    story=(
        "The statement lets AWS Budgets in if aws:PrincipalOrgID is the organisation's. A "
        "service's request carries no such key, so it never matches; aws:SourceOrgID was meant."
    ),
    source="https://github.com/aws-samples/amazon-cloudwatch-auto-alarms/issues/63",
    budget="org-wide-spend",
    expected=broken("topic.policy-near-miss"),
    topics=(Topic("org-alerts", (OWNER, STATEMENT)),),
)
