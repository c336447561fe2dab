"""A budget, its notifications and who they are sent to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.model.read import ReadFailed


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as AWS Budgets writes it: `amount` is a decimal string, `unit` "USD" or a unit."""

    amount: str
    unit: str


@dataclass(frozen=True, slots=True)
class Health:
    """A budget's HealthStatus. `status` is HEALTHY or UNHEALTHY, `reason` AWS's StatusReason."""

    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget. `health` is None where AWS sent none, ReadFailed where this SDK cannot show it."""

    name: str
    account: str
    type: str = "COST"
    time_unit: str = "MONTHLY"
    limit: Money | None = None
    actual: Money | None = None
    forecast: Money | None = None
    starts: datetime | None = None
    ends: datetime | None = None
    health: Health | ReadFailed | None = None


@dataclass(frozen=True, slots=True)
class Spend:
    """What a budget had spent when it was read, of how much; None where AWS did not say.

    `time_unit` is the budget's ("MONTHLY"), "" in old records.
    """

    limit: Money | None = None
    actual: Money | None = None
    forecast: Money | None = None
    time_unit: str = ""


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A budget's subscriber: `type` is SNS or EMAIL, `address` a topic ARN or an address."""

    type: str
    address: str


@dataclass(frozen=True, slots=True)
class Notification:
    """A notification; it has no id, the first four fields are its identity at AWS.

    A budget action has subscribers of its own, a second path that DescribeNotificationsForBudget
    does not show: it appears here as a notification with `action` set to the action's id.
    """

    type: str
    operator: str
    threshold: float
    threshold_type: str | None = None
    state: str | None = None
    subscribers: tuple[Subscriber, ...] | ReadFailed = ()
    action: str | None = None

    @property
    def identity(self) -> str:
        """A notification has no id; these four are its identity (docs/facts.md 1.3)."""
        return f"{self.type} {self.operator} {self.threshold!r} {self.threshold_type or ''}"

    @property
    def topic(self) -> str | None:
        """The topic's address, verbatim; None without one or where the subscribers are unread."""
        return next((s.address for s in self._subscribers if s.type == "SNS"), None)

    @property
    def emails(self) -> tuple[str, ...]:
        """The e-mail addresses; empty where the subscribers are unread."""
        return tuple(s.address for s in self._subscribers if s.type == "EMAIL")

    @property
    def _subscribers(self) -> tuple[Subscriber, ...]:
        return () if isinstance(self.subscribers, ReadFailed) else self.subscribers
