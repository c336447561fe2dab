"""A subscription of a topic."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.core.model.endpoint import Target
from bot.core.model.read import ReadFailed


@dataclass(frozen=True, slots=True)
class SubscriptionAttributes:
    """What GetSubscriptionAttributes says of a confirmed subscription."""

    filter_policy: str | None = None
    filter_scope: str = "MessageAttributes"
    raw: bool = False
    redrive_policy: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A topic's subscription. While pending, SNS lists no ARN for it and shows no attributes.

    `target` is what stands behind a Lambda or SQS endpoint, None for the other protocols.
    """

    arn: str
    protocol: str
    endpoint: str
    pending: bool = False
    attributes: SubscriptionAttributes | ReadFailed = field(default_factory=SubscriptionAttributes)
    target: Target | None = None

    @property
    def id(self) -> str:
        """What tells this subscription from its siblings: pending ones share one "ARN"."""
        return f"{self.protocol}:{self.endpoint}" if self.pending else self.arn
