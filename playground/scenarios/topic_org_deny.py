"""AWS's own data perimeter: a Deny for services that act for another organisation."""

from playground.scenarios.expected import fine
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import BUDGETS, ORGANIZATION, OWNER, outsiders_denied

SCENARIO = Scenario(
    name="topic-org-deny",
    title="a Deny that keeps other organisations out",
    story=(
        "The data perimeter that AWS publishes as an example: no service may publish on behalf of "
        "an account outside of the organisation. This account is in it."
    ),
    source="https://github.com/aws-samples/data-perimeter-policy-examples",
    budget="org-fenced-spend",
    expected=fine(),
    topics=(Topic("org-fenced-alerts", (OWNER, BUDGETS, outsiders_denied(ORGANIZATION))),),
    organization=ORGANIZATION,
)
