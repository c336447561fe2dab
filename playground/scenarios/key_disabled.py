"""The key is disabled."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic

SCENARIO = Scenario(
    name="key-disabled",
    title="the key is disabled",
    story="The policy is right and the key is switched off.",
    source="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
    budget="team-disabled-key-spend",
    expected=broken("key.disabled"),
    topics=(Topic("disabled-key-alerts", key=Key("disabled-key-alerts", state="Disabled")),),
)
