"""kms:CreateKey, looked up by its tags first: KMS makes another key for each request.

KMS finds no key by a tag, so every key of the Region is asked for its own. That is done only after
an attempt of which nobody knows whether it made the key.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from bot.aws.errors import cause_of
from bot.aws.reads import GET_KEY_POLICY, Read
from bot.aws.shape import whole
from bot.aws.writing._kind import Spot, WriteKind
from bot.core.model import Absent, Cause, Unread

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

LIST_KEYS = Read("ListKeys", "kms:ListKeys")
LIST_RESOURCE_TAGS = Read("ListResourceTags", "kms:ListResourceTags")

_LONG = 120.0
"""Seconds: KMS answers ListResourceTags a few times a second only."""


def _find(spot: Spot) -> str | Absent | Unread:
    """The ARN of the key that carries the tags of this write."""
    wanted = f"a key with the tag {' = '.join(spot.write.tags[0])}" if spot.write.tags else "a key"
    kms = spot.reading.kms(spot.region)
    refused: list[ClientError] = []
    read: list[str] = []

    def carries(arn: str) -> bool:
        try:
            tags = _tags(kms, arn)
        except ClientError as error:
            if cause_of(error) is not Cause.REFUSED:
                raise
            refused.append(error)  # its key policy keeps us out, so it is not the one that we made
            return False
        read.append(arn)
        return bool(spot.write.tags) and all(tags.get(k) == v for k, v in spot.write.tags)

    def call() -> tuple[str, ...]:
        pages = whole(kms.get_paginator("list_keys").paginate())
        arns = [key["KeyArn"] for page in pages for key in page["Keys"]]
        ours = tuple(arn for arn in arns if carries(arn))
        if refused and not read:
            raise refused[0]  # then it is our own right that is missing
        return ours

    found = spot.reading.ask(LIST_KEYS, wanted, call, _LONG)
    if isinstance(found, Absent | Unread):
        return found
    return found[0] if found else Absent(wanted)


def _tags(kms: KMSClient, arn: str) -> dict[str, str]:
    try:
        pages = whole(kms.get_paginator("list_resource_tags").paginate(KeyId=arn))
        return {tag["TagKey"]: tag["TagValue"] for page in pages for tag in page["Tags"]}
    except kms.exceptions.NotFoundException:
        return {}  # deleted since it was listed


def _current(spot: Spot) -> str | Absent | Unread:
    """The policy of the key that was made; "" while there is none."""
    arn = spot.write.resource
    if not arn.startswith("arn:"):
        found = _find(spot)
        if isinstance(found, Absent | Unread):
            return "" if isinstance(found, Absent) else found
        arn = found

    def call() -> str:
        kms = spot.reading.kms(spot.region)
        return kms.get_key_policy(KeyId=arn, PolicyName="default")["Policy"]

    return spot.reading.ask(GET_KEY_POLICY, arn, call)


def _call(spot: Spot) -> str:
    made = spot.writing.kms(spot.region).create_key(
        Policy=spot.write.after,
        Description="Made by budget-check for an SNS topic that AWS Budgets publishes to",
        Tags=[{"TagKey": key, "TagValue": value} for key, value in spot.write.tags],
    )
    return made["KeyMetadata"]["Arn"]


KIND = WriteKind(
    "kms:CreateKey",
    ("kms:CreateKey", "kms:TagResource"),
    (LIST_KEYS, LIST_RESOURCE_TAGS, GET_KEY_POLICY),
    _current,
    _call,
    _find,
)
