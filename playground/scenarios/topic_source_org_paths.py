"""A condition on an organisational unit, which cannot be told."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, ORGANIZATION, OWNER, with_condition

UNIT = f"{ORGANIZATION}/r-ab12/ou-ab12-billing/*"
STATEMENT = with_condition(BUDGETS, **{"ForAnyValue:StringLike": {"aws:SourceOrgPaths": UNIT}})

SCENARIO = Scenario(
    name="topic-source-org-paths",
    title="a condition on an organisational unit: not known",
    story=(
        "The statement asks for aws:SourceOrgPaths. The account is in that organisation; in which "
        "of its units does not show from here."
    ),
    source="docs/facts.md 4.1",
    budget="org-unit-spend",
    expected=unknown("topic.policy-undecidable"),
    topics=(Topic("org-unit-alerts", (OWNER, STATEMENT)),),
    organization=ORGANIZATION,
)
