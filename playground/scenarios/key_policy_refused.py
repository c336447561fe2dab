"""The key's policy may not be read."""

from playground.scenarios.expected import unknown
from playground.scenarios.model import Fault, Key, Scenario, Topic

REFUSED = "User is not authorized to perform: kms:GetKeyPolicy on this resource"

SCENARIO = Scenario(
    name="key-policy-refused",
    title="the key's policy may not be read",
    story="Whoever asks lacks kms:GetKeyPolicy. A refused read is never taken for an answer.",
    source="docs/facts.md 3.2",
    budget="team-audit-spend",
    expected=unknown("key.unreadable", judge="delivers"),
    topics=(Topic("audit-alerts", key=Key("audit-alerts")),),
    faults=(Fault("kms", "GetKeyPolicy", "AccessDeniedException", "key", REFUSED),),
)
