"""What can arrive on a budget's topic, as frozen data.

Words that a message does not have are "" and amounts None: nothing is filled in.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as AWS wrote it. `value` is None where the text cannot be read for certain.

    `unit` is the currency's sign or code, "%" or a usage unit, as written.
    """

    text: str
    value: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Threshold:
    """As in "> $24.00". `operator` is the API's word (GREATER_THAN, ...), "" if not known."""

    text: str
    operator: str
    amount: Amount


@dataclass(frozen=True, slots=True)
class Alert:
    """A budget alert. `kind` is ACTUAL, FORECASTED or AWS's own text; `amount` is of that kind.

    `period` is "for the current month", "per day" and the like; `more` are further lines of the
    block that AWS may add; `text` is the whole message.
    """

    budget: str
    text: str
    account: str = ""
    kind: str = ""
    budget_type: str = ""
    budgeted: Amount | None = None
    threshold: Threshold | None = None
    amount: Amount | None = None
    date: str = ""
    period: str = ""
    console: str = ""
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TopicVerified:
    """The message "SNS Topic Verified!": a proof of *accepted*, not an alert
    (docs/facts.md 5.2).
    """

    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Adjustment:
    """An auto-adjusting budget got another limit. `facts` are the object's values by their path."""

    text: str
    budget: str = ""
    account: str = ""
    previous: Amount | None = None
    current: Amount | None = None
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Other:
    """A message that is not recognised, kept whole to be shown as text."""

    subject: str
    text: str


Message = Alert | TopicVerified | Adjustment | Other
