"""Does an alert prove delivery? The rule of *delivered* (docs/architecture.md, "Proof").

SNS does not say who published, and a notification turns to ALARM even if every publish is refused
(docs/facts.md 1.5): neither the message nor the state proves anything alone, only both together,
over a topic that the notification really has and by a path that is not broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.core.alerts.alarms import Alarm
from bot.core.alerts.message import Alert, Amount
from bot.core.alerts.spend_texts import threshold_amount
from bot.core.arns import parse_arn
from bot.core.findings import PathReport, Status
from bot.core.model.budget import Notification


def matches(alert: Alert, notification: Notification) -> bool:
    """Can the alert be this notification's: same type, operator and threshold.

    Percentages arrive as money, rounded (docs/facts.md 5.1), and are held against the alert's own
    budgeted amount. False for whatever cannot be told.
    """
    threshold = alert.threshold
    if threshold is None or alert.kind != notification.type:
        return False
    if threshold.operator != notification.operator:
        return False
    told, expected = threshold.amount, _expected(alert, threshold.amount, notification)
    if told.value is None or expected is None:
        return False
    return abs(told.value - expected) <= _half_a_digit(told.value)


def _expected(alert: Alert, told: Amount, notification: Notification) -> Decimal | None:
    """What the notification's threshold is in the unit of the alert's."""
    if told.unit == "%":
        relative = notification.threshold_type == "PERCENTAGE"
        return threshold_amount(notification, Decimal(100)) if relative else None
    budgeted = alert.budgeted
    same = budgeted is not None and budgeted.unit == told.unit
    return threshold_amount(notification, budgeted.value if budgeted and same else None)


def _half_a_digit(value: Decimal) -> Decimal:
    """Half of the last digit that was written: as far as rounding can move an amount."""
    exponent = value.as_tuple().exponent
    return Decimal(5).scaleb((exponent if isinstance(exponent, int) else 0) - 1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """An alert at the bot's own subscription: when, and the ARN of the topic it came over."""

    alert: Alert
    at: datetime
    topic: str


def delivered(
    arrival: Arrival,
    changed_at: datetime,
    paths: Iterable[PathReport],
    seen: Iterable[Alarm] = (),
    period: datetime | None = None,
) -> bool:
    """True where the arrival proves delivery since the change.

    It came after the change, the account that it names is the topic's, and a notification that it
    can be has turned to ALARM since, has that very topic as its subscriber, and a path over it that
    is not BROKEN. `paths` are those of the alert's budget, read after the arrival; `seen` says
    since when each notification has been seen in ALARM: what was so before the change has not
    turned since. `period` is when the budget's period of the arrival began: alerts are sent once in
    each period (docs/facts.md 1.5), so an ALARM from before one that began after the change was
    another's, and says nothing against this one.
    """
    account, topic = arrival.alert.account, parse_arn(arrival.topic)
    if arrival.at <= changed_at or topic is None or not account or account != topic.account:
        return False
    anew = period is not None and changed_at < period <= arrival.at
    earlier = {one.notification for one in seen if one.since < changed_at and not anew}
    return any(
        one.state == "ALARM" and one.identity not in earlier and matches(arrival.alert, one)
        for one in _sound(paths, arrival.topic)
    )


def leads_over(paths: Iterable[PathReport], topic: str) -> bool:
    """Whether an alert of the budget can have come over that topic, as its paths are read now."""
    return any(True for _ in _sound(paths, topic))


def _sound(paths: Iterable[PathReport], topic: str) -> Iterator[Notification]:
    """The notifications that have that topic as a subscriber, on a path that is not BROKEN."""
    for path in paths:
        found = path.notification
        sound = path.topic == topic and path.verdict is not Status.BROKEN
        if sound and isinstance(found, Notification) and not found.action:
            yield found
