"""What a proof would do on one topic, or why there is nothing to prove.

The temporary budget has to be let in by the very statement that lets the real one in: what comes
through another door proves nothing of this one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bot.core.checks._world import publish_request
from bot.core.checks.key._access import key_access
from bot.core.findings import Finding, Hop, PathReport, Report, Status, worst
from bot.core.model.budget import Budget, Notification
from bot.core.model.path import Facts, Path
from bot.core.model.read import ReadFailed
from bot.core.model.subscription import Subscription
from bot.core.model.topic import Topic
from bot.core.policy.access import Ruling, rule
from bot.core.policy.decision import Effect
from bot.core.proof.names import name_of
from bot.core.subscriptions.bot import obstacle, ours_on
from bot.core.subscriptions.subscription import is_chatbot, title
from bot.core.texts.words import capital, listed

AMOUNT = "0.01"
"""The limit, and the spend above which it alerts: the least that any spend exceeds."""
_MAILS = ("email", "email-json")


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


@dataclass(frozen=True, slots=True)
class CannotProve:
    """Why there is no proof to be had; `fix` is the id of one that would help, "" without."""

    why: str
    fix: str = ""


def plan_proof(
    facts: Facts, report: Report, topic: str, id: str, ours: str
) -> ProofPlan | CannotProve:
    """The proof on `topic` (its ARN) over the path of a budget, just read and judged.

    `id` will be the proof's; `ours` is the ARN of budget-check's function that takes alerts, ""
    where it has none.
    """
    path = next((p for p in facts.paths() if _topic_of(p) == topic), None)
    if path is None or not isinstance(path.topic, Topic):
        return CannotProve(f"The budget {facts.name} has no notification that goes to {topic} now.")
    cannot = _not_healthy(report, topic) or _names_single_budgets(path, path.topic, id)
    if cannot:
        return cannot
    if isinstance(path.topic.subscriptions, ReadFailed):
        unread = path.topic.subscriptions
        return CannotProve(
            "Whom the alert would reach could not be read, so it is not sent. "
            f"budget-check's role needs {unread.action} on {unread.resource}."
        )
    mine = ours_on(path, ours)
    if mine is None:
        return _not_subscribed(path.topic, ours)
    return _planned(path, path.topic.subscriptions, mine, report)


def _planned(
    path: Path, subscriptions: Iterable[Subscription], mine: Subscription, report: Report
) -> ProofPlan:
    reached = [s for s in subscriptions if not s.pending]
    return ProofPlan(
        account=path.account,
        budget=path.name,
        topic=_topic_of(path),
        unit=_unit(path.budget),
        reaches=_titles(reached, mine),
        mails=tuple(s.endpoint for s in reached if s.protocol in _MAILS),
        acts=tuple(title(s) for s in reached if s is not mine and _may_act(s)),
        notes=tuple(dict.fromkeys(f.says for f in _of(report, mine))),
    )


def _titles(reached: Iterable[Subscription], mine: Subscription) -> tuple[str, ...]:
    return tuple(f"budget-check itself ({title(s)})" if s is mine else title(s) for s in reached)


def _may_act(subscription: Subscription) -> bool:
    """A function, a queue, a web hook: some shut systems down on an alert. A text message costs."""
    return subscription.protocol not in _MAILS and not is_chatbot(subscription)


def _of(report: Report, mine: Subscription) -> Iterator[Finding]:
    return (f for f in report.findings if f.via == mine.id and f.status is not Status.OK)


def _not_subscribed(topic: Topic, ours: str) -> CannotProve:
    if not ours:
        return CannotProve(
            "This budget-check has no function that takes alerts, so it would not see the alert: "
            "a proof needs budget-check deployed on AWS."
        )
    why = obstacle(topic, ours)
    if why:
        return CannotProve(
            f"budget-check is not subscribed to this topic, so it would not see the alert. {why}"
        )
    return CannotProve(
        "budget-check is not subscribed to this topic, so it would not see the alert. Subscribe it "
        "first (the fix subscribe-bot), then prove it.",
        "subscribe-bot",
    )


def _not_healthy(report: Report, topic: str) -> CannotProve | None:
    """A proof is for what the policies allow already."""
    found = [p for p in report.paths if p.topic == topic]
    paths = [p for p in found if not _is_action(p)] or found
    for hop in (Hop.TOPIC, Hop.KEY):
        hops = [h for p in paths for h in p.hops if h.hop is hop]
        status = worst(h.status for h in hops)
        if status in (Status.BROKEN, Status.UNKNOWN):
            says = next(h.says for h in hops if h.status is status)
            return CannotProve(
                f"There is nothing to prove yet: the {hop} is {status}. {says} Mend that first."
            )
    return None


def _is_action(path: PathReport) -> bool:
    return isinstance(path.notification, Notification) and path.notification.action is not None


def _names_single_budgets(path: Path, topic: Topic, id: str) -> CannotProve | None:
    """Whether what lets this budget in would let the temporary one in as well."""
    other = replace(path, name=name_of(id))
    for what, real, temporary in _doors(path, other, topic):
        through = _deciding(real) & _deciding(temporary)
        if temporary.effect is not Effect.ALLOW or not through:
            by = listed(s.label for s in real.deciding) or "its statements together"
            return CannotProve(
                f"{capital(what)} names single budgets (aws:SourceArn): {by} lets {path.name} in "
                "and not a temporary budget. The proof's alert would be refused, or come in by "
                "another statement, and prove nothing of this one."
            )
    return None


def _doors(path: Path, other: Path, topic: Topic) -> Iterator[tuple[str, Ruling, Ruling]]:
    """Each policy on the way: how it rules for the real budget, and for the temporary one."""
    asked = [publish_request(each, topic) for each in (path, other)]
    real, temporary = [rule([topic.policy or ""], one) if one else None for one in asked]
    if real and temporary:
        yield "the topic policy", real, temporary
    keys = [key_access(each) for each in (path, other)]
    if keys[0] and keys[1]:
        for one, two in zip(keys[0].rulings, keys[1].rulings, strict=True):
            yield "the key policy", one, two


def _deciding(ruling: Ruling) -> frozenset[tuple[int, str]]:
    return frozenset((s.document, s.label) for s in ruling.deciding)


def _unit(budget: object) -> str:
    """The currency of the account, as this budget has it; USD where it counts something else."""
    if isinstance(budget, Budget) and budget.type == "COST" and budget.limit:
        return budget.limit.unit
    return "USD"


def _topic_of(path: Path) -> str:
    notification = path.notification
    return (notification.topic if isinstance(notification, Notification) else None) or ""
