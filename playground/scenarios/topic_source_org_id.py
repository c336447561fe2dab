"""A condition on the organisation, which cannot be told."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, OWNER, with_condition

STATEMENT = with_condition(BUDGETS, StringEquals={"aws:SourceOrgID": "o-exampleorg1"})

SCENARIO = Scenario(
    name="topic-source-org-id",
    title="a condition on the organisation, which cannot be told",
    story=(
        "The statement asks for aws:SourceOrgID. Whether Budgets' request carries it, and whether "
        "the account is in that organisation, does not show from here."
    ),
    source="FACTS section 4.1",
    budget="org-member-spend",
    expected=unknown("topic.policy-undecidable"),
    topics=(Topic("org-member-alerts", (OWNER, STATEMENT)),),
)
