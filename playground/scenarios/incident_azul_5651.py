"""One new statement took the place of the whole policy."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Scenario, Topic
from playground.scenarios.policies import allow_on_topic

SCENARIO = Scenario(
    name="incident-azul-5651",
    title="one new statement took the place of the whole policy",
    story=(
        "The deployment wrote a policy of one statement, for Amazon Inspector. SNS keeps one "
        "document per topic: the owner's statement and the one for AWS Budgets were gone."
    ),
    source="https://github.com/DataBiosphere/azul/pull/5651",
    budget="azul-monthly-spend",
    expected=broken("topic.policy-silent"),
    topics=(Topic("azul-monitoring", (allow_on_topic("inspector2.amazonaws.com"),)),),
)
