"""A topic's tags, as far as a write names them."""

from __future__ import annotations

import json

from bot.aws.reads import Read
from bot.aws.writing._kind import Spot
from bot.core.model import Absent, Unread

LIST_TAGS = Read("ListTagsForResource", "sns:ListTagsForResource", ("ResourceNotFound",))


def topic_tags(spot: Spot) -> str | Absent | Unread:
    """Those of the write's tags that the topic has, as a JSON object; "" without one.

    A tag of that key with another value is an earlier change's, and may be written over.
    """
    arn = spot.write.resource
    meant = json.loads(spot.write.after or spot.write.before)

    def call() -> str:
        listed = spot.reading.sns(spot.region).list_tags_for_resource(ResourceArn=arn)
        tags = {tag["Key"]: tag["Value"] for tag in listed["Tags"]}
        there = {key: value for key, value in meant.items() if tags.get(key) == value}
        return json.dumps(there) if there else ""

    return spot.reading.ask(LIST_TAGS, arn, call)
