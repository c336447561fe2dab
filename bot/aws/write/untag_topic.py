"""sns:UntagResource on a topic."""

from __future__ import annotations

import json

from bot.aws.write._kind import WriteKind, WriteTarget
from bot.aws.write._topic_tags import LIST_TAGS, topic_tags


def _call(target: WriteTarget) -> str:
    target.writing.sns(target.region).untag_resource(
        ResourceArn=target.write.resource, TagKeys=list(json.loads(target.write.before))
    )
    return ""


KIND = WriteKind("sns:UntagResource", ("sns:UntagResource",), (LIST_TAGS,), topic_tags, _call)
