"""kms:EnableKeyRotation."""

from __future__ import annotations

from bot.aws.reads import Read
from bot.aws.writing._kind import Spot, WriteKind
from bot.core.model import Absent, Unread

GET_ROTATION = Read("GetKeyRotationStatus", "kms:GetKeyRotationStatus", ("NotFoundException",))


def _current(spot: Spot) -> str | Absent | Unread:
    """Whether it rotates: true or false, as a word."""
    arn = spot.write.resource

    def call() -> str:
        kms = spot.reading.kms(spot.region)
        return str(kms.get_key_rotation_status(KeyId=arn)["KeyRotationEnabled"]).lower()

    return spot.reading.ask(GET_ROTATION, arn, call)


def _call(spot: Spot) -> str:
    spot.writing.kms(spot.region).enable_key_rotation(KeyId=spot.write.resource)
    return ""


KIND = WriteKind(
    "kms:EnableKeyRotation", ("kms:EnableKeyRotation",), (GET_ROTATION,), _current, _call
)
