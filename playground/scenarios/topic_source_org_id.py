"""A condition on the organisation, which the account is in."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, ORGANIZATION, OWNER, with_condition

STATEMENT = with_condition(BUDGETS, StringEquals={"aws:SourceOrgID": ORGANIZATION})

SCENARIO = Scenario(
    name="topic-source-org-id",
    title="a condition on the account's own organisation",
    story=(
        "The statement asks for aws:SourceOrgID. Budgets' request carries the id of the account's "
        "organisation, and DescribeOrganization says that it is this one."
    ),
    source="docs/facts.md 4.1",
    budget="org-member-spend",
    expected=fine(),
    topics=(Topic("org-member-alerts", (OWNER, STATEMENT)),),
    organization=ORGANIZATION,
)
