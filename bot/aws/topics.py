"""Reads an SNS topic: attributes, subscriptions and metrics side by side, then its key."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.aws.endpoints import Targets
from bot.aws.keys import Keys
from bot.aws.metrics import Counted, Metrics
from bot.aws.notifications import Notifications
from bot.aws.reader import CheckReads, Once
from bot.aws.reads import GET_TOPIC
from bot.aws.subscriptions import subscriptions
from bot.core.arns import Arn, is_topic_arn, parse_arn
from bot.core.model.budget import Notification
from bot.core.model.key import AnyKey
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.topic import Topic


@dataclass(frozen=True, slots=True)
class TopicRead:
    """A topic with its subscriptions, what was counted, and its key where it is encrypted."""

    topic: Topic | NotFound | ReadFailed
    key: AnyKey | None = None
    counted: Counted | ReadFailed | None = None

    def since(self, start: datetime) -> Topic | NotFound | ReadFailed:
        """The topic with its traffic since then."""
        if not isinstance(self.topic, Topic):
            return self.topic
        counted = self.counted
        traffic = counted.since(start) if isinstance(counted, Counted) else counted
        return replace(self.topic, traffic=traffic)


class Topics:
    """The topics of one check or sweep; each is read once, as soon as a subscriber names it.

    `look` sees each as soon as its attributes are known.
    """

    def __init__(
        self,
        reader: CheckReads,
        now: datetime,
        start: Callable[[], Awaitable[datetime]],
        look: Callable[[Topic], None] = lambda _: None,
    ) -> None:
        self._reader = reader
        self._look = look
        self._complete = asyncio.Event()
        self._metrics = Metrics(reader, now, start, self._complete)
        self._keys = Keys(reader)
        self._targets = Targets(reader, self._keys)
        self._read: Once[str, TopicRead] = Once(self._start)

    def seen(self, notification: Notification) -> None:
        """Read the topic that it goes to, unless that is being done."""
        if notification.topic:
            self._read.get(notification.topic)

    def begin(self, *addresses: str) -> None:
        """Read these topics, and no others: their metrics are asked for at once."""
        for address in addresses:
            self._read.get(address)
        self.complete()

    async def named(self, *addresses: str) -> dict[str, TopicRead]:
        """The topics with these addresses."""
        return {address: await self._read.get(address) for address in addresses}

    def complete(self) -> None:
        """Every topic is begun: their metrics are asked for together."""
        self._complete.set()

    async def of(self, *notifications: Notifications) -> dict[str, TopicRead]:
        """The topics that these go to, by their addresses."""
        listed = (n for part in notifications if not isinstance(part, ReadFailed) for n in part)
        addresses = dict.fromkeys(n.topic for n in listed if n.topic)
        return await self.named(*addresses)

    async def _start(self, address: str) -> TopicRead:
        arn = parse_arn(address)
        if arn is None or not is_topic_arn(address):
            return TopicRead(NotFound(address, f"{address} is not the ARN of an SNS topic"))
        # A topic that is not there leaves these unawaited; they end with the check.
        subscribed = asyncio.ensure_future(subscriptions(self._reader, address, arn, self._targets))
        counted = asyncio.ensure_future(self._metrics.of(address, arn))
        topic = await self._attributes(address, arn)
        if not isinstance(topic, Topic):
            return TopicRead(topic)
        self._look(topic)
        key = await self._keys.get(topic.key_reference, arn) if topic.key_reference else None
        return TopicRead(replace(topic, subscriptions=await subscribed), key, await counted)

    async def _attributes(self, address: str, arn: Arn) -> Topic | NotFound | ReadFailed:
        aws = self._reader.aws

        def call() -> Topic:
            answer = aws.sns(arn.region).get_topic_attributes(TopicArn=address)
            return _topic(address, arn, answer["Attributes"])

        return await self._reader.ask(GET_TOPIC, address, call)


def _topic(address: str, arn: Arn, said: dict[str, str]) -> Topic:
    return Topic(
        arn=address,
        account=arn.account,
        region=arn.region,
        partition=arn.partition,
        policy=said.get("Policy"),
        key_reference=said.get("KmsMasterKeyId") or None,
        fifo=said.get("FifoTopic") == "true" or address.endswith(".fifo"),
        logs_failures=any(name.endswith("FailureFeedbackRoleArn") for name in said),
    )
