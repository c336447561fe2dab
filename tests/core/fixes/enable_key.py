"""enable-key."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.core.build import KEY, OTHER, ROOT, document, key_path, refused
from tests.core.fixes.case import Case

SOON = datetime(2026, 4, 1, tzinfo=UTC)

CASES = [
    Case(
        "a disabled key",
        key_path(state="Disabled"),
        ("key.disabled",),
        mentions=("Everything that is encrypted with this key", "cannot be undone"),
        absent=("scheduled the key for deletion",),
    ),
    Case(
        "a key that is being deleted",
        key_path(state="PendingDeletion", deletion_date=SOON),
        ("key.pending-deletion",),
        mentions=("Somebody scheduled the key for deletion",),
    ),
    Case(
        "a primary key whose replicas are being deleted",
        key_path(state="PendingReplicaDeletion"),
        ("key.pending-deletion",),
    ),
    Case(
        "the policy is silent too: both are needed, and it is said",
        key_path(document(ROOT), state="Disabled"),
        ("key.disabled",),
        mentions=("This alone does not bring the alert back: Nothing in the key policy",),
    ),
    Case(
        "the policy cannot be read",
        key_path(policies=refused("kms:GetKeyPolicy", KEY), state="Disabled"),
        ("key.disabled",),
        mentions=("Whether the alert arrives afterwards cannot be told: The key's policy",),
    ),
    Case(
        "a Deny in the policy: enabling would not bring the alert back",
        key_path(
            document(
                ROOT,
                {
                    "Effect": "Deny",
                    "Principal": "*",
                    "Action": "kms:Decrypt",
                    "Resource": "*",
                },
            ),
            state="Disabled",
        ),
        mentions=("would not bring the alert back",),
        allow_unencrypted=False,
    ),
    Case(
        "a key of another account",
        key_path(account=OTHER, state="Disabled"),
        mentions=("key.other-account",),
    ),
    Case(
        "an asymmetric key",
        key_path(spec="RSA_2048", state="Disabled"),
        mentions=("key.wrong-spec",),
    ),
    Case("no key material", key_path(state="PendingImport"), mentions=("key.pending-import",)),
    Case("a healthy path", key_path(), mentions=("Nothing",)),
]
