"""Config's delivery channels: what they stream to their topic, and how the last of it ended."""

import json
import time
import uuid
from collections.abc import Iterator
from typing import Any

from ministack.services import config

from playground.aws.delivery_rules.sender import CONFIG
from playground.aws.server.asgi import Answer
from playground.aws.server.plane import Plane
from playground.aws.server.senders.attempts import attempt
from playground.aws.server.senders.path import Source
from playground.aws.server.service import Invocation, RefusedError, extend
from playground.aws.server.wire import json_answer

Place = tuple[str, str, str]
"""Account, Region and name of a channel."""
_streams: dict[Place, dict[str, Any]] = {}
_OWN_ROLE = "AWSServiceRoleForConfig"


def _source(place: Place) -> Source:
    account, region, name = place
    # Which SourceArn Config sends is documented nowhere: the judge takes this one for no value.
    arn = f"arn:aws:config:{region}:{account}:delivery-channel/{name}"
    roles = [
        str(one["recorder"].get("roleARN", ""))
        for (owner, where, _), one in config._recorders.all_items()
        if (owner, where) == (account, region)
    ]
    role = next((role for role in roles if role and not role.endswith(_OWN_ROLE)), "")
    return Source(CONFIG, account, name, arn, role)


def links() -> Iterator[tuple[Source, str]]:
    """Each delivery channel with its topic."""
    for place, channel in config._delivery_channels.all_items():
        if channel.get("snsTopicARN"):
            yield _source(place), str(channel["snsTopicARN"])


def speak(source: Source) -> None:
    """A resource of the account has changed."""
    if not _records(source.account, source.arn.split(":")[3]):
        return
    item = {"configurationItemCaptureTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
    region = source.arn.split(":")[3]
    _stream((source.account, region, source.name), "ConfigurationItemChangeNotification", item)


def _records(account: str, region: str) -> bool:
    return any(
        one["recording"]
        for (owner, where, _), one in config._recorders.all_items()
        if (owner, where) == (account, region)
    )


def _stream(place: Place, kind: str, told: dict[str, Any]) -> None:
    topic = config._delivery_channels.get_scoped(*place).get("snsTopicARN", "")
    if not topic:
        return
    message = json.dumps({**told, "messageType": kind})
    subject = f"[AWS Config:{place[1]}] {kind}"
    found = attempt(_source(place), topic, subject, message)
    if found.delivers:
        _streams[place] = {"lastStatus": "Success", "lastStatusChangeTime": time.time()}
    elif found.refused:
        _streams[place] = {
            "lastStatus": "Failure",
            "lastErrorCode": found.refused.code,
            "lastErrorMessage": found.refused.words,
            "lastStatusChangeTime": time.time(),
        }


async def _status(call: Invocation) -> Answer:
    answer = await call.inner()
    if answer.status != 200:
        return answer
    shown = json.loads(answer.body)["DeliveryChannelsStatus"]
    for one in shown:
        stream = _streams.get((call.account, call.region, one["name"]))
        one["configStreamDeliveryInfo"] = stream or {"lastStatus": "Not_Applicable"}
    return json_answer({"DeliveryChannelsStatus": shown})


async def _snapshot(call: Invocation) -> Answer:
    """DeliverConfigSnapshot: the topic is told of it, as of a change."""
    place = call.account, call.region, str(call.given.get("deliveryChannelName", ""))
    if config._delivery_channels.get_scoped(*place) is None:
        words = f"Cannot find delivery channel with specified name '{place[2]}'."
        raise RefusedError("NoSuchDeliveryChannelException", words)
    snapshot = str(uuid.uuid4())
    _stream(place, "ConfigurationSnapshotDeliveryCompleted", {"configSnapshotId": snapshot})
    return json_answer({"configSnapshotId": snapshot})


def install(plane: Plane) -> None:
    """Put ours in front of ministack's."""
    extend("config", {"DescribeDeliveryChannelStatus": _status, "DeliverConfigSnapshot": _snapshot})
    plane.on_reset(_streams.clear)
