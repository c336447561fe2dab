"""A key's state, as both of its writes read it."""

from __future__ import annotations

from bot.aws.reads import DESCRIBE_KEY
from bot.aws.writing._kind import Spot
from bot.core.model import Absent, Unread


def key_state(spot: Spot) -> str | Absent | Unread:
    """KeyState ("Disabled", "PendingDeletion"...)."""
    arn = spot.write.resource

    def call() -> str:
        kms = spot.reading.kms(spot.region)
        return kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyState"]

    return spot.reading.ask(DESCRIBE_KEY, arn, call)
