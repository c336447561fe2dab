"""kms:EnableKey."""

from __future__ import annotations

from bot.aws.reads import DESCRIBE_KEY
from bot.aws.write._key_state import key_state
from bot.aws.write._kind import WriteKind, WriteTarget


def _call(target: WriteTarget) -> str:
    target.writing.kms(target.region).enable_key(KeyId=target.write.resource)
    return ""


KIND = WriteKind("kms:EnableKey", ("kms:EnableKey",), (DESCRIBE_KEY,), key_state, _call)
