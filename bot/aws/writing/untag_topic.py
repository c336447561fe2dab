"""sns:UntagResource on a topic."""

from __future__ import annotations

import json

from bot.aws.writing._kind import Spot, WriteKind
from bot.aws.writing._topic_tags import LIST_TAGS, topic_tags


def _call(spot: Spot) -> str:
    spot.writing.sns(spot.region).untag_resource(
        ResourceArn=spot.write.resource, TagKeys=list(json.loads(spot.write.before))
    )
    return ""


KIND = WriteKind("sns:UntagResource", ("sns:UntagResource",), (LIST_TAGS,), topic_tags, _call)
