"""Encrypted again, with a key that does not know Budgets."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic
from playground.scenarios.policies import ROOT, allow_on_key

SERVICES = allow_on_key("cloudwatch.amazonaws.com", "events.amazonaws.com")
KEY = Key("notification-canada-ca-prod", (ROOT, SERVICES))

SCENARIO = Scenario(
    name="incident-2037",
    title="encrypted again, with a key that does not know Budgets",
    story=(
        "A scanner's exception was taken away and the topic encrypted with the key that "
        "CloudWatch and EventBridge share. Four days later the repairs of the budget alerts "
        "began."
    ),
    source="https://github.com/cds-snc/notification-terraform/pull/2037",
    budget="notify-monthly-prod",
    expected=broken("key.policy-silent"),
    topics=(Topic("alert-general-prod", key=KEY, region="ca-central-1"),),
)
