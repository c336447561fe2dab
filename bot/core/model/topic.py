"""An SNS topic, and its metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.model.read import ReadFailed
from bot.core.model.subscription import Subscription


@dataclass(frozen=True, slots=True)
class Traffic:
    """AWS/SNS metrics of one topic, summed from `since` until the read; evidence, never proof."""

    since: datetime
    published: float = 0.0
    delivered: float = 0.0
    failed: float = 0.0
    filtered_out: float = 0.0
    last_published: datetime | None = None
    last_delivered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Topic:
    """An SNS topic. `key_reference` is KmsMasterKeyId as set, None where it is not encrypted.

    `organization` is the id of its account's organisation, "" where that is in none, None where it
    is not known; `Facts.paths` fills it in.
    """

    arn: str
    account: str
    region: str
    partition: str = "aws"
    policy: str | None = None
    key_reference: str | None = None
    fifo: bool = False
    logs_failures: bool = False
    subscriptions: tuple[Subscription, ...] | ReadFailed = ()
    traffic: Traffic | ReadFailed | None = None
    organization: str | None = None
