"""The statement names the wrong service."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, OWNER

WRONG = {**BUDGETS, "Sid": "AllowCostExplorer", "Principal": {"Service": "ce.amazonaws.com"}}

SCENARIO = Scenario(
    name="incident-fund-826",
    title="the statement names the wrong service",
    story=(
        "A review asked for a topic policy and named ce.amazonaws.com. The statement lets Cost "
        "Explorer publish, which never does; AWS Budgets stays outside."
    ),
    source="https://github.com/oscmcompany/fund/pull/826",
    budget="fund-infrastructure",
    expected=broken("topic.policy-near-miss"),
    topics=(Topic("fund-infrastructure-alerts", (OWNER, WRONG)),),
)
