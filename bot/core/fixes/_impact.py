"""Who else is touched by a plan: each publisher that the topic policy names, and the owner."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.core.fixes._known import services
from bot.core.fixes._publisher_access import PublisherAccess, Served, publisher_access
from bot.core.fixes._subject import FixSubject
from bot.core.model.path import Path
from bot.core.model.topic import Topic
from bot.core.owners import Owner
from bot.core.plan import Plan
from bot.core.policy.publishers import Publisher, publishers
from bot.core.policy.services import title_of
from bot.core.simulate import simulate


@dataclass(frozen=True, slots=True)
class _Change:
    """A publisher, `who` is its principal and account, before and after."""

    who: tuple[str, str]
    title: str
    before: PublisherAccess
    after: PublisherAccess

    @property
    def loses(self) -> bool:
        order = list(Served)
        return order.index(self.after.served) > order.index(self.before.served)

    @property
    def is_unsure(self) -> bool:
        return not self.loses and self.after.served is Served.UNKNOWN

    @property
    def stays_out(self) -> bool:
        return not self.loses and self.after.served is Served.NO

    def says(self) -> str:
        if self.after.served is Served.YES:
            still = self.before.served is Served.YES
            return f"{self.title} {'is still served' if still else 'gets in too from then on'}."
        if self.loses:
            no = self.after.served is Served.NO
            verb = "is no longer served" if no else "may no longer be served"
            return f"{self.title} {verb}: {self.after.why}."
        if self.after.served is Served.UNKNOWN:
            return f"Whether {self.title} is served cannot be told: {self.after.why}."
        return f"{self.title} is not served today and will not be: {self.after.why}."


def lost(plan: Plan, subject: FixSubject) -> tuple[str, ...]:
    """The publishers that are served now and would not be after the plan."""
    return tuple(c.title for c in _changes(plan, subject.path) if c.loses)


def with_serving(plan: Plan, subject: FixSubject) -> Plan:
    """The plan with a sentence for each publisher that the topic policy names, who loses first.

    Not of those that are known by their configuration, which says more (`with_known`).
    """
    known = services(subject.others)
    changes = [one for one in _changes(plan, subject.path) if one.who not in known]
    losers = [change.says() for change in changes if change.loses]
    unsure = [change.says() for change in changes if change.is_unsure]
    others = [c.says() for c in changes if not c.loses and not c.is_unsure]
    risks = (*losers, *plan.risks, *unsure, *_accounts(subject.path))
    named = (c.title for c in changes if c.loses or c.is_unsure)
    touched = tuple(dict.fromkeys((*named, *plan.touched, *_unread(subject.path))))
    return replace(
        plan,
        impact=(*plan.impact, *others),
        risks=risks,
        touched=touched,
        kept_out=tuple(dict.fromkeys(c.title for c in changes if c.stays_out)),
    )


def _unread(path: Path) -> Iterator[str]:
    """Where nobody can tell whom the topic policy names."""
    if isinstance(path.topic, Topic) and publishers(path.topic, path.now).problem:
        yield "whoever the topic's policy names, for it cannot be read"


def with_owners(plan: Plan, subject: FixSubject) -> Plan:
    """The plan with a sentence for each resource that a stack or Terraform owns."""
    arns = (*plan.resources, plan.topic)
    said = (o.says(_kind(o, plan)) for o in subject.owners if o.resource in arns)
    return replace(plan, risks=(*plan.risks, *said))


def _kind(owner: Owner, plan: Plan) -> str:
    return "topic" if owner.resource == plan.topic else "key"


def _accounts(path: Path) -> Iterator[str]:
    topic = path.topic
    if not isinstance(topic, Topic):
        return
    for account in publishers(topic, path.now).accounts:
        yield (
            f"The topic policy names account {account}. Whether its principals can publish also "
            "hangs on their own policies, which cannot be seen from here."
        )


def _changes(plan: Plan, path: Path) -> list[_Change]:
    after = simulate(path, plan)
    topics = [p.topic for p in (path, after) if isinstance(p.topic, Topic)]
    known: dict[tuple[str, str], None] = {}
    for topic in topics:
        for publisher in (*publishers(topic, path.now).services, *_own(path, topic)):
            known.update(dict.fromkeys((publisher.service, a) for a in publisher.accounts))
    own = {(p.service, a) for t in topics for p in _own(path, t) for a in p.accounts}
    return [
        _Change(who, _named(who, path), publisher_access(path, *who), publisher_access(after, *who))
        for who in known
        if who not in own or not plan.clears
    ]


def _own(path: Path, topic: Topic) -> Iterator[Publisher]:
    """The path's own sender, whether the topic policy names it or not."""
    service = path.sender.principal(topic.partition)
    if service:
        yield Publisher(service, (path.account,))


def _named(who: tuple[str, str], path: Path) -> str:
    service, account = who
    own = service in path.sender.principals.values()
    title = f"{path.sender.title} ({service})" if own else title_of(service)
    return title if account == path.account else f"{title} of account {account}"
