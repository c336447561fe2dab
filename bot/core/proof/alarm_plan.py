"""What a proof by a temporary alarm would do on one topic, or why there is none to be had.

It needs no subscription of budget-check: the history of the alarm tells what became of its message
(docs/facts.md 13.2).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from bot.core.findings import Report
from bot.core.model.path import Facts, Path
from bot.core.model.read import ReadFailed
from bot.core.model.subject import Subject
from bot.core.model.topic import Topic
from bot.core.proof.names import name_of
from bot.core.proof.obstacle import (
    names_single_ones,
    not_healthy,
    subscribers_unread,
)
from bot.core.proof.reach import reach
from bot.core.proof.subject import beside, why_not_provable
from bot.core.reference import of_subject
from bot.core.texts.words import capital


@dataclass(frozen=True, slots=True)
class AlarmProofPlan:
    """A proof worked out. `budget` stands for the alarm that it is about, as in a proof's record.

    `reaches` is every subscription that gets the message, `mails` those of them that are addresses,
    `acts` those that may act on it: while there are any, the topic's name has to be typed.
    `filtered` are those whose filter may drop it, `pending` the subscriptions that nobody
    confirmed, which get nothing.
    """

    account: str
    budget: str
    topic: str
    reaches: tuple[str, ...]
    mails: tuple[str, ...]
    acts: tuple[str, ...]
    filtered: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()

    @property
    def topic_name(self) -> str:
        """What has to be typed where something may act on the message."""
        return self.topic.rpartition(":")[2]

    @property
    def fingerprint(self) -> str:
        """Of what a person agreed to: another one has to be looked at again."""
        parts = (self.account, self.budget, self.topic, *self.reaches, "|", *self.acts)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


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
        budget=of_subject(subject),
        topic=address,
        reaches=whom.reached,
        mails=whom.mails,
        acts=whom.acts,
        filtered=whom.filtered,
        pending=whom.pending,
    )


def _temporary(path: Path, id: str) -> Path:
    """The path of the temporary alarm: another name, so another aws:SourceArn."""
    if not isinstance(path.subject, Subject):
        return path
    arn = beside(path.subject.arn, name_of(id))
    return replace(path, name=name_of(id), subject=replace(path.subject, name=name_of(id), arn=arn))
