"""CloudTrail trails: which topic they tell of each log file, and how the last telling ended."""

import json
import time
from collections.abc import Iterator
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import cloudtrail

from playground.aws.delivery_rules.sender import TRAILS
from playground.aws.server.asgi import Answer
from playground.aws.server.plane import Plane
from playground.aws.server.senders.attempts import attempt, foresee
from playground.aws.server.senders.path import Source
from playground.aws.server.service import Invocation, RefusedError, extend
from playground.aws.server.wire import json_answer

Trail = dict[str, Any]
_status: dict[str, dict[str, Any]] = {}
"""What GetTrailStatus says of deliveries, by the trail's ARN."""
_theirs_view = cloudtrail._trail_view


def _source(arn: str) -> Source:
    return Source(TRAILS, arn.split(":")[4], arn.rpartition("/")[2], arn)


def _topic_of(arn: str, topic: str) -> str:
    """A topic's ARN: a bare name is one of the trail's own account and Region."""
    _, _, _, region, account, _ = arn.split(":")
    return topic if topic.startswith("arn:") else f"arn:aws:sns:{region}:{account}:{topic}"


def links() -> Iterator[tuple[Source, str]]:
    """Each trail with its topic."""
    for _, trail in cloudtrail._trails.all_items():
        if trail.get("SnsTopicName"):
            yield _source(trail["TrailARN"]), _topic_of(trail["TrailARN"], trail["SnsTopicName"])


def link(account: str, name: str, topic: str) -> None:
    """The trail tells this topic from now on, as if what let it do so were lost afterwards."""
    for (owner, _, known), trail in cloudtrail._trails.all_items():
        if (owner, known) == (account, name):
            trail["SnsTopicName"] = topic


def speak(source: Source) -> None:
    """A log file is delivered to the bucket, and the topic is told; nothing where it is off."""
    _, _, _, region, account, _ = source.arn.split(":")
    with request_scope(account, region):
        trail = cloudtrail._trails[source.name]
    if not trail["IsLogging"]:
        return
    kept = _status.setdefault(source.arn, {})
    file = f"AWSLogs/{account}/CloudTrail/{region}/{int(time.time())}.json.gz"
    kept["LatestDeliveryTime"] = time.time()
    message = json.dumps({"s3Bucket": trail["S3BucketName"], "s3ObjectKey": [file]})
    topic = _topic_of(source.arn, trail["SnsTopicName"])
    found = attempt(source, topic, "[Amazon CloudTrail] log file delivered", message)
    if found.delivers:
        kept["LatestNotificationTime"] = time.time()
        kept.pop("LatestNotificationError", None)
    elif found.refused:
        kept["LatestNotificationError"] = found.refused.code


def _view(trail: Trail) -> Trail:
    """Ministack's hook: the topic has a name and an ARN."""
    shown: Trail = _theirs_view(trail)
    if topic := shown.get("SnsTopicName"):
        arn = _topic_of(trail["TrailARN"], topic)
        shown = {**shown, "SnsTopicARN": arn, "SnsTopicName": arn.rpartition(":")[2]}
    return shown


async def _put(call: Invocation) -> Answer:
    """CreateTrail and UpdateTrail: topic and key must let CloudTrail in (docs/facts.md 13.2)."""
    name, topic = str(call.given.get("Name", "")), str(call.given.get("SnsTopicName") or "")
    arn = name
    if not name.startswith("arn:"):
        arn = f"arn:aws:cloudtrail:{call.region}:{call.account}:trail/{name}"
    topic = topic and _topic_of(arn, topic)
    refused = foresee(_source(arn), topic).refused if topic else None
    if refused:
        words = f"SNS Topic does not exist or the topic policy is incorrect: {refused.code}"
        raise RefusedError("InsufficientSnsTopicPolicyException", words)
    answer = await call.inner()
    if answer.status != 200 or not topic:
        return answer
    named = {"SnsTopicName": topic.rpartition(":")[2], "SnsTopicARN": topic}
    return json_answer({**json.loads(answer.body), **named})


async def _get_status(call: Invocation) -> Answer:
    answer = await call.inner()
    if answer.status != 200:
        return answer
    with request_scope(call.account, call.region):
        _, _, trail = cloudtrail._find_visible_trail(str(call.given["Name"]))
    return json_answer({**json.loads(answer.body), **_status.get(trail["TrailARN"], {})})


def install(plane: Plane) -> None:
    """Put ours in front of ministack's."""
    cloudtrail._trail_view = _view
    operations = {"CreateTrail": _put, "UpdateTrail": _put, "GetTrailStatus": _get_status}
    extend("cloudtrail", operations)
    plane.on_reset(_status.clear)
