"""What a proof of a budget would do on one topic, or why there is nothing to prove."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.core.findings import Finding, Report, Status
from bot.core.model.budget import Budget, Notification
from bot.core.model.path import Facts, Path
from bot.core.model.read import ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.core.proof.names import name_of
from bot.core.proof.obstacle import (
    CannotProve,
    names_single_ones,
    not_healthy,
    subscribers_unread,
)
from bot.core.proof.reach import reach
from bot.core.subscriptions.bot import obstacle, ours_on
from bot.core.subscriptions.own import Own

AMOUNT = "0.01"
"""The limit, and the spend above which it alerts: the least that any spend exceeds."""


@dataclass(frozen=True, slots=True)
class ProofPlan:
    """A proof worked out. `unit` is the limit's currency.

    `reaches` is every subscription that gets the alert, `mails` those of them that are addresses,
    `acts` those that may act on it: while there are any, the topic's name has to be typed. `notes`
    say what may keep the alert from being seen.
    """

    account: str
    budget: str
    topic: str
    unit: str
    reaches: tuple[str, ...]
    mails: tuple[str, ...]
    acts: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def topic_name(self) -> str:
        """What has to be typed where something may act on the alert."""
        return self.topic.rpartition(":")[2]

    @property
    def fingerprint(self) -> str:
        """Of what a person agreed to: another one has to be looked at again."""
        parts = (self.account, self.topic, self.unit, *self.reaches, "|", *self.acts)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def plan_proof(
    facts: Facts, report: Report, topic: str, id: str, ours: Own
) -> ProofPlan | CannotProve:
    """The proof on `topic` (its ARN) over the path of a budget, just read and judged.

    `id` will be the proof's; `ours` is where budget-check itself takes alerts.
    """
    path = next((p for p in facts.paths() if _topic_of(p) == topic), None)
    if path is None or not isinstance(path.topic, Topic):
        return CannotProve(f"The budget {facts.name} has no notification that goes to {topic} now.")
    other = replace(path, name=name_of(id))
    cannot = not_healthy(report, topic) or names_single_ones(path, other, path.topic)
    if cannot:
        return cannot
    if isinstance(path.topic.subscriptions, ReadFailed):
        return subscribers_unread(path.topic.subscriptions, "the alert")
    mine = ours_on(path, ours)
    if mine is None:
        return _not_subscribed(path.topic, ours)
    return _planned(path, path.topic.subscriptions, mine, report)


def _planned(
    path: Path, subscriptions: Iterable[Subscription], mine: Subscription, report: Report
) -> ProofPlan:
    whom = reach(subscriptions, mine)
    return ProofPlan(
        account=path.account,
        budget=path.name,
        topic=_topic_of(path),
        unit=_unit(path.budget),
        reaches=whom.reached,
        mails=whom.mails,
        acts=whom.acts,
        notes=tuple(dict.fromkeys(f.says for f in _of(report, mine))),
    )


def _of(report: Report, mine: Subscription) -> Iterator[Finding]:
    return (f for f in report.findings if f.via == mine.id and f.status is not Status.OK)


def _not_subscribed(topic: Topic, ours: Own) -> CannotProve:
    if not ours.function:
        return CannotProve(
            "This budget-check has no function that takes alerts, so it would not see the alert: "
            "a proof needs budget-check deployed on AWS."
        )
    why = obstacle(topic, ours.function)
    if why:
        return CannotProve(
            f"budget-check is not subscribed to this topic, so it would not see the alert. {why}"
        )
    return CannotProve(
        "budget-check is not subscribed to this topic, so it would not see the alert. Subscribe it "
        "first (the fix subscribe-bot), then prove it.",
        "subscribe-bot",
    )


def _unit(budget: object) -> str:
    """The currency of the account, as this budget has it; USD where it counts something else."""
    if isinstance(budget, Budget) and budget.type == "COST" and budget.limit:
        return budget.limit.unit
    return "USD"


def _topic_of(path: Path) -> str:
    notification = path.notification
    return (notification.topic if isinstance(notification, Notification) else None) or ""
