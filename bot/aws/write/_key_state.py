"""A key's state, as both of its writes read it."""

from __future__ import annotations

from bot.aws.reads import DESCRIBE_KEY
from bot.aws.write._kind import WriteTarget
from bot.core.model.read import NotFound, ReadFailed


def key_state(target: WriteTarget) -> str | NotFound | ReadFailed:
    """KeyState ("Disabled", "PendingDeletion"...)."""
    arn = target.write.resource

    def call() -> str:
        kms = target.reading.kms(target.region)
        return kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"]

    return target.reading.ask(DESCRIBE_KEY, arn, call)
