"""What one check read of a topic and of whatever is configured to publish to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.model.budget import Notification
from bot.core.model.chat import Chats
from bot.core.model.key import AnyKey
from bot.core.model.path import Facts, Organization, Path
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subject import Subject
from bot.core.model.topic import Topic
from bot.core.senders import Sender


@dataclass(frozen=True, slots=True)
class UnreadSender:
    """A sender whose list gave no answer, or none that is whole; `why` names the permission."""

    sender: Sender
    why: ReadFailed


@dataclass(frozen=True, slots=True)
class OtherSenders:
    """What beside AWS Budgets is configured to publish to a topic; the parts as in `TopicFacts`."""

    subjects: tuple[Subject, ...] = ()
    unread: tuple[UnreadSender, ...] = ()
    skipped: tuple[Sender, ...] = ()

    def paths_beside(self, path: Path) -> tuple[Path, ...]:
        """Their paths over the topic of this one, without its own subject."""
        if path.topic is None or path.address is None:
            return ()
        facts = TopicFacts(
            address=path.address,
            account=path.account,
            now=path.now,
            topic=path.topic,
            key=path.key,
            subjects=self.subjects,
            chats=path.chats,
            organization=path.organization,
            changed=path.changed,
        )
        return facts.paths_beside(path.sender, path.name)

    def was_read(self, sender_id: str) -> bool:
        """Whether all that this sender has on the topic is known."""
        return sender_id not in {
            one.id for one in (*self.skipped, *(u.sender for u in self.unread))
        }


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """One topic, and side by side whatever is known to publish to it.

    `address` is the topic's ARN, `account` the one whose senders were read. `budgets` are those
    with a notification or an action on the topic, `subjects` what the other senders have there.
    `skipped` are the senders that nobody looked at, because a setting leaves them out. `changed` is
    when the topic or its key was last known to be changed.
    """

    address: str
    account: str
    now: datetime
    topic: Topic | NotFound | ReadFailed
    key: AnyKey | None = None
    budgets: tuple[Facts, ...] = ()
    subjects: tuple[Subject, ...] = ()
    unread: tuple[UnreadSender, ...] = ()
    skipped: tuple[Sender, ...] = ()
    chats: Chats = field(default_factory=Chats)
    organization: Organization = None
    changed: datetime | None = None

    @property
    def senders(self) -> OtherSenders:
        """What beside AWS Budgets publishes there."""
        return OtherSenders(self.subjects, self.unread, self.skipped)

    def facts(self) -> Iterator[Facts]:
        """What was read of each budget and subject, with its paths over this topic alone."""
        yield from (self._of_budget(facts) for facts in self.budgets)
        yield from (self.facts_of(subject) for subject in self.subjects)

    def paths(self) -> Iterator[Path]:
        """The paths over this topic of all of them."""
        return self._over(self.facts())

    def paths_beside(self, sender: Sender, name: str) -> tuple[Path, ...]:
        """The paths over this topic of every budget and subject but that one of the sender."""
        own = (sender.id, name)
        return tuple(self._over(one for one in self.facts() if (one.sender.id, one.name) != own))

    def _over(self, each: Iterable[Facts]) -> Iterator[Path]:
        """Their paths over this topic."""
        for facts in each:
            yield from (path for path in facts.paths() if path.address == self.address)

    def facts_of(self, subject: Subject) -> Facts:
        """The same of one subject."""
        return Facts(
            account=subject.account,
            name=subject.name,
            now=self.now,
            budget=None,
            topics={self.address: self.topic},
            keys=self._keys(),
            chats=self.chats,
            organization=self.organization,
            sender=subject.sender,
            subject=replace(subject, topics=(self.address,)),
            changed={self.address: self.changed} if self.changed else {},
        )

    def _of_budget(self, facts: Facts) -> Facts:
        return replace(
            facts,
            notifications=self._here(facts.notifications),
            actions=self._here(facts.actions),
            topics={self.address: self.topic},
            keys=self._keys(),
            chats=self.chats,
            organization=self.organization,
        )

    def _here(
        self, found: tuple[Notification, ...] | ReadFailed
    ) -> tuple[Notification, ...] | ReadFailed:
        """Those on this topic, and those of which that was not read."""
        if isinstance(found, ReadFailed):
            return found
        return tuple(
            one
            for one in found
            if one.topic == self.address or isinstance(one.subscribers, ReadFailed)
        )

    def _keys(self) -> dict[str, AnyKey]:
        return {self.address: self.key} if self.key else {}
