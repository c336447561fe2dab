"""sns:TagResource on a topic."""

from __future__ import annotations

import json

from bot.aws.write._kind import WriteKind, WriteTarget
from bot.aws.write._topic_tags import LIST_TAGS, topic_tags


def _call(target: WriteTarget) -> str:
    tags = json.loads(target.write.after)
    target.writing.sns(target.region).tag_resource(
        ResourceArn=target.write.resource,
        Tags=[{"Key": key, "Value": value} for key, value in tags.items()],
    )
    return ""


KIND = WriteKind("sns:TagResource", ("sns:TagResource",), (LIST_TAGS,), topic_tags, _call)
