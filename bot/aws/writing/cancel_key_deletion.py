"""kms:CancelKeyDeletion, which leaves the key disabled (docs/facts.md 3.1)."""

from __future__ import annotations

from bot.aws.reads import DESCRIBE_KEY
from bot.aws.writing._key_state import key_state
from bot.aws.writing._kind import Spot, WriteKind


def _call(spot: Spot) -> str:
    spot.writing.kms(spot.region).cancel_key_deletion(KeyId=spot.write.resource)
    return ""


KIND = WriteKind(
    "kms:CancelKeyDeletion", ("kms:CancelKeyDeletion",), (DESCRIBE_KEY,), key_state, _call
)
