"""kms:EnableKeyRotation."""

from __future__ import annotations

from bot.aws.reads import Read
from bot.aws.write._kind import WriteKind, WriteTarget
from bot.core.model.read import NotFound, ReadFailed

GET_ROTATION = Read("GetKeyRotationStatus", "kms:GetKeyRotationStatus", ("NotFoundException",))


def _current(target: WriteTarget) -> str | NotFound | ReadFailed:
    """Whether it rotates: true or false, as a word."""
    arn = target.write.resource

    def call() -> str:
        kms = target.reading.kms(target.region)
        return str(kms.get_key_rotation_status(KeyId=arn)["KeyRotationEnabled"]).lower()

    return target.reading.ask(GET_ROTATION, arn, call)


def _call(target: WriteTarget) -> str:
    target.writing.kms(target.region).enable_key_rotation(KeyId=target.write.resource)
    return ""


KIND = WriteKind(
    "kms:EnableKeyRotation", ("kms:EnableKeyRotation",), (GET_ROTATION,), _current, _call
)
