"""A declaration as one `Facts` for each budget and each other sender.

What is not in the declaration is ReadFailed, never an answer of "nothing there": somebody else may
have made it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.core.iac.declared import (
    Declaration,
    DeclaredAction,
    DeclaredBudget,
    DeclaredNotification,
    DeclaredRecorder,
    DeclaredSubject,
    DeclaredSwitch,
    Place,
)
from bot.core.iac.topics import Topics
from bot.core.iac.unread import later, undeclared
from bot.core.iac.value import Unknown
from bot.core.model.budget import Budget, Money, Notification, Subscriber
from bot.core.model.path import Facts
from bot.core.model.read import ReadFailed
from bot.core.model.subject import Subject
from bot.core.senders.config import SERVICE_LINKED

_HAS_HISTORY = Money("0", "USD")
"""A plan does not tell whether the account has the five weeks of usage that a forecast takes."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The facts of one budget or other sender, and where it stands."""

    place: Place
    facts: Facts


def planned(declaration: Declaration, now: datetime) -> Iterator[Planned]:
    """The facts of every budget and other sender; `now` is when the policies are judged."""
    topics = Topics(declaration)
    actions = [one for one in declaration.declared if isinstance(one, DeclaredAction)]
    for budget in (one for one in declaration.declared if isinstance(one, DeclaredBudget)):
        own = [one.notification for one in actions if one.budget == budget.name]
        unsure = [one for one in actions if isinstance(one.budget, Unknown)]
        own += [
            DeclaredNotification(action="unknown", unknown=one.budget)
            for one in unsure
            if isinstance(one.budget, Unknown)
        ]
        yield Planned(budget.place, _facts(declaration, topics, budget, own, now))
    for subject in (one for one in declaration.declared if isinstance(one, DeclaredSubject)):
        yield Planned(subject.place, _of_subject(declaration, topics, subject, now))


def _of_subject(
    declaration: Declaration, topics: Topics, declared: DeclaredSubject, now: datetime
) -> Facts:
    """The facts of an alarm, a rule or another sender."""
    unknown = [one for one in declared.topics if isinstance(one, Unknown)]
    known = [one for one in declared.topics if isinstance(one, str)]
    account = declaration.identities.account_id
    if not declaration.identities.account and not all(map(topics.declares, known)):
        unknown.append(Unknown(declaration.identities.hint))
    switched = [_switch(declaration, declared), declared.enabled]
    role = _role(declaration, declared)
    left = [declaration.opaque, *unknown, *switched, role]
    gap = next((one for one in left if isinstance(one, Unknown)), None)
    told = next((one for one in (*switched, role) if isinstance(one, ReadFailed)), None)
    subject = Subject(
        declared.sender,
        account,
        declared.region,
        declared.name,
        declared.arn,
        tuple(known),
        role=role if isinstance(role, str) else "",
        enabled=all(one is True for one in switched),
        other_actions=declared.other_actions,
        not_of_alarm=declared.not_of_alarm,
        acts_on_alarm=declared.acts_on_alarm,
    )
    found = {address: topics.of(address) for address in known}
    return Facts(
        account,
        declared.name,
        now,
        None,
        topics={address: one.topic for address, one in found.items()},
        keys={address: one.key for address, one in found.items() if one.key},
        chats=topics.chats,
        sender=declared.sender,
        subject=later(gap) if gap else told or subject,
        taken=_taken(declaration, declared.place),
    )


def _taken(declaration: Declaration, place: Place) -> tuple[str, ...]:
    """What is taken for granted of its own expressions, and of those of topics, keys and so on."""
    senders = (DeclaredBudget, DeclaredSubject)
    others = {
        one.place.address
        for one in declaration.declared
        if isinstance(one, senders) and one.place != place
    }
    return tuple(
        one for address, each in declaration.taken.items() if address not in others for one in each
    )


def _role(declaration: Declaration, declared: DeclaredSubject) -> str | Unknown | ReadFailed:
    """The role of the customer's that makes the call; "" for the service itself, as which AWS
    Config publishes with its service-linked role (docs/facts.md 13.1).
    """
    if not declared.recorded:
        return declared.role
    recorders = (one for one in declaration.declared if isinstance(one, DeclaredRecorder))
    roles = [one.role for one in recorders if one.region == declared.region]
    if not roles:
        return undeclared("configuration recorder")
    return "" if isinstance(roles[0], str) and SERVICE_LINKED in roles[0] else roles[0]


def _switch(declaration: Declaration, declared: DeclaredSubject) -> bool | Unknown | ReadFailed:
    """Whether what it hangs on is on."""
    if not declared.switch:
        return True
    switches = (one for one in declaration.declared if isinstance(one, DeclaredSwitch))
    gap = undeclared(f"{declared.sender.subject} {declaration.identities.shown(declared.name)}")
    return next((one.enabled for one in switches if one.arn == declared.switch), gap)


def _facts(
    declaration: Declaration,
    topics: Topics,
    declared: DeclaredBudget,
    actions: Iterable[DeclaredNotification],
    now: datetime,
) -> Facts:
    account = declaration.identities.account_id
    opaque, told = declaration.opaque, declared.notifications
    read = later(opaque) if opaque else _budget(declared, account)
    notifications = (
        later(told)
        if isinstance(told, Unknown)
        else tuple(_notification(one, declaration, topics) for one in told)
    )
    acted = tuple(_notification(one, declaration, topics) for one in actions)
    listed = () if isinstance(notifications, ReadFailed) else notifications
    addresses = dict.fromkeys(one.topic for one in (*listed, *acted) if one.topic)
    found = {address: topics.of(address) for address in addresses}
    return Facts(
        account,
        declared.name,
        now,
        read,
        notifications,
        acted,
        topics={address: one.topic for address, one in found.items()},
        keys={address: one.key for address, one in found.items() if one.key},
        chats=topics.chats,
        taken=_taken(declaration, declared.place),
    )


def _budget(declared: DeclaredBudget, account: str) -> Budget:
    return Budget(
        declared.name,
        account,
        declared.type,
        declared.time_unit,
        forecast=_HAS_HISTORY,
        ends=declared.ends,
    )


def _notification(
    told: DeclaredNotification, declaration: Declaration, topics: Topics
) -> Notification:
    return Notification(
        told.type,
        told.operator,
        told.threshold,
        told.threshold_type,
        None,
        _subscribers(told, declaration, topics),
        told.action,
    )


def _subscribers(
    told: DeclaredNotification, declaration: Declaration, topics: Topics
) -> tuple[Subscriber, ...] | ReadFailed:
    """Whom it tells."""
    parts: tuple[object, ...] = (told.unknown, *told.topics, *(() if told.topics else told.emails))
    unknown = next((one for one in parts if isinstance(one, Unknown)), None)
    if unknown:
        return later(unknown)
    known = [one for one in told.topics if isinstance(one, str)]
    if not declaration.identities.account and not all(map(topics.declares, known)):
        return later(Unknown(declaration.identities.hint))
    mails = [Subscriber("EMAIL", one) for one in told.emails if isinstance(one, str)]
    return (*(Subscriber("SNS", one) for one in known), *mails)
