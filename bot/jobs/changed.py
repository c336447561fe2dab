"""When topic and key were last changed, by ourselves or as CloudTrail told: what a sender reported
before says nothing of how it fares now.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.model.key import AnyKey, Key
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.model.subject import Subject
from bot.core.model.topic_facts import TopicFacts
from bot.errors import StoreError
from bot.store.last_writes import LastWrites
from bot.store.resource_changes import ResourceChanges

_LOOK_BACK = timedelta(days=60)
"""As long as changes are kept (`bot.store.resource_changes`)."""
_DECIDING = frozenset({"Policy", "KmsMasterKeyId", "KeyState"})
"""The attributes that let a sender in or keep it out (`bot.core.plan.Write`): another one mends
nothing."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KnownChanges:
    """What is kept of changes; a table that does not answer knows of none."""

    last_writes: LastWrites
    resource_changes: ResourceChanges

    def on(self, facts: Facts) -> Facts:
        """The facts with the last change of each topic; asked only where a report is a failure."""
        subject = facts.subject
        if not isinstance(subject, Subject) or not _failed(subject):
            return facts
        known = {
            topic: at
            for topic in facts.topics
            if (at := self._last(_arns(topic, facts.keys.get(topic)), facts.now))
        }
        return replace(facts, changed={**facts.changed, **known})

    def on_topic(self, facts: TopicFacts) -> TopicFacts:
        """The same of a topic with its senders."""
        if not any(_failed(subject) for subject in facts.subjects):
            return facts
        at = self._last(_arns(facts.address, facts.key), facts.now)
        return replace(facts, changed=at or facts.changed)

    def _last(self, arns: Iterable[str], now: datetime) -> datetime | None:
        try:
            return max((at for arn in arns for at in self._of(arn, now - _LOOK_BACK)), default=None)
        except StoreError as error:
            _log.error("When a topic or key was changed cannot be read: %s", error)
            return None

    def _of(self, arn: str, since: datetime) -> Iterator[datetime]:
        yield from (one.at for one in self.last_writes.of(arn) if one.attribute in _DECIDING)
        told = self.resource_changes.on(arn, since)
        yield from (one.at for one in told if one.attribute in _DECIDING)


def _failed(subject: Subject) -> bool:
    reports = subject.reports
    return not isinstance(reports, ReadFailed) and any(not one.works for one in reports)


def _arns(topic: str, key: AnyKey | None) -> tuple[str, ...]:
    return (topic, *((key.arn,) if isinstance(key, Key) else ()))
