"""kms:CancelKeyDeletion, which leaves the key disabled (docs/facts.md 3.1)."""

from __future__ import annotations

from bot.aws.reads import DESCRIBE_KEY
from bot.aws.write._key_state import key_state
from bot.aws.write._kind import WriteKind, WriteTarget


def _call(target: WriteTarget) -> str:
    target.writing.kms(target.region).cancel_key_deletion(KeyId=target.write.resource)
    return ""


KIND = WriteKind(
    "kms:CancelKeyDeletion", ("kms:CancelKeyDeletion",), (DESCRIBE_KEY,), key_state, _call
)
