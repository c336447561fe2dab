"""Reads the delivery channel of AWS Config, how it fares, who publishes for it, and whether the
recorder records.

With another role than the service-linked one it is that role (docs/facts.md 13.1). A recorder that
is stopped sees no change, so none is told of; rules that run by time may be (docs/facts.md 13.2).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, TypeVar

from bot.aws.errors import found, text
from bot.aws.reader import CheckReads
from bot.aws.reads import Read
from bot.aws.senders._reader import Named, OnTopics, SenderReader, in_each_region
from bot.core.model.read import ReadFailed
from bot.core.model.subject import SenderReport, Subject
from bot.core.senders.config import SENDER, SERVICE_LINKED

DESCRIBE_CHANNELS = Read("DescribeDeliveryChannels", "config:DescribeDeliveryChannels")
DESCRIBE_STATUS = Read("DescribeDeliveryChannelStatus", "config:DescribeDeliveryChannelStatus")
DESCRIBE_RECORDERS = Read("DescribeConfigurationRecorders", "config:DescribeConfigurationRecorders")

DESCRIBE_RECORDING = Read(
    "DescribeConfigurationRecorderStatus", "config:DescribeConfigurationRecorderStatus"
)

_STOPPED = (
    "AWS Config's recorder does not record here: the topic hears of no change to any resource, at "
    "most of rules that run on a schedule. Start the recorder where that was not meant."
)
_WORKS = {"Success": True, "Failure": False}
_Reports = Mapping[str, SenderReport]
_T = TypeVar("_T")


async def of_topics(reader: CheckReads, topics: Sequence[str]) -> OnTopics:
    """The channel of each topic's Region, where it names the topic."""
    await reader.step_aside()
    return await in_each_region(topics, lambda region: _channels(reader, region))


async def named(reader: CheckReads, name: str, region: str) -> Named | ReadFailed:
    """A channel by its name; no name stands for the only one that a Region has."""
    listed = await _channels(reader, region)
    if isinstance(listed, ReadFailed):
        return listed
    mine = tuple(one for one in listed if name in ("", one.name))
    return Named(mine, tuple(one.name for one in listed))


READER = SenderReader(
    SENDER,
    (DESCRIBE_CHANNELS, DESCRIBE_STATUS, DESCRIBE_RECORDERS, DESCRIBE_RECORDING),
    of_topics,
    named,
)


async def _channels(reader: CheckReads, region: str) -> tuple[Subject, ...] | ReadFailed:
    """All calls side by side; a status of the channel that cannot be read leaves the channel."""
    resource = f"arn:{reader.aws.partition}:config:{region}:{reader.account}:*"

    async def ask(read: Read, call: Callable[[Any], _T]) -> _T | ReadFailed:
        answer = await reader.ask(read, resource, lambda: call(reader.aws.config(region)))
        return found(read, resource, answer)

    listed, reports, role, records = await asyncio.gather(
        ask(DESCRIBE_CHANNELS, lambda client: _listed(client, reader.account, region)),
        ask(DESCRIBE_STATUS, _statuses),
        ask(DESCRIBE_RECORDERS, _role),
        ask(DESCRIBE_RECORDING, _records),
    )
    if isinstance(listed, ReadFailed) or not any(one.topics for one in listed):
        return listed
    if isinstance(role, ReadFailed):
        return role
    if isinstance(records, ReadFailed):
        return records
    withheld = "" if records else _STOPPED
    return tuple(replace(_reported(one, reports), role=role, withheld=withheld) for one in listed)


def _listed(client: Any, account: str, region: str) -> tuple[Subject, ...]:
    raws = client.describe_delivery_channels()["DeliveryChannels"]
    return tuple(_subject(raw, account, region) for raw in raws)


def _statuses(client: Any) -> _Reports:
    raws = client.describe_delivery_channel_status()["DeliveryChannelsStatus"]
    told = {text(raw["name"]): _report(raw.get("configStreamDeliveryInfo", {})) for raw in raws}
    return {name: one for name, one in told.items() if one}


def _role(client: Any) -> str:
    """The recorder's role, "" for the service-linked one and where there is no recorder."""
    raws = client.describe_configuration_recorders()["ConfigurationRecorders"]
    roles = (text(raw.get("roleARN") or "") for raw in raws)
    return next((role for role in roles if role and SERVICE_LINKED not in role), "")


def _records(client: Any) -> bool:
    """Whether the customer's own recorder records; without any there is nothing to deliver."""
    raws = client.describe_configuration_recorder_status()["ConfigurationRecordersStatus"]
    return any(raw["recording"] for raw in raws)


def _subject(raw: Mapping[str, Any], account: str, region: str) -> Subject:
    topic = text(raw.get("snsTopicARN") or "")
    return Subject(
        sender=SENDER,
        account=account,
        region=region,
        name=text(raw["name"]),
        arn="",  # AWS gives a delivery channel none
        topics=(topic,) if topic else (),
    )


def _reported(channel: Subject, reports: _Reports | ReadFailed) -> Subject:
    if isinstance(reports, ReadFailed):
        return replace(channel, reports=reports)
    told = reports.get(channel.name)
    known = tuple(replace(told, topic=topic) for topic in channel.topics) if told else ()
    return replace(channel, reports=known)


def _report(info: Mapping[str, Any]) -> SenderReport | None:
    """Of the stream, which is what goes to the topic; None where nothing was sent yet."""
    status = info.get("lastStatus", "Not_Applicable")
    if status == "Not_Applicable":
        return None
    works = _WORKS.get(status)
    says = ": ".join(filter(None, (info.get("lastErrorCode"), info.get("lastErrorMessage"))))
    at = info.get("lastStatusChangeTime")
    when = at.astimezone(UTC) if isinstance(at, datetime) else None
    return SenderReport("", when, works, says or ("" if works else status))
