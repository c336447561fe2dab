from datetime import UTC, datetime

from tests.core.build import KEY, OTHER, encrypted, key_path, path, refused
from tests.core.checks.case import Case

DELETION = datetime(2026, 4, 1, tzinfo=UTC)


def dead(state: str, code: str, *mentions: str) -> Case:
    return Case(state, key_path(state=state), (f"{code} BROKEN",), mentions)


CASES = [
    Case("enabled", key_path()),
    Case("being updated", key_path(state="Updating")),
    dead("Disabled", "key.disabled", "Enable the key"),
    dead("PendingDeletion", "key.pending-deletion", "leaves it disabled"),
    dead("PendingReplicaDeletion", "key.pending-deletion"),
    dead("PendingImport", "key.pending-import", "Import it again"),
    dead("Creating", "key.unavailable", "Creating"),
    dead("Unavailable", "key.unavailable", "key store"),
    Case(
        "with its date",
        key_path(state="PendingDeletion", deletion_date=DELETION),
        ("key.pending-deletion BROKEN",),
        ("2026-04-01",),
    ),
    Case(
        "dead in another account",
        key_path(state="Disabled", account=OTHER, policies=refused("kms:GetKeyPolicy", KEY)),
        ("key.disabled BROKEN",),
    ),
    Case(
        "a state of tomorrow",
        key_path(state="Sleeping"),
        ("key.unreadable UNKNOWN",),
        ("Sleeping",),
    ),
    Case("unread", path(topic=encrypted(), key=refused("kms:DescribeKey", KEY)), unread=True),
]
