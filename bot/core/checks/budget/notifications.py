"""Does the budget tell anybody?

A budget without a notification, or a notification without a subscriber, tells nobody. A budget
action counts: it has subscribers of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.core.checks._finding import FindingFactory
from bot.core.checks._unread import cannot_read, said
from bot.core.findings import Finding, Status
from bot.core.model.budget import Budget, Notification, Subscriber
from bot.core.model.path import Path
from bot.core.model.read import ReadFailed
from bot.core.texts.report import notification_title
from bot.core.texts.words import listed

CODES = {
    "budget.no-notifications": Status.BROKEN,
    "budget.unreadable": Status.UNKNOWN,
}
finding_factory = FindingFactory(CODES)


def check(path: Path) -> Iterator[Finding]:
    """Look at the notification and its subscribers."""
    notification = path.notification
    if isinstance(notification, ReadFailed):
        what = "A part of the budget's notifications"
        yield _unreadable(path, what, notification)
    elif notification is None:
        if isinstance(path.budget, Budget):
            yield finding_factory("budget.no-notifications", path.name, _NONE)
    elif isinstance(notification.subscribers, ReadFailed):
        what = f"Who is told at {notification_title(notification)}"
        yield _unreadable(path, what, notification.subscribers)
    elif not notification.subscribers:
        yield finding_factory("budget.no-notifications", path.name, _nobody(notification))
    elif not notification.topic and not notification.emails:
        yield finding_factory(
            "budget.unreadable", path.name, _strange(notification, notification.subscribers)
        )
    elif len(_topics(notification.subscribers)) > 1:
        yield finding_factory(
            "budget.unreadable", path.name, _several(notification, notification.subscribers)
        )


_NONE = (
    "The budget has no notification, so nobody is told when it is exceeded. Add one in AWS Budgets,"
    " with the topic as its subscriber."
)


def _nobody(notification: Notification) -> str:
    title = notification_title(notification)
    return (
        f"The notification {title} has no subscriber, so nobody is told. Add the topic to it in "
        "AWS Budgets."
    )


def _topics(subscribers: tuple[Subscriber, ...]) -> list[str]:
    return list(dict.fromkeys(one.address for one in subscribers if one.type == "SNS"))


def _several(notification: Notification, subscribers: tuple[Subscriber, ...]) -> str:
    """AWS allows one (docs/facts.md 1.2); where there are more all the same, one answer is not
    enough.
    """
    first, *others = _topics(subscribers)
    return (
        f"The notification {notification_title(notification)} names several topics, and AWS "
        f"documents one: {first} was checked, {listed(others)} was not. Give each topic a "
        "notification of its own."
    )


def _strange(notification: Notification, subscribers: tuple[Subscriber, ...]) -> str:
    kinds = listed([subscriber.type or "(no type)" for subscriber in subscribers])
    return (
        f"The notification {notification_title(notification)} has subscribers of the type {kinds} "
        "without a topic or an e-mail address: whether anybody is told cannot be seen. Look at "
        "its subscribers in AWS Budgets."
    )


def _unreadable(path: Path, what: str, unread: ReadFailed) -> Finding:
    says = cannot_read(what, unread)
    return finding_factory("budget.unreadable", path.name, says, evidence=said(unread))
