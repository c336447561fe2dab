"""What a path starts from where the sender is not AWS Budgets: an alarm, a rule, a trail."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.model.read import ReadFailed
from bot.core.senders import Sender


@dataclass(frozen=True, slots=True)
class SenderReport:
    """What the sender's own record says of one attempt to publish.

    `topic` is the topic's ARN, "" where the record names none. `at` is None where it has no time,
    `works` None where its words could not be understood; `says` is AWS's own words.
    """

    topic: str
    at: datetime | None
    works: bool | None
    says: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """One alarm, rule, trail, subscription or whatever else of a sender names topics.

    `topics` are the ARNs of the topics that it publishes to, as AWS holds them, and
    `other_actions` what else it does when it fires. `kind` is AWS's word where there are several
    ("composite alarm"), else "". `role` is the ARN of a role of the customer's that makes the
    call, "" where the service does. `enabled` is False where somebody has switched it, or its
    actions, off; `inactive` AWS's status where the service has set its notifications inactive
    itself, else "". `not_of_alarm` are the topics that an alarm tells of its other states alone,
    and `acts_on_alarm` is whether it does anything in the state ALARM. `withheld` is what it tells
    nobody for now, and why, in two sentences, "" where it tells all. `reports` come newest first;
    () where the sender keeps no record of it.
    """

    sender: Sender
    account: str
    region: str
    name: str
    arn: str
    topics: tuple[str, ...]
    kind: str = ""
    role: str = ""
    enabled: bool = True
    inactive: str = ""
    reports: tuple[SenderReport, ...] | ReadFailed = ()
    other_actions: tuple[str, ...] = ()
    not_of_alarm: tuple[str, ...] = ()
    acts_on_alarm: bool = True
    withheld: str = ""
