"""A condition on an organisation that the account is not in."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, ORGANIZATION, OWNER, with_condition

STATEMENT = with_condition(BUDGETS, StringEquals={"aws:SourceOrgID": "o-formerowner1"})

SCENARIO = Scenario(
    name="topic-source-org-other",
    title="a condition on another organisation",
    story=(
        "The account has moved to another organisation, and its topic's statement still asks for "
        "the id of the old one."
    ),
    source="docs/facts.md 4.1",
    budget="org-moved-spend",
    expected=broken("topic.policy-near-miss"),
    topics=(Topic("org-moved-alerts", (OWNER, STATEMENT)),),
    organization=ORGANIZATION,
)
