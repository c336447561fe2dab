"""Reads the tags of topics and keys: they say which stack or Terraform owns a resource."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.aws.clients import Aws
from bot.aws.reads import Read
from bot.aws.shape import whole
from bot.core.arns import parse_arn
from bot.core.model.read import NotFound, ReadFailed
from bot.core.owners import Owner, Tags, owners_of

TOPIC_TAGS = Read("ListTagsForResource", "sns:ListTagsForResource")
KEY_TAGS = Read("ListResourceTags", "kms:ListResourceTags")
READS = (TOPIC_TAGS, KEY_TAGS)


def owners(aws: Aws, arns: Iterable[str]) -> tuple[Owner, ...]:
    """Who owns each of these topics and keys; one whose tags are unread owns up to that."""
    return owners_of(tags_of(aws, arns))


def owners_by(aws_of: Callable[[str], Aws | ReadFailed], arns: Iterable[str]) -> tuple[Owner, ...]:
    """The same, each read in its own account, which `aws_of` gives by its id."""
    return owners_of(tags_by(aws_of, arns))


def tags_of(aws: Aws, arns: Iterable[str]) -> Tags:
    """The tags of each of these topics and keys."""
    return {arn: tags(aws, arn) for arn in dict.fromkeys(arns)}


def tags_by(aws_of: Callable[[str], Aws | ReadFailed], arns: Iterable[str]) -> Tags:
    """The same, each read in its own account, which `aws_of` gives by its id."""
    return {arn: _tags_by(aws_of, arn) for arn in dict.fromkeys(arns)}


def _tags_by(aws_of: Callable[[str], Aws | ReadFailed], arn: str) -> Mapping[str, str] | ReadFailed:
    parsed = parse_arn(arn)
    aws = aws_of(parsed.account) if parsed else None
    return aws if isinstance(aws, ReadFailed) else tags(aws, arn) if aws else {}


def tags(aws: Aws, arn: str) -> Mapping[str, str] | ReadFailed:
    """The resource's tags; none for what is neither a topic nor a key, or is not there."""
    parsed = parse_arn(arn)
    if parsed is None or parsed.service not in ("sns", "kms"):
        return {}
    region = parsed.region

    def of_topic() -> dict[str, str]:
        listed = aws.sns(region).list_tags_for_resource(ResourceArn=arn)
        return {tag["Key"]: tag["Value"] for tag in listed["Tags"]}

    def of_key() -> dict[str, str]:
        pages = whole(aws.kms(region).get_paginator("list_resource_tags").paginate(KeyId=arn))
        return {tag["TagKey"]: tag["TagValue"] for page in pages for tag in page["Tags"]}

    if parsed.service == "sns":
        found = aws.ask(TOPIC_TAGS, arn, of_topic)
    else:
        found = aws.ask(KEY_TAGS, arn, of_key)
    return {} if isinstance(found, NotFound) else found
