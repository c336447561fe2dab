"""The key's imported material is gone."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic

SCENARIO = Scenario(
    name="key-pending-import",
    title="the key's imported material is gone",
    story=(
        "The key's material was imported and has expired. Until somebody imports it again the key "
        "does nothing."
    ),
    source="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
    budget="team-pending-import-key-spend",
    expected=broken("key.pending-import"),
    topics=(
        Topic(
            "pending-import-key-alerts", key=Key("pending-import-key-alerts", state="PendingImport")
        ),
    ),
)
