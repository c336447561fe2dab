"""A topic's tags, as far as a write names them."""

from __future__ import annotations

import json

from bot.aws.reads import Read
from bot.aws.write._kind import WriteTarget
from bot.core.model.read import NotFound, ReadFailed

LIST_TAGS = Read("ListTagsForResource", "sns:ListTagsForResource", ("ResourceNotFound",))


def topic_tags(target: WriteTarget) -> str | NotFound | ReadFailed:
    """Those of the write's tags that the topic has, as a JSON object; "" without one.

    A tag of that key with another value is an earlier change's, and may be written over.
    """
    arn = target.write.resource
    meant = json.loads(target.write.after or target.write.before)

    def call() -> str:
        listed = target.reading.sns(target.region).list_tags_for_resource(ResourceArn=arn)
        tags = {tag["Key"]: tag["Value"] for tag in listed["Tags"]}
        there = {key: value for key, value in meant.items() if tags.get(key) == value}
        return json.dumps(there) if there else ""

    return target.reading.ask(LIST_TAGS, arn, call)
