"""Signs with a key that never leaves KMS.

https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html: a message has at most 4,096
bytes.
"""

from __future__ import annotations

from collections.abc import Callable

from bot.aws.clients import Aws
from bot.aws.errors import found
from bot.aws.reads import Read
from bot.core.arns import parse_arn
from bot.core.model.read import Cause, ReadFailed

SIGN = Read("Sign", "kms:Sign")


def sign(
    reading: Callable[[str], Aws | ReadFailed], key: str, message: bytes
) -> bytes | ReadFailed:
    """The signature (RSASSA_PKCS1_V1_5_SHA_256) by the key of this ARN, in its own account."""
    arn = parse_arn(key)
    if arn is None:
        return ReadFailed(SIGN.action, key, Cause.FAILED, "It is no ARN.")
    aws = reading(arn.account)
    if isinstance(aws, ReadFailed):
        return aws

    def call() -> bytes:
        answer = aws.kms(arn.region).sign(
            KeyId=key,
            Message=message,
            MessageType="RAW",
            SigningAlgorithm="RSASSA_PKCS1_V1_5_SHA_256",
        )
        return answer["Signature"]

    return found(SIGN, key, aws.ask(SIGN, key, call))
