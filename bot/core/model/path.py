"""What one check read of a budget, or of another sender's subject, and each path from there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.model.budget import Budget, Notification
from bot.core.model.chat import Chats
from bot.core.model.key import AnyKey, Key
from bot.core.model.read import NotFound, ReadFailed
from bot.core.model.subject import Subject
from bot.core.model.topic import Topic
from bot.core.reference import Reference, of_subject
from bot.core.senders import BUDGETS, Sender

Organization = str | NotFound | ReadFailed | None
"""The id of the account's organisation, NotFound where it is in none; None: nothing asked for it.
"""


@dataclass(frozen=True, slots=True)
class Path:
    """Everything between one notification, or one subject, and the endpoints; what a check judges.

    `sender` is the service whose alert it is: what is asked for, and the words for it, come from
    there. It starts from a `budget` or from a `subject`, and the other one is None. `notification`
    is None where the budget has none, ReadFailed where they could not be listed; `topic` is None
    without an SNS subscriber; `key` is None where the topic is not encrypted. `names` are the
    account's names nearest to the one asked for, where there is no such thing. `lost` is when the
    notification was first seen in ALARM, where nothing could be published to the topic then and
    that has been mended since; None for anything else, and where nobody remembers.
    `changed` is when topic or key were last known to be changed.
    """

    account: str
    name: str
    now: datetime
    budget: Budget | NotFound | ReadFailed | None
    notification: Notification | ReadFailed | None = None
    sender: Sender = field(kw_only=True)
    topic: Topic | NotFound | ReadFailed | None = None
    key: AnyKey | None = None
    chats: Chats = field(default_factory=Chats)
    names: tuple[str, ...] = ()
    lost: datetime | None = None
    organization: Organization = None
    subject: Subject | NotFound | ReadFailed | None = None
    changed: datetime | None = None

    @property
    def address(self) -> str | None:
        """The topic's ARN as what the path starts from holds it; None without a topic."""
        if isinstance(self.subject, Subject):
            return next(iter(self.subject.topics), None)
        known = self.notification
        return known.topic if isinstance(known, Notification) else None

    @property
    def reference(self) -> str:
        """What stands for what the path starts from (`bot.core.reference`)."""
        return of_subject(self.subject) if isinstance(self.subject, Subject) else self.name


@dataclass(frozen=True, slots=True)
class Facts:
    """What one check read of one budget, or of one `subject`. `keys` is indexed by the topic's ARN.

    `changed` is when a topic, or its key, was last known to be changed, by the topic's ARN.
    Of a budget `subject` is None, of a subject `budget` is None and `name` what was asked for.
    `lost` is what earlier checks saw, by the notification's identity (`Path.lost`). `sender` is set
    by who reads the configuration of another one than AWS Budgets, and `region` where a subject was
    looked for. `taken` is what a plan, which shows no
    more of an expression than what it names, leaves to be taken for granted.
    """

    account: str
    name: str
    now: datetime
    budget: Budget | NotFound | ReadFailed | None
    notifications: tuple[Notification, ...] | ReadFailed = ()
    actions: tuple[Notification, ...] | ReadFailed = ()
    topics: Mapping[str, Topic | NotFound | ReadFailed] = field(default_factory=dict)
    keys: Mapping[str, AnyKey] = field(default_factory=dict)
    chats: Chats = field(default_factory=Chats)
    names: tuple[str, ...] = ()
    lost: Mapping[str, datetime] = field(default_factory=dict)
    organization: Organization = None
    sender: Sender = BUDGETS
    subject: Subject | NotFound | ReadFailed | None = None
    changed: Mapping[str, datetime] = field(default_factory=dict)
    region: str = ""
    taken: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """What stands for what was asked for (`bot.core.reference`): a budget's is its name."""
        if isinstance(self.subject, Subject):
            return of_subject(self.subject)
        return Reference(self.sender, self.name, self.region).text if self.subject else self.name

    def paths(self) -> Iterator[Path]:
        """One path for each notification and budget action, or for each topic of the subject.

        At least one, to carry what it starts from.
        """
        return self._of_budget() if self.subject is None else self._of_subject(self.subject)

    def _of_subject(self, subject: Subject | NotFound | ReadFailed) -> Iterator[Path]:
        """One for each topic: the path's own subject has that one alone."""
        bare = Path(
            account=self.account,
            name=self.name,
            now=self.now,
            budget=None,
            sender=self.sender,
            subject=subject,
            chats=self.chats,
            names=self.names,
            organization=self.organization,
        )
        if not isinstance(subject, Subject) or not subject.topics:
            yield bare
            return
        for address in dict.fromkeys(subject.topics):
            yield replace(
                bare,
                subject=replace(subject, topics=(address,)),
                topic=self._topic(address),
                key=self.keys.get(address),
                changed=self._changed(address),
            )

    def _changed(self, address: str) -> datetime | None:
        """The last known change; a topic came to a key after that was made, at the earliest."""
        key = self.keys.get(address)
        made = key.created if isinstance(key, Key) else None
        return max(filter(None, (self.changed.get(address), made)), default=None)

    def _of_budget(self) -> Iterator[Path]:
        for notification in self._notifications() or (None,):
            known = notification if isinstance(notification, Notification) else None
            address = known.topic if known else None
            yield Path(
                account=self.account,
                name=self.name,
                now=self.now,
                budget=self.budget,
                sender=self.sender,
                notification=notification,
                topic=self._topic(address) if address else None,
                key=self.keys.get(address) if address else None,
                chats=self.chats,
                names=self.names,
                lost=self.lost.get(known.identity) if known and not known.action else None,
                organization=self.organization,
                changed=self._changed(address) if address else None,
            )

    def _topic(self, address: str) -> Topic | NotFound | ReadFailed | None:
        """The topic, with its account's organisation where that is the budget's own."""
        topic = self.topics.get(address)
        if not isinstance(topic, Topic) or topic.account != self.account:
            return topic
        return replace(topic, organization=_id_of(self.organization))

    def _notifications(self) -> tuple[Notification | ReadFailed, ...]:
        parts = (self.notifications, self.actions)
        return tuple(
            n for part in parts for n in ((part,) if isinstance(part, ReadFailed) else part)
        )


def _id_of(organization: Organization) -> str | None:
    """The id, "" in no organisation, None where it is not known."""
    if isinstance(organization, NotFound):
        return ""
    return None if isinstance(organization, ReadFailed) else organization
