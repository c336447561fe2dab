"""The data perimeter of an organisation that the account is not in."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, ORGANIZATION, OWNER, outsiders_denied

SCENARIO = Scenario(
    name="topic-org-deny-other",
    title="a Deny that keeps this account's organisation out",
    story=(
        "The topic came with a data perimeter for the organisation that the account was in before. "
        "The Deny now hits AWS Budgets itself."
    ),
    source="https://github.com/aws-samples/data-perimeter-policy-examples",
    budget="org-outside-spend",
    expected=broken("topic.policy-denies"),
    topics=(Topic("org-outside-alerts", (OWNER, BUDGETS, outsiders_denied("o-formerowner1"))),),
    organization=ORGANIZATION,
)
