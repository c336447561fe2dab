"""An asymmetric key."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic

SCENARIO = Scenario(
    name="key-wrong-spec",
    title="an asymmetric key",
    story="SNS encrypts with symmetric keys only; this one is RSA.",
    source="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html",
    budget="team-signing-spend",
    expected=broken("key.wrong-spec"),
    topics=(Topic("signing-alerts", key=Key("signing-alerts", spec="RSA_2048")),),
)
