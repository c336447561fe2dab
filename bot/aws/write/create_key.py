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
from bot.aws.write._kind import WriteKind, WriteTarget
from bot.core.model.read import Cause, NotFound, ReadFailed

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

LIST_KEYS = Read("ListKeys", "kms:ListKeys")
LIST_RESOURCE_TAGS = Read("ListResourceTags", "kms:ListResourceTags")

_LONG = 120.0
"""Seconds: KMS answers ListResourceTags a few times a second only."""


def _find(target: WriteTarget) -> str | NotFound | ReadFailed:
    """The ARN of the key that carries the tags of this write."""
    wanted = (
        f"a key with the tag {' = '.join(target.write.tags[0])}" if target.write.tags else "a key"
    )
    kms = target.reading.kms(target.region)
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
        return bool(target.write.tags) and all(tags.get(k) == v for k, v in target.write.tags)

    def call() -> tuple[str, ...]:
        pages = whole(kms.get_paginator("list_keys").paginate())
        arns = [key["KeyArn"] for page in pages for key in page["Keys"]]
        ours = tuple(arn for arn in arns if carries(arn))
        if refused and not read:
            raise refused[0]  # then it is our own right that is missing
        return ours

    found = target.reading.ask(LIST_KEYS, wanted, call, _LONG)
    if isinstance(found, NotFound | ReadFailed):
        return found
    return found[0] if found else NotFound(wanted)


def _tags(kms: KMSClient, arn: str) -> dict[str, str]:
    try:
        pages = whole(kms.get_paginator("list_resource_tags").paginate(KeyId=arn))
        return {tag["TagKey"]: tag["TagValue"] for page in pages for tag in page["Tags"]}
    except kms.exceptions.NotFoundException:
        return {}  # deleted since it was listed


def _current(target: WriteTarget) -> str | NotFound | ReadFailed:
    """The policy of the key that was made; "" while there is none."""
    arn = target.write.resource
    if not arn.startswith("arn:"):
        found = _find(target)
        if isinstance(found, NotFound | ReadFailed):
            return "" if isinstance(found, NotFound) else found
        arn = found

    def call() -> str:
        kms = target.reading.kms(target.region)
        return kms.get_key_policy(KeyId=arn, PolicyName="default")["Policy"]

    return target.reading.ask(GET_KEY_POLICY, arn, call)


def _call(target: WriteTarget) -> str:
    made = target.writing.kms(target.region).create_key(
        Policy=target.write.after,
        Description="Made by budget-check for an SNS topic that AWS Budgets publishes to",
        Tags=[{"TagKey": key, "TagValue": value} for key, value in target.write.tags],
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
