"""kms:PutKeyPolicy: the whole key policy, never past KMS's own lock-out check
(docs/facts.md 3.2).
"""

from __future__ import annotations

from bot.aws.reads import GET_KEY_POLICY
from bot.aws.writing._kind import Spot, WriteKind
from bot.core.model import Absent, Unread


def _current(spot: Spot) -> str | Absent | Unread:
    arn = spot.write.resource

    def call() -> str:
        kms = spot.reading.kms(spot.region)
        return kms.get_key_policy(KeyId=arn, PolicyName="default")["Policy"]

    return spot.reading.ask(GET_KEY_POLICY, arn, call)


def _call(spot: Spot) -> str:
    spot.writing.kms(spot.region).put_key_policy(
        KeyId=spot.write.resource, PolicyName="default", Policy=spot.write.after
    )
    return ""


KIND = WriteKind("kms:PutKeyPolicy", ("kms:PutKeyPolicy",), (GET_KEY_POLICY,), _current, _call)
