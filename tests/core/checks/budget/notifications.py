from bot.core.model.budget import Subscriber
from tests.core.build import TOPIC, notification, path, refused
from tests.core.checks.case import Case

CASES = [
    Case("one, with a topic", path()),
    Case(
        "none (docs/causes.md B1)",
        path(notification=None, topic=None),
        ("budget.no-notifications BROKEN",),
        ("no notification",),
    ),
    Case(
        "one without a subscriber",
        path(notification=notification(subscribers=()), topic=None),
        ("budget.no-notifications BROKEN",),
        ("actual > 80 %", "no subscriber"),
    ),
    Case(
        "one with a subscriber of tomorrow",
        path(notification=notification(subscribers=(Subscriber("CHAT", "c"),)), topic=None),
        ("budget.unreadable UNKNOWN",),
        ("actual > 80 %", "CHAT"),
    ),
    Case(
        "one with two topics, of which one is checked",
        path(
            notification=notification(
                subscribers=(Subscriber("SNS", TOPIC), Subscriber("SNS", f"{TOPIC}-2"))
            )
        ),
        ("budget.unreadable UNKNOWN",),
        ("several topics", f"{TOPIC}-2 was not"),
    ),
    Case(
        "the same topic twice",
        path(notification=notification(subscribers=(Subscriber("SNS", TOPIC),) * 2)),
    ),
    Case("an unread budget says nothing of them", path(budget=refused(), notification=None)),
    Case(
        "unread notifications",
        path(notification=refused("budgets:ViewBudget"), topic=None),
        ("budget.unreadable UNKNOWN",),
        ("budgets:ViewBudget",),
        unread=True,
    ),
    Case(
        "unread subscribers",
        path(notification=notification(subscribers=refused("budgets:ViewBudget")), topic=None),
        ("budget.unreadable UNKNOWN",),
        ("actual > 80 %", "budgets:ViewBudget"),
        unread=True,
    ),
]
