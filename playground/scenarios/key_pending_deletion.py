"""The key waits to be deleted."""

from playground.scenarios.expected import broken
from playground.scenarios.model import Key, Scenario, Topic

SCENARIO = Scenario(
    name="key-pending-deletion",
    title="the key waits to be deleted",
    story=(
        "Somebody has scheduled the key's deletion. Cancelling leaves it disabled; it has to be "
        "enabled as well."
    ),
    source="https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html",
    budget="team-pending-deletion-key-spend",
    expected=broken("key.pending-deletion"),
    topics=(
        Topic(
            "pending-deletion-key-alerts",
            key=Key("pending-deletion-key-alerts", state="PendingDeletion"),
        ),
    ),
)
