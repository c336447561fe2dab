"""Can the key be used at all?

A key's policy can be perfect and the key dead: KMS answers only for keys that are Enabled (or
Updating), and policies stay readable in every state (docs/facts.md 3.1).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._keys import WORKING
from bot.core.checks.key._key import customer_key
from bot.core.findings import Finding, Status
from bot.core.model.key import Key
from bot.core.model.path import Path

CODES = {
    "key.disabled": Status.BROKEN,
    "key.pending-deletion": Status.BROKEN,
    "key.pending-import": Status.BROKEN,
    "key.unavailable": Status.BROKEN,
    "key.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)

_STATES = {
    "Disabled": "key.disabled",
    "PendingDeletion": "key.pending-deletion",
    "PendingReplicaDeletion": "key.pending-deletion",
    "PendingImport": "key.pending-import",
    "Creating": "key.unavailable",
    "Unavailable": "key.unavailable",
}


def check(path: Path) -> Iterator[Finding]:
    """Read KeyState, of a key in another account too."""
    key = customer_key(path)
    if key is None or key.state in WORKING:
        return
    code = _STATES.get(key.state, "key.unreadable")
    yield finding_factory(code, key.arn, _SAYS[code](key))


def _disabled(_: Key) -> str:
    return "The key is disabled, so nothing can be published to the topic. Enable the key."


def _pending_deletion(key: Key) -> str:
    date = f" on {key.deletion_date:%Y-%m-%d}" if key.deletion_date else ""
    return (
        f"The key is scheduled for deletion{date} and cannot be used any more. Cancel the deletion,"
        " then enable the key: cancelling leaves it disabled."
    )


def _pending_import(_: Key) -> str:
    return (
        "The key has no key material: it was imported, and has expired or was deleted. Import it "
        "again, or give the topic another key."
    )


def _unavailable(key: Key) -> str:
    return (
        f"The key's state is {key.state}, so KMS cannot use it. Its owner has to mend the key "
        "store, or the topic needs another key."
    )


def _unknown(key: Key) -> str:
    return (
        f"budget-check does not know the key state {key.state}, so it cannot tell whether the key "
        "works. Look the state up in the KMS guide."
    )


_SAYS = {
    "key.disabled": _disabled,
    "key.pending-deletion": _pending_deletion,
    "key.pending-import": _pending_import,
    "key.unavailable": _unavailable,
    "key.unreadable": _unknown,
}
