"""What a proof by a temporary alarm would do on one topic, or why there is none to be had.

It needs no subscription of budget-check: the history of the alarm tells what became of its message
(docs/facts.md 13.1).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from bot.core.arns import parse_arn
from bot.core.findings import Report
from bot.core.model.path import Facts, Path
from bot.core.model.read import ReadFailed
from bot.core.model.subject import Subject
from bot.core.model.topic import Topic
from bot.core.proof.names import name_of
from bot.core.proof.obstacle import (
    CannotProve,
    names_single_ones,
    not_healthy,
    subscribers_unread,
)
from bot.core.proof.reach import reach
from bot.core.texts.words import an, capital, first_of

_FEW = 3


@dataclass(frozen=True, slots=True)
class AlarmProofPlan:
    """A proof worked out. `alarm` is the ARN of the alarm that it is about.

    `reaches` is every subscription that gets the message, `mails` those of them that are addresses,
    `acts` those that may act on it: while there are any, the topic's name has to be typed.
    `pending` are the subscriptions that nobody confirmed, which get nothing.
    """

    account: str
    alarm: str
    topic: str
    reaches: tuple[str, ...]
    mails: tuple[str, ...]
    acts: tuple[str, ...]
    pending: tuple[str, ...] = ()

    @property
    def topic_name(self) -> str:
        """What has to be typed where something may act on the message."""
        return self.topic.rpartition(":")[2]

    @property
    def fingerprint(self) -> str:
        """Of what a person agreed to: another one has to be looked at again."""
        parts = (self.account, self.alarm, self.topic, *self.reaches, "|", *self.acts)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def why_not_provable(subject: Subject) -> str:
    """Why no proof of this subject is offered, as a sentence; "" where one is.

    Its path is not looked at: `plan_alarm_proof` does.
    """
    noun = subject.kind or subject.sender.subject
    if not subject.sender.temporary:
        return (
            f"No proof by a real message: {subject.sender.title} cannot be made to publish without "
            "doing something else."
        )
    if subject.kind:
        return (
            f"No proof by a real message: {subject.name} is {an(noun)}. It may not return to its "
            "real state by itself once it is set, and a temporary metric alarm does not stand for "
            "it."
        )
    if subject.other_actions:
        others = first_of(subject.other_actions, _FEW)
        return (
            f"No proof by a real message: {subject.name} does more than publish to the topic "
            f"({others}), and a temporary {noun} would say nothing of that."
        )
    return ""


def plan_alarm_proof(facts: Facts, report: Report, topic: str, id: str) -> AlarmProofPlan | str:
    """The proof of the alarm on `topic` (its ARN) over its path, just read and judged; else why
    not. `id` will be the proof's.
    """
    path = next((p for p in facts.paths() if p.address == topic), None)
    if path is None or not isinstance(path.topic, Topic) or not isinstance(path.subject, Subject):
        return f"{capital(facts.sender.subject)} {facts.name} does not publish to {topic} now."
    why = why_not_provable(path.subject)
    if why:
        return why
    cannot = not_healthy(report, topic) or names_single_ones(path, _temporary(path, id), path.topic)
    if isinstance(path.topic.subscriptions, ReadFailed):
        cannot = cannot or subscribers_unread(path.topic.subscriptions, "the message")
    return cannot.why if cannot else _planned(path.subject, path.topic, topic)


def _planned(subject: Subject, topic: Topic, address: str) -> AlarmProofPlan:
    whom = reach(() if isinstance(topic.subscriptions, ReadFailed) else topic.subscriptions)
    return AlarmProofPlan(
        account=subject.account,
        alarm=subject.arn,
        topic=address,
        reaches=whom.reached,
        mails=whom.mails,
        acts=whom.acts,
        pending=whom.pending,
    )


def _temporary(path: Path, id: str) -> Path:
    """The path of the temporary alarm: another name, so another aws:SourceArn."""
    if not isinstance(path.subject, Subject):
        return path
    arn = alarm_arn(path.subject.arn, id)
    return replace(path, name=name_of(id), subject=replace(path.subject, name=name_of(id), arn=arn))


def alarm_arn(beside: str, id: str) -> str:
    """The ARN of the temporary alarm of a proof, in account and Region of that alarm."""
    arn = parse_arn(beside)
    if arn is None:
        raise ValueError(f"{beside!r} is no alarm's ARN")
    return f"arn:{arn.partition}:{arn.service}:{arn.region}:{arn.account}:alarm:{name_of(id)}"
