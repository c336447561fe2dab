"""kms:PutKeyPolicy: the whole key policy, never past KMS's own lock-out check
(docs/facts.md 3.2).
"""

from __future__ import annotations

from bot.aws.reads import GET_KEY_POLICY
from bot.aws.write._kind import WriteKind, WriteTarget
from bot.core.model.read import NotFound, ReadFailed


def _current(target: WriteTarget) -> str | NotFound | ReadFailed:
    arn = target.write.resource

    def call() -> str:
        kms = target.reading.kms(target.region)
        return kms.get_key_policy(KeyId=arn, PolicyName="default")["Policy"]

    return target.reading.ask(GET_KEY_POLICY, arn, call)


def _call(target: WriteTarget) -> str:
    target.writing.kms(target.region).put_key_policy(
        KeyId=target.write.resource, PolicyName="default", Policy=target.write.after
    )
    return ""


KIND = WriteKind("kms:PutKeyPolicy", ("kms:PutKeyPolicy",), (GET_KEY_POLICY,), _current, _call)
