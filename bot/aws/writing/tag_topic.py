"""sns:TagResource on a topic."""

from __future__ import annotations

import json

from bot.aws.writing._kind import Spot, WriteKind
from bot.aws.writing._topic_tags import LIST_TAGS, topic_tags


def _call(spot: Spot) -> str:
    tags = json.loads(spot.write.after)
    spot.writing.sns(spot.region).tag_resource(
        ResourceArn=spot.write.resource,
        Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
    )
    return ""


KIND = WriteKind("sns:TagResource", ("sns:TagResource",), (LIST_TAGS,), topic_tags, _call)
