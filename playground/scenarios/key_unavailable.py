"""The key store does not answer."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic

SCENARIO = Scenario(
    name="key-unavailable",
    title="the key store does not answer",
    story="The key lives in a custom key store that is disconnected.",
    source="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
    budget="team-unavailable-key-spend",
    expected=broken("key.unavailable"),
    topics=(
        Topic("unavailable-key-alerts", key=Key("unavailable-key-alerts", state="Unavailable")),
    ),
)
